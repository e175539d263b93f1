#!/usr/bin/env node
// The program of the package: what `npm run <command>` does here, `fleetwright <command>` does in a fleet that has the package.
import { mainOf } from './cli.ts';
import { entry, group, loaded, plain } from './entry.ts';

await mainOf({
  meta: { name: 'fleetwright', description: 'Render a fleet into plain YAML that Flux reconciles, and prove it first' },
  commands: {
    create: entry(
      'Make a repository of a fleet: rendered, checked, committed',
      async () => (await import('./create.ts')).create,
    ),
    synth: entry('Render the clusters into dist/', async () => (await import('./synth.ts')).synth),
    imports: entry(
      'Make types and schemas from the definitions in imports/crds/',
      async () => (await import('./imports.ts')).imports,
    ),
    check: entry('All that a pull request must pass before its tests', async () => (await import('./check.ts')).check),
    new: group('Add a service to the fleet', async () => (await import('./new.ts')).additions),
    remove: group('Take a service out of the fleet', async () => (await import('./remove.ts')).departures),
    list: entry('Say what runs where', async () => (await import('./list.ts')).list),
    alerts: entry('Say who is told of which alert', async () => (await import('./alerts.ts')).alerts),
    dashboards: entry(
      'Draw the dashboards of dist/ as one page',
      async () => (await import('./dashboards.ts')).dashboards,
    ),
    diff: entry('Say what a change of dist/ does in the clusters', async () => (await import('./diff.ts')).diff),
    release: group('Promote an image, take it back, say who did', async () => (await import('./release.ts')).releases),
    removals: entry('Guard what must not vanish by accident', async () => (await import('./removals.ts')).removals),
    secrets: group(
      'List, make, change and check the encrypted files of secrets/',
      async () => (await import('./secrets.ts')).secrets,
    ),
    image: group('Sign an image, and say whether it may be pinned', async () => (await import('./image.ts')).image),
    loop: entry(
      'Bring up a cluster from dist/ with the real Flux, on this machine',
      async () => (await import('./loop.ts')).loop,
    ),
    helm: entry('Hold the values of Helm releases against their charts', async () => (await import('./helm.ts')).helm),
    tools: entry(
      'Get the third-party programs that tests and the loop run',
      async () => (await import('./tools.ts')).tools,
    ),
    preview: {
      description: 'The program of the cdk8s CLI: render into .preview/',
      run: async () => loaded(async () => void (await import('./preview.ts'))),
    },
    review: entry('In a pull request: write the comment of the diff', async () => (await import('./review.ts')).review),
    comment: plain('After it: post that comment', async () => (await import('./comment.ts')).comment),
    commit: plain('After a merge: commit what synth renders', async () => (await import('./commit.ts')).commit),
    scan: entry('Say what scanners find', async () => (await import('./scan.ts')).scan),
    drift: entry('Say what has drifted and is not put right', async () => (await import('./drift.ts')).drift),
    propose: plain('After a promotion: open its pull request', async () => (await import('./propose.ts')).propose),
    ruleset: entry(
      "Print the rules of the repository's main branch",
      async () => (await import('./ruleset.ts')).ruleset,
    ),
  },
});
