// Two branches that both change dist/ meet: the way that docs/pull-requests.md shows leaves what the merged code renders.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Checkout, differences } from '../support/checkout.ts';

const venues = 'charts/tickets/venues.ts';
const checksum = 'dist/live/apps/tickets/tickets/Deployment.apps_tickets.yaml';

let checkout: Checkout;
beforeAll(() => void (checkout = new Checkout()));
afterAll(() => checkout.remove());

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = checkout.exec('git', [...identity, ...args]);
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout.trim();
}

function change(branch: string, from: string, to: string): void {
  git('checkout', '--quiet', '-b', branch, 'main');
  checkout.edit(venues, from, to);
  expect(checkout.run('commands/synth.ts').status).toBe(0);
  git('commit', '--quiet', '--all', '--message', branch);
}

test('a conflict in dist/ is resolved by rendering, not by hand', () => {
  git('init', '--quiet', '--initial-branch=main');
  git('add', 'charts', 'dist');
  git('commit', '--quiet', '--message', 'the start');
  change('first', "  arena: '", "  abbey: 'https://abbey.example.org/',\n  arena: '");
  change('second', "opera.example.org/',\n", "opera.example.org/',\n  ring: 'https://ring.example.org/',\n");

  expect(() => git('merge', '--quiet', 'first')).toThrow('CONFLICT (content)');
  expect(git('diff', '--name-only', '--diff-filter=U').split('\n')).toContain(checksum);

  const [, block = ''] =
    /## A conflict in dist\/[^]*?\n\n((?: {4}.*\n)+)/.exec(readFileSync('docs/pull-requests.md', 'utf8')) ?? [];
  const commands = block.split('\n').map((line) => line.trim());
  expect(commands.filter((command) => command !== '')).toEqual([
    'git checkout HEAD -- dist',
    'npm run synth',
    'git add --all dist',
    'git commit --no-edit',
  ]);
  git('checkout', 'HEAD', '--', 'dist');
  expect(checkout.run('commands/synth.ts')).toMatchObject({ status: 0 });
  git('add', '--all', 'dist');
  git('commit', '--quiet', '--no-edit');

  const merged = checkout.tree('dist');
  expect(merged.get('live/apps/tickets/tickets/ConfigMap_venues.yaml')).toMatch(/abbey[^]*ring/);
  expect(checkout.run('commands/synth.ts', ['--out', 'fresh']).status).toBe(0);
  expect(differences(merged, checkout.tree('fresh'))).toEqual([]);
});
