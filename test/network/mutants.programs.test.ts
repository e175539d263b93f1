// Is every rule needed, and is the table strict enough to see one that is missing or too wide? Broken rules tell.
import { availableParallelism } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../render/rendered.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { engines } from './engine.ts';
import type { Flow } from './flow.ts';
import { type Mutant, tooWide, withoutOne } from './mutants.ts';
import { ofProduction, ofTwoApplications } from './policies.ts';
import { narrowOfTwo } from './two-applications.ts';
import { narrowAtTheOtherEnd, twiceIn, twiceInPlatform } from './twice.ts';

const isOfTwo = (name: string): boolean => /^(?:menu|waiter)\//.test(name);

/** Policies, which of them are broken, and what stays green then on purpose. */
const cases = [
  ...ofProduction.map((enforced) => ({
    ...enforced,
    isBroken: () => true,
    twice: [...twiceIn(enforced), ...twiceInPlatform[enforced.network]],
    narrow: narrowAtTheOtherEnd[enforced.network],
  })),
  ...ofTwoApplications.map((enforced) => ({
    ...enforced,
    isBroken: ({ name }: Mutant) => isOfTwo(name),
    twice: twiceIn(enforced).filter(({ rule }) => isOfTwo(rule)),
    narrow: narrowOfTwo[enforced.network],
  })),
];

describe.each(cases)('$title', ({ network, policies, labelsOf, table, isBroken, twice, narrow }) => {
  const { program, evaluate } = engines[network];
  const { promised, refused, isAllowed } = table;

  describeWith([program], `the network policies, asked of ${program}`, (paths) => {
    /** How many flows of a namespace turn out other than the table says. */
    async function reds({ policies, namespace }: Mutant, flows: readonly Flow[]): Promise<number> {
      const asked = flows.filter(({ from, to }) => [from, to].some(({ pod }) => pod?.namespace === namespace));
      const answers = await evaluate(paths[program], policies, labelsOf, asked);
      return asked.filter((flow, index) => answers[index] !== isAllowed(flow)).length;
    }

    /** Names of the mutants that no flow tells from the policies. */
    async function unseen(mutants: readonly Mutant[], flows: readonly Flow[]): Promise<readonly string[]> {
      const names: string[] = [];
      const queue = mutants.values();
      const worker = async () => {
        for (const mutant of queue) if ((await reds(mutant, flows)) === 0) names.push(mutant.name);
      };
      await Promise.all(Array.from({ length: availableParallelism() }, worker));
      return names.toSorted();
    }

    test('a row turns red without any policy, rule, peer or port, but for those that are there twice', async () => {
      const mutants = withoutOne(policies).filter(isBroken);
      expect(mutants.length).toBeGreaterThan(twice.length);
      const names = await unseen(mutants, promised);
      expect(names.filter((name) => !twice.some(({ rule }) => name.startsWith(rule)))).toEqual([]);
    });

    test.each(twice)('$rule stands twice: $because', async ({ rule, with: other }) => {
      const all = [...promised, ...refused];
      const withoutOther = without(policies, other);
      expect(await reds(without(policies, rule), all)).toBe(0);
      expect(await reds(without(withoutOther.policies, rule), all)).toBeGreaterThan(await reds(withoutOther, all));
    });

    test('a row turns red when a rule is opened to any peer or any port', async () => {
      expect(await unseen(tooWide(policies).filter(isBroken), refused)).toEqual(narrow);
    });
  });
});

function without(all: readonly KubeObject[], name: string): Mutant {
  const mutant = withoutOne(all).find((candidate) => candidate.name === name);
  if (!mutant) throw new Error(`no policy or rule ${name}`);
  return mutant;
}
