// Without access to a cluster its Flux is believed, which writes the status of each commit that it has applied: by an App that no
// other cluster has, for whoever may push may write statuses too.
import { git } from '../../tools/git.ts';
import type { GitHub } from '../github/client.ts';
import { type Health, type HealthOf, type Runner, runnersAt, shortened } from './health.ts';
import type { Pinning } from './stages.ts';

/** Commits that are asked about, the newest first: Flux looks at Git each minute, so it has seen one of them. */
const mostCommits = 100;

/**
 * What Flux says once a chart is applied and healthy. `success` alone is not it: an event that is no error is one too, such as
 * `dependency not ready`. Source: notification-controller 1.7.5, `toGitHubState`; kustomize-controller 1.7.3, `event`.
 */
const succeeded = { state: 'success', description: 'reconciliation succeeded' } as const;

/** What a status says, as far as it is read. */
interface Status {
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly creator: { readonly login: string; readonly type: string } | null;
}

/** Asks the statuses of the commits that pin it. @param app the slug of the App by which the cluster's Flux writes them */
export function healthOnGitHub(github: GitHub, app: string): HealthOf {
  return async (pinning, since) => {
    const strangers = new Set<string>();
    for (const commit of commitsSince(since)) {
      const runners = runnersAt(commit, pinning);
      const statuses = runners.length > 0 ? await statusesOf(github, commit) : [];
      const wanted = statuses.filter(({ context }) =>
        runners.some(({ chart }) => context === contextOf(pinning, chart)),
      );
      const own = wanted.filter((status) => isOf(app, status));
      for (const status of wanted) if (!isOf(app, status)) strangers.add(status.creator?.login ?? 'nobody');
      if (own.length > 0) return judged(pinning, commit, runners, own);
    }
    return { evidence: '', refusals: [unheard(pinning, app, [...strangers])] };
  };
}

/** The name of the status, which `lib/platform/flux-notifications.ts` gives it. */
function contextOf({ cluster }: Pinning, chart: string): string {
  return `${cluster}/${chart}`;
}

/** Brackets are in no name that a person can have. */
function isOf(app: string, { creator }: Status): boolean {
  return creator?.type === 'Bot' && creator.login === `${app}[bot]`;
}

/** From HEAD back to the one that pinned it, which all pin it. */
function commitsSince(since: string): string[] {
  const args = ['rev-list', '--first-parent', `--max-count=${mostCommits}`, 'HEAD', `^${since}`];
  const later = git(args, { cwd: '.' }).toString('utf8').split('\n').filter(Boolean);
  return [...later, since];
}

/** The newest first. Source: GitHub Docs, "List commit statuses for a reference". None for a commit that was not pushed. */
async function statusesOf({ api, owner, repo }: GitHub, commit: string): Promise<readonly Status[]> {
  try {
    return await api.paginate(api.rest.repos.listCommitStatusesForRef, { owner, repo, ref: commit, per_page: 100 });
  } catch (error) {
    if (isUnknown(error)) return [];
    throw error;
  }
}

function isUnknown(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 422;
}

function judged(pinning: Pinning, commit: string, runners: readonly Runner[], own: readonly Status[]): Health {
  const charts = [...new Set(runners.map(({ chart }) => chart))];
  const refusals = charts.flatMap((chart) => {
    const context = contextOf(pinning, chart);
    const last = own.find((status) => status.context === context);
    if (last === undefined) return [`${context}: no status of ${shortened(commit)} yet; wait for it`];
    if (last.state === succeeded.state && last.description === succeeded.description) return [];
    return [
      `${context}: ${last.state} (${last.description ?? 'no description'}) at ${shortened(commit)}; mend that first`,
    ];
  });
  const evidence = `${charts.map((chart) => contextOf(pinning, chart)).join(', ')}: ${succeeded.description} at ${shortened(commit)}`;
  return { evidence: refusals.length > 0 ? '' : evidence, refusals };
}

function unheard({ cluster, service, pin }: Pinning, app: string, strangers: readonly string[]): string {
  const others = strangers.length > 0 ? `, and one by ${strangers.join(', ')} counts for nothing` : '';
  return `${cluster}/${service}: no status by ${app}[bot] of a commit whose dist/ holds ${pin.digest}${others}; wait until Flux has applied it, or ask the cluster with --context`;
}
