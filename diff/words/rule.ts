// A rule says in words what one field's change means. The first that fits says it; what fits none is said plainly.
import { asRecord } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { isMadeAnew } from './again.ts';

/** Why a change must be looked at before the others. */
type Danger = 'removal' | 'left-behind' | 'moved' | 'refused' | 'weaker' | 'opened' | 'recipients' | 'definitions';

/** What changes, without its subject: `may use 512Mi of memory instead of 256Mi`. */
export interface Sentence {
  readonly text: string;
  readonly danger?: Danger;
  /** Whether Helm upgrades a release, and so may restart pods that `dist/` does not show. */
  readonly upgrades?: true;
}

/** The object that changes, and what stands around it. */
export interface Subject {
  readonly before: KubeObject;
  readonly after: KubeObject;
  /** The objects of a kind that its chart has afterwards. */
  readonly inChart: (kind: string) => readonly KubeObject[];
}

/** A change at the place that a rule is for. */
export interface Spot {
  readonly before: unknown;
  readonly after: unknown;
  /** What each `*` of the rule stood for, without brackets. */
  readonly names: readonly string[];
  readonly subject: Subject;
}

/** One sentence, many, or none, for what nobody needs to read; undefined where the rule has nothing to say. */
export type Said = string | Sentence | readonly Sentence[] | undefined;

export interface Rule {
  /**
   * The steps to the field, separated by spaces. `*` stands for any one step, and `**` at the end for all that is below,
   * which is then said once, with the value of the field above it.
   */
  readonly at: string;
  readonly say: (spot: Spot) => Said;
}

/** The same words for a value that was changed, that is new, and that is gone. */
export function valueRule(at: string, words: (value: string, spot: Spot) => string, danger?: (spot: Spot) => boolean) {
  return {
    at,
    say: (spot: Spot): Said => {
      const { before, after } = spot;
      if (isBranch(before) || isBranch(after)) return undefined;
      const text =
        after === undefined
          ? `no longer ${words(String(before), spot)}`
          : `${words(String(after), spot)}${before === undefined ? '' : ` instead of ${before}`}`;
      return danger?.(spot) ? { text, danger: 'weaker' } : text;
    },
  } satisfies Rule;
}

/** A container is named only where it is not the workload's own: the first `*` of the rule stands for it. */
export function ofContainer({ names: [container], subject }: Spot): string {
  const isOwn = container === undefined || container === subject.after.metadata.name;
  return isOwn ? '' : `container ${container} `;
}

/** What Kubernetes never changes in an object that is there, but for some changes that it takes. */
export function immutable(at: string, isAllowed: (spot: Spot) => boolean): Rule {
  return {
    at,
    say: (spot) => {
      if (isAllowed(spot)) return undefined;
      const { before, after, subject } = spot;
      const what = at.replace(/ \*\*$/, '').replaceAll(' ', '.');
      const change = `changes ${what} from ${shown(before)} to ${shown(after)}`;
      const consequence = isMadeAnew(subject.after)
        ? 'Flux deletes the object and makes it anew (force: enabled)'
        : 'Kubernetes refuses that, and Flux applies nothing of the chart until it is undone; an object of another name can have it';
      return { text: `${change}: ${consequence}`, danger: 'refused' };
    },
  };
}

/** A value as it can be read in a sentence: short, and never an encrypted one. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const labels = matchLabelsOf(value);
  if (labels !== undefined) return labels;
  if (text.includes('ENC[')) return 'an encrypted value';
  const line = text.trim().replaceAll(/\s+/g, ' ');
  const quoted = typeof value === 'string' && (line === '' || /\s/.test(line)) ? `"${line}"` : line;
  return quoted.length <= 80 ? quoted : `${quoted.slice(0, 77)}...`;
}

/** A selector of nothing but labels, as kubectl writes it. */
function matchLabelsOf(value: unknown): string | undefined {
  const { matchLabels, ...rest } = asRecord(value);
  if (!isBranch(matchLabels) || Object.keys(rest).length > 0) return undefined;
  return labelsIn(matchLabels).join(',');
}

/** Labels as kubectl writes them: `app=web`. */
export function labelsIn(labels: unknown): string[] {
  return Object.entries(asRecord(labels)).map(([label, value]) => `${label}=${String(value)}`);
}

/** A map or a list, which has no word of its own. */
export function isBranch(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
