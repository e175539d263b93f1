// The workflow that builds an image pins it for a cluster of this fleet: whoever renames or removes clusters changes it, too.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import fleet from '../../main.ts';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly with?: { readonly cluster?: string } }>>;
}

test('images are pinned for the first stage, from which they are promoted', () => {
  const { jobs } = parse(readFileSync('.github/workflows/image.yaml', 'utf8')) as Workflow;
  const clusters = Object.values(jobs).flatMap((job) => job.with?.cluster ?? []);
  expect(clusters).toEqual(clusters.map(() => fleet.stages[0]));
});
