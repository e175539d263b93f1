// `npm run comment` as the workflow calls it: main's code says what a branch would put into main, and neither the code of
// the branch nor what its run left behind has a say in it. Against real repositories and a stand-in for GitHub's API.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import { type CommentOptions, commentAfter } from '../../commands/comment/index.ts';
import type { EndedRun } from '../../commands/github/ended-run.ts';
import { HelmRelease } from '../../lib/flux/helm-release.ts';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { restrictedContainer, restrictedPod } from '../../lib/workload/security.ts';
import { afterRun } from '../support/ended-run.ts';
import { writeDist } from '../support/fixture-fleet.ts';
import { FakeGitHub } from '../support/github.ts';
import { GitRepository } from '../support/git-repository.ts';
import { scriptOptions } from '../support/script-options.ts';
import { type Charts, pinnedImage, renderCharts } from '../support/synthesize.ts';

const chart = 'dist/lab/apps/tickets/tickets';
const service = `${chart}/Service_tickets.yaml`;
const mark = '<!-- fleetwright: what this changes in the clusters -->\n';

/** A folder with a whole dist/. */
let fleet: string;
beforeAll(() => {
  fleet = mkdtempSync(join(tmpdir(), 'fleetwright-fleet-'));
  writeDist(fleet);
});
afterAll(() => rmSync(fleet, { recursive: true }));

let server: GitRepository;
let author: GitRepository;
let job: GitRepository;
let folder: string;
let github: FakeGitHub;

beforeEach(async () => {
  server = GitRepository.bare();
  author = server.clone();
  cpSync(join(fleet, 'dist/lab/apps'), join(author.folder, 'dist/lab/apps'), { recursive: true });
  author.commit('the start');
  author.git('push', '--quiet', 'origin', 'main');
  job = server.clone();
  author.git('checkout', '--quiet', '-b', 'feature');
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-comment-'));
  github = await FakeGitHub.start();
});
afterEach(async () => {
  await github.stop();
  for (const repository of [server, author, job]) repository.remove();
  rmSync(folder, { recursive: true });
});

