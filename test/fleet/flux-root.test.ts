// What Flux reads from is made by hand, once: the page's command and the machine must name it alike, where main.ts says no other name.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { usual } from '../../lib/composed-cluster.ts';
import { fluxNamespace, rootOf } from '../../lib/platform.ts';
import { fluxLayer } from '../../render/kustomizations.ts';

test('the root and its source are called as docs/fork.md has them made: only so does synth know what it may not replace', () => {
  const page = readFileSync('docs/fork.md', 'utf8');
  const { gitRepository } = usual;
  const [kustomization] = rootOf(gitRepository).split(`${gitRepository}-`).slice(1);
  expect(page).toContain(`--name ${gitRepository} --namespace ${fluxNamespace} `);
  expect(page).toContain(`--kustomization name=${kustomization} path=./dist/$cluster/${fluxLayer} `);
});
