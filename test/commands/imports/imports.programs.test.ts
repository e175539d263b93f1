// The whole import, from the modules that are pinned: what a cluster is checked against must be what its authors wrote.
import { expect, test } from '@jest/globals';
import { generate } from '../../../commands/imports/generate.ts';
import { treesIn } from '../../../commands/imports/origin.ts';
import { differences } from '../../../commands/imports/output.ts';
import { describeWith } from '../../../tools/describe-with.ts';

describeWith(['controller-gen'], 'the committed imports', () => {
  test('are, to the byte, what the pinned Go modules give, and follow from the rest', async () => {
    const files = await generate(treesIn(), () => () => {});
    expect(await differences('imports', files)).toEqual([]);
  });
});