function edit(path: string, from: string | RegExp, to: string): void {
  const before = author.read(path);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} does not hold ${from}`);
  author.write(path, after);
}

/** Ann pushes what she has; the run for it renders what is in her dist/, unless said otherwise. */
function push({ rendered = author.folder }: { rendered?: string | undefined } = {}): string {
  const head = author.commit('Change');
  author.git('push', '--quiet', 'origin', 'HEAD:refs/heads/feature');
  if (rendered) cpSync(join(rendered, 'dist'), join(folder, 'rendered'), { recursive: true });
  return head;
}

/** A run that has ended, as GitHub tells of it. */
const runOf = (commit: string, change: Partial<EndedRun> = {}): EndedRun => ({
  commit,
  repository: 'acme/fleet',
  branch: 'feature',
  actor: 'ann',
  ...change,
});

function after(run: EndedRun, change: Partial<CommentOptions> = {}): ReturnType<typeof commentAfter> {
  const options = { cwd: job.folder, rendered: join(folder, 'rendered'), base: 'main', author: github.account };
  return commentAfter(github.client, { ...options, run, ...change });
}

/** What stands under the pull request once the job for a run has ended. */
async function comment(run: EndedRun, change: Partial<CommentOptions> = {}): Promise<string> {
  github.open(run.branch, run.commit, { repository: run.repository });
  await after(run, change);
  return github.comments.at(-1)?.body ?? '';
}

test('the command is told whose run it was by the event, and leaves the text on the page of its own run', async () => {
  const commit = push();
  github.open('feature', commit);
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const options = ['--repository', job.folder, '--rendered', join(folder, 'rendered')];
  const env = { ...inherited, ...afterRun(folder, github.url, { commit }) };
  const stdout = await new Promise((resolve, reject) => {
    execFile(process.execPath, [...scriptOptions, 'commands/comment.ts', ...options], { env }, (error, text) =>
      error ? reject(error) : resolve(text),
    );
  });
  expect(stdout).toBe('comment created\n');
  expect(github.comments[0]?.body).toBe(mark + readFileSync(join(folder, 'summary.md'), 'utf8'));
});

test('it says what is merged into what, and what that changes', async () => {
  edit(service, 'port: 80', 'port: 8081');
  const commit = push();
  const into = job.git('rev-parse', 'HEAD');
  const body = await comment(runOf(commit));
  expect(body).toContain(
    `dist/ of ${commit.slice(0, 9)} merged into ${into.slice(0, 9)}, compared with dist/ of the latter`,
  );
  expect(body).toContain('**Service tickets**');
  expect(body).not.toContain('Not as it should be');
});

describe('the order that follows from what a Helm release brings', () => {
  const path = 'test/widgets.json';
  const inventory = JSON.stringify({
    from: 'oci://registry.example.com/widgets 1.2.3',
    told: '',
    objects: { 'v1/ConfigMap': [{ metadata: { name: 'widgets', namespace: 'mine' } }] },
    values: {},
    read: [],
  });
  const charts: Charts = {
    room: (chart) =>
      void new Namespace(chart, 'namespace', { name: 'mine', quota: { cpu: '1', memory: '1Gi', pods: 5 } }),
    widgets: (chart) =>
      void new HelmRelease(chart, 'widgets', {
        url: 'oci://registry.example.com/widgets',
        version: '1.2.3',
        namespace: 'mine',
      }),
    mine: (chart) =>
      void new ApiObject(chart, 'pod', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'mine' },
        spec: {
          securityContext: restrictedPod,
          containers: [{ name: 'mine', image: pinnedImage, securityContext: restrictedContainer }],
          volumes: [{ name: 'v', configMap: { name: 'widgets' } }],
        },
      } as never),
  };

  test.each([
    ['is right with the inventory of the branch', { [path]: inventory }, 0],
    ['has no ground without it', {}, 1],
  ])('%s', async (_name, written, count) => {
    const { files, findings } = renderCharts(charts, undefined, { [path]: inventory });
    expect(findings).toEqual([]);
    for (const [file, text] of files) author.write(`dist/${file}`, text);
    for (const [file, text] of Object.entries(written)) author.write(`inventory/${file}`, text);
    const body = await comment(runOf(push()));
    expect(body.split('Refused: touches what is Flux').length - 1).toBe(count);
  });
});

test('what main holds since the branch left it is not told as taken away: the merge counts', async () => {
  edit(service, 'port: 80', 'port: 8081');
  const commit = push();
  author.git('checkout', '--quiet', 'main');
  edit(`${chart}/PodDisruptionBudget.policy_tickets.yaml`, /\d+/, '7');
  author.commit('Meanwhile');
  author.git('push', '--quiet', 'origin', 'main');
  job.git('pull', '--quiet');
  const body = await comment(runOf(commit));
  expect(body).toContain('**Service tickets**');
  expect(body).not.toContain('PodDisruptionBudget');
});

describe('an artifact has no say in it:', () => {
  test('what is committed counts, though the run says that nothing changes', async () => {
    edit(service, 'port: 80', 'port: 8081');
    const body = await comment(runOf(push({ rendered: fleet })));
    expect(body).toContain('**Service tickets**');
    expect(body).toMatch(/Not as it should be\n\n- .*Service\\_tickets\.yaml is not what synth renders/);
  });

  test('nor has a number of a pull request, or whatever else is in it', async () => {
    const commit = push();
    writeFileSync(join(folder, 'rendered/PULL_REQUEST'), '8');
    expect(await comment(runOf(commit))).toContain('is no YAML file that synth writes');
    expect(github.writes).toEqual(['POST /repos/acme/fleet/issues/7/comments']);
  });

  test('nor has a missing one: what is committed can be told', async () => {
    edit(service, 'port: 80', 'port: 8081');
    const body = await comment(runOf(push({ rendered: '' })));
    expect(body).toContain('The branch could not be rendered');
    expect(body).toContain('**Service tickets**');
  });
});

describe('what Flux would read and a summary would not show is said:', () => {
  const object = (change: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n  namespace: tickets\n${change}`;
  test.each<[string, (path: string) => string, string]>([
    [
      'a file of another kind',
      (folder) => (author.write(`${folder}/evil.yml`, object('')), 'evil.yml'),
      'is not where synth writes its object',
    ],
    [
      'a build file of kustomize',
      (folder) => (author.write(`${folder}/kustomization.yaml`, 'resources: []'), 'kustomization.yaml'),
      'holds no Kubernetes object',
    ],
    [
      'a second file for an object',
      (folder) => (author.write(`${folder}/a.yaml`, object('')), 'a.yaml'),
      'is not where synth writes its object',
    ],
    [
      'a text that Go reads otherwise',
      (folder) => (
        author.write(`${folder}/ConfigMap_extra.yaml`, object('data:\n  on: yes\n')),
        'ConfigMap_extra.yaml'
      ),
      'is not written as synth writes it',
    ],
    [
      'a link',
      (folder) => (symlinkSync('/etc/passwd', join(author.folder, folder, 'a.yaml')), 'a.yaml'),
      'is not a plain file',
    ],
    [
      'files that Flux is told to leave out',
      () => (author.write('.sourceignore', '/*\n!/charts\n'), '.sourceignore'),
      'takes files away from what Flux reads',
    ],
  ])('%s', async (_name, make, problem) => {
    const name = make(chart);
    const commit = push({ rendered: fleet });
    rmSync(join(folder, 'rendered'), { recursive: true });
    const body = await comment(runOf(commit));
    expect(body).toMatch(/^<!-- .* -->\n#### :no_entry: Not as it should be/);
    expect(body.split('\n').some((line) => line.includes(name.replaceAll('_', '\\_')) && line.includes(problem))).toBe(
      true,
    );
  });

  test('a comment stands even where nothing can be read: the last one would stay otherwise', async () => {
    author.write(service, '<<<<<<< ours\n');
    expect(await comment(runOf(push({ rendered: fleet })))).toContain('What this changes cannot be told');
  });

  test('and in what synth itself writes there is nothing of the kind', async () => {
    cpSync(join(fleet, 'dist'), join(author.folder, 'dist'), { recursive: true });
    expect(await comment(runOf(push()))).not.toContain('Not as it should be');
  });
});

