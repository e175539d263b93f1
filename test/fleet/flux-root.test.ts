// What Flux reads from is made by hand, once: the page's command and main.ts must name it alike.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { fluxNamespace, rootOf } from '../../lib/platform.ts';
import fleet from '../../main.ts';
import { fluxLayer } from '../../render/kustomizations.ts';

test('the root and its source are called as docs/fork.md has them made: only so does synth know what it may not replace', () => {
  const page = readFileSync('docs/fork.md', 'utf8');
  const { gitRepository } = fleet;
  const [kustomization] = rootOf(gitRepository).split(`${gitRepository}-`).slice(1);
  expect(page).toContain(`--name ${gitRepository} --namespace ${fluxNamespace} `);
  expect(page).toContain(`--kustomization name=${kustomization} path=./dist/$cluster/${fluxLayer} `);
});
