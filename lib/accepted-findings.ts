// A door for `npm run scan`: a finding that stays is accepted beside the code that causes it, and never by an annotation.
import type { Construct, IConstruct } from 'constructs';
import { isDay } from './day.ts';
import { isReason } from './reasons.ts';
import { misfitsAt, needed, propsOf, text } from './validation/props.ts';
import { addRules, type Fault, unless } from './validation/rules.ts';

/** A finding that stays, for a reason, until somebody looks at it again. */
export interface AcceptedFinding {
  /** The scanner's check, as `npm run scan` prints it in brackets: `pod-probes-identical`. */
  readonly check: string;
  /** Why it is right there, in one line. */
  readonly because: string;
  /** The last day on which it is accepted: `2027-06-30`. From the next day on `npm run scan` fails, and names the place. */
  readonly until: string;
}

const shape = propsOf<AcceptedFinding>({ check: needed(text), because: needed(text), until: needed(text) });

const metadata = 'fleetwright.dev/accepted-finding';

/**
 * Accepts a finding of `npm run scan` in all objects of a construct. One that accepts nothing in any cluster is an error of the scan.
 *
 *     acceptFinding(service, {
 *       check: 'horizontalpodautoscaler-replicas',
 *       because: 'a second copy would send each message twice',
 *       until: '2027-06-30',
 *     });
 *
 * @throws Error for what has another shape
 */
export function acceptFinding(construct: Construct, accepted: AcceptedFinding): void {
  const unknown = misfitsAt(construct.node.path, accepted, shape);
  construct.node.addMetadata(metadata, accepted);
  addRules(construct, () => [...unknown, ...acceptedFaults(accepted)]);
}

/** What {@link acceptFinding} accepts at a construct itself. */
export function acceptedAt({ node }: IConstruct): readonly AcceptedFinding[] {
  return node.metadata.filter(({ type }) => type === metadata).map(({ data }) => data as AcceptedFinding);
}

function acceptedFaults({ check, because, until }: AcceptedFinding): Fault[] {
  return [
    ...unless(isReason(because), {
      field: 'acceptFinding.because',
      problem: `"${check}" has no reason`,
      write: 'why it is right there, in one line',
    }),
    ...unless(isDay(until), {
      field: 'acceptFinding.until',
      problem: `"${until}" is not a day`,
      write: 'the last day on which it is accepted, such as 2027-06-30',
    }),
  ];
}
