// What a pull request's comment says, from two rendered trees: dangers first, then every difference in words.
import { messageOf } from '../../lib/message-of.ts';
import { asJson } from '../../diff/report/json.ts';
import { asMarkdown, escaped } from '../../diff/report/markdown.ts';
import { summarize } from '../../diff/summary.ts';
import type { Tree } from '../../diff/trees/tree.ts';
import { longestBody } from '../github/comment.ts';
import type { Consent } from '../../diff/removals/consents.ts';
import { guard } from '../../diff/removals/guard.ts';
import { beyondApplications } from '../../diff/review/applications.ts';
import { clustersIn } from '../../diff/review/clusters.ts';
import { besideSynth } from '../../diff/review/flux.ts';
import { section, verdictMarkdown } from '../../diff/review/verdict.ts';
import type { ReadInventory } from '../../render/inventory.ts';

export interface Reviewed {
  readonly before: Tree;
  readonly after: Tree;
  /** What the Helm releases of the later one bring: the order of its charts follows from that too. @default nobody has seen it */
  readonly inventory?: ReadInventory;
  /** Consents to removals in the commits between them. */
  readonly consents: readonly Consent[];
  /** What is compared with what, as a sentence. */
  readonly compared: string;
  /** What the reader must know besides, before all else. @default nothing */
  readonly warnings?: readonly string[];
}

export interface Review {
  /** As long as GitHub's comments may be. */
  readonly comment: string;
  /** The same, whole. */
  readonly markdown: string;
  readonly json: string;
}

/** @throws Error for a file that holds no Kubernetes object */
export function reviewOf({ before, after, inventory, consents, compared, warnings = [] }: Reviewed): Review {
  const summary = summarize(before, after);
  const clusters = clustersIn(before, after, inventory);
  const refused = { beside: besideSynth(clusters), beyond: beyondApplications(clusters) };
  const top = warned(warnings) + verdictMarkdown(guard(before, after, consents), refused);
  return {
    comment: top + asMarkdown(summary, compared, longestBody - top.length),
    markdown: asMarkdown(summary, compared, Number.POSITIVE_INFINITY),
    json: asJson(summary, compared),
  };
}

/**
 * The comment, about files that a stranger committed: where they cannot be read it says so, for a comment that is not
 * written leaves the last one standing.
 */
export function reviewOrExcuse(reviewed: Reviewed): string {
  try {
    return reviewOf(reviewed).comment;
  } catch (error) {
    const { compared, warnings = [] } = reviewed;
    return `${warned([...warnings, `What this changes cannot be told: ${messageOf(error)}`])}${escaped(compared)}\n`;
  }
}

function warned(warnings: readonly string[]): string {
  return section('#### :no_entry: Not as it should be', warnings.map(escaped)).join('\n');
}
