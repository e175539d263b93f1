#!/usr/bin/env node
// The program of the package: what `npm run <command>` does here, `fleetwright <command>` does in a fleet that has the package.
import { runTypeScript } from '../tools/tsx.js';
import { mainOf } from './cli.ts';

type Entry = Parameters<typeof mainOf>[0]['commands'][string];

/** The file of a command, which reads the arguments of the process. */
function entry(description: string, load: () => Promise<unknown>): Entry {
  const run = async (rawArgs: string[]): Promise<void> => {
    process.argv.splice(2, Infinity, ...rawArgs);
    await runTypeScript();
    await load();
  };
  return { description, run };
}

await mainOf({
  meta: { name: 'fleetwright', description: 'Render a fleet into plain YAML that Flux reconciles, and prove it first' },
  commands: {
    create: entry('Make a repository of a fleet: rendered, checked, committed', () => import('./create.ts')),
    synth: entry('Render the clusters into dist/', () => import('./synth.ts')),
    imports: entry('Make types and schemas from the definitions in imports/crds/', () => import('./imports.ts')),
    check: entry('All that a pull request must pass before its tests', () => import('./check.ts')),
    new: entry('Add a service to the fleet', () => import('./new.ts')),
    list: entry('Say what runs where', () => import('./list.ts')),
    alerts: entry('Say who is told of which alert', () => import('./alerts.ts')),
    diff: entry('Say what a change of dist/ does in the clusters', () => import('./diff.ts')),
    removals: entry('Guard what must not vanish by accident', () => import('./removals.ts')),
    secrets: entry('List, make, change and check the encrypted files of secrets/', () => import('./secrets.ts')),
    loop: entry('Bring up a cluster from dist/ with the real Flux, on this machine', () => import('./loop.ts')),
    helm: entry('Hold the values of Helm releases against their charts', () => import('./helm.ts')),
    tools: entry('Get the third-party programs that tests and the loop run', () => import('./tools.ts')),
    preview: entry('The program of the cdk8s CLI: render into .preview/', () => import('./preview.ts')),
    review: entry('In a pull request: write the comment of the diff', () => import('./review.ts')),
    comment: entry('After it: post that comment', () => import('./comment.ts')),
    commit: entry('After a merge: commit what synth renders', () => import('./commit.ts')),
    ruleset: entry("Print the rules of the repository's main branch", () => import('./ruleset.ts')),
  },
});
