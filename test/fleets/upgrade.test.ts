// A fleet takes a newer version of the package in a pull request. Its own workflow says what that does in the clusters, and refuses
// what nobody agreed to. The older version is the packed one with three things changed: there is no release yet.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { describeDemonstration } from './demonstration.ts';
import { run } from './edits.ts';
import { SmallFleet } from './small.ts';

const author = '-c user.name=Ann -c user.email=ann@example.com';

/** The upgrade, and what makes the charts ready before it. */
const proven = ['from an empty cluster', 'an upgrade'];

describeDemonstration('a newer version of the package', () => {
  let fleet: SmallFleet;

  beforeAll(() => {
    fleet = SmallFleet.byHand();
    inPackage('build/lib/flux/kustomization.js', "interval: '10m'", "interval: '15m'");
    inPackage('build/lib/tenancy/tenant.js', '${application}-tenant', '${application}-landlord');
    inPackage('build/lib/platform/cert-manager.js', "'v1.21.2'", "'v1.21.1'");
    run(fleet, 'npm run -s synth');
    run(fleet, `git add --all && git ${author} commit --quiet --message "The older version"`);
    run(fleet, 'git checkout --quiet -b upgrade');
    rmSync(join(fleet.folder, 'node_modules'), { recursive: true });
    fleet.install();
    run(fleet, `git ${author} commit --quiet --allow-empty --message "Raise fleetwright"`);
  }, 120_000);
  afterAll(() => fleet.remove());

  function inPackage(file: string, from: string, to: string): void {
    const path = join(fleet.folder, 'node_modules/fleetwright', file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path, text.replace(from, to));
  }

  /** The commands of the job `review` in the workflow that the fleet calls, after the packages are there. */
  function reviewing(): readonly string[] {
    const called = readFileSync('.github/workflows/fleet.yaml', 'utf8');
    const { jobs } = parse(called) as { jobs: { review: { steps: { run?: string }[] } } };
    return jobs.review.steps.flatMap((step) => step.run ?? []).filter((command) => command !== 'npm ci');
  }

  test('is refused where it renames a chart, as the objects of that chart could be deleted on the way', () => {
    const { status, said } = fleet.shell('npm run -s synth');
    expect(status).toBe(1);
    expect(said).toMatch(/renames-chart.*shortener-landlord/s);
  });

  test("is told in words by the pull request's own commands, the last of which asks for consent", () => {
    const [render = '', review = '', removals = '', ...others] = reviewing();
    expect(others).toEqual([]);
    expect(fleet.shell(render)).toMatchObject({ status: 0 });
    run(fleet, review);
    const comment = readFileSync(join(fleet.folder, 'review/comment.md'), 'utf8');
    expect(comment).toContain('36 objects change, in dev, production and staging. Helm upgrades cert-manager.');
    expect(comment).toContain('has chart version v1.21.2 instead of v1.21.1');
    expect(comment).toContain('spec.interval is 10m instead of 15m');
    const { status, said } = fleet.shell(removals);
    expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining('Allow-Removals: ') });
  });

  test('goes through with that consent', () => {
    const { said } = fleet.shell('npm run -s synth');
    const charts = [...said.matchAll(/if all of it is meant: .* Allow-Removals: (\S+)/g)]
      .map(([, all = '']) => all)
      .join();
    expect(charts.split(',')).toHaveLength(3);
    run(fleet, `npm run -s synth -- --allow-removals ${charts}`);
    run(fleet, `git add dist && git ${author} commit --quiet --message Render --message "Allow-Removals: ${charts}"`);
    expect(run(fleet, reviewing().at(-1) ?? '')).not.toContain('renames-chart');
    expect(run(fleet, 'npm run -s check')).toContain('ok      dist/ is what synth renders');
  });

  test("is taken by the API server and by Flux, as the fleet's own test proves in a loop", () => {
    const { status, said } = fleet.shell(`npm test -- --testNamePattern '${proven.join('|')}'`);
    // Where the machine cannot have the programs the fleet's tests are skipped; with CI in the environment they fail.
    const outcome = /Tests: .* 4 passed|\(tests that run it are skipped\)/;
    expect({ status, said }).toEqual({ status: 0, said: expect.stringMatching(outcome) });
  }, 600_000);
});