describe('whose comment it is', () => {
  test('is decided by GitHub: another branch of that name in a fork gets none', async () => {
    const commit = push();
    github.open('feature', commit, { repository: 'bob/fleet' });
    expect(await after(runOf(commit))).toBeUndefined();
    expect(github.writes).toEqual([]);
  });

  test('of a fork it says what to run', async () => {
    const commit = push();
    writeFileSync(join(folder, 'rendered/lab/apps/new.yaml'), '');
    const body = await comment(runOf(commit, { repository: 'bob/fleet' }));
    expect(body).toContain('nothing can be pushed to a fork from here: npm run synth');
  });

  test('with the commit of the bot on top of the run it is about that one', async () => {
    const commit = push();
    edit(service, 'port: 80', 'port: 8081');
    const bot = author.commit('Render dist/');
    author.git('push', '--quiet', 'origin', 'HEAD:refs/heads/feature');
    const body = await comment(runOf(commit), { pushed: bot });
    expect(body).toContain(`dist/ of ${bot.slice(0, 9)} merged`);
  });

  test('nothing is said of a branch that has moved on', async () => {
    const commit = push();
    github.open('feature', 'f'.repeat(40));
    expect(await after(runOf(commit))).toBeUndefined();
  });

  test("an app's comment is not the one that a workflow of any branch could write", async () => {
    const commit = push();
    github.comments.push({ id: 1, body: `${mark}No object changes`, user: { login: 'github-actions[bot]' } });
    github.account = 'fleet-bot[bot]';
    await comment(runOf(commit));
    expect(github.comments.map(({ user }) => user.login)).toEqual(['github-actions[bot]', 'fleet-bot[bot]']);
    expect(github.writes).toEqual(['POST /repos/acme/fleet/issues/7/comments']);
  });
});

test('a branch in conflict with main is told as it stands', async () => {
  edit(service, 'port: 80', 'port: 8081');
  const commit = push();
  job.write(service, job.read(service).replace('port: 80', 'port: 8082')).commit('Meanwhile');
  const body = await comment(runOf(commit));
  expect(body).toContain('which conflicts with');
});

test('nothing of the branch is checked out', async () => {
  author.write('pwned', '');
  await comment(runOf(push()));
  expect([existsSync(join(job.folder, 'pwned')), job.git('status', '--short')]).toEqual([false, '']);
});
