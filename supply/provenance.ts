// Where an image comes from, by SLSA: what a run of GitHub Actions says of itself, and whether that is what a builder would say.
import { type Schema, Validator } from '@cfworker/json-schema';
import type { ImageBuilder } from '../lib/pins/image-policy.ts';
import { UsageError } from '../lib/usage-error.ts';

/**
 * A predicate `https://slsa.dev/provenance/v1`, as far as it is read.
 * Source: https://slsa.dev/spec/v1.0/provenance
 */
export interface Provenance {
  readonly buildDefinition: {
    readonly resolvedDependencies: readonly {
      /** Of a repository: `git+https://github.com/<owner>/<name>@refs/heads/<branch>`. */
      readonly uri?: string;
      readonly digest?: { readonly gitCommit?: string };
    }[];
  };
  readonly runDetails: {
    readonly builder: { readonly id: string };
    readonly metadata?: { readonly invocationId: string };
  };
}

/** What GitHub tells each step of a run. Source: GitHub Docs, "Variables reference" */
const told = [
  'GITHUB_SERVER_URL',
  'GITHUB_REPOSITORY',
  'GITHUB_REPOSITORY_ID',
  'GITHUB_REPOSITORY_OWNER_ID',
  'GITHUB_REF',
  'GITHUB_SHA',
  'GITHUB_WORKFLOW_REF',
  'GITHUB_EVENT_NAME',
  'GITHUB_RUN_ID',
  'GITHUB_RUN_ATTEMPT',
  'RUNNER_ENVIRONMENT',
] as const;

type Run = Readonly<Record<(typeof told)[number], string>>;

/**
 * The provenance of what a run of GitHub Actions builds. Pure.
 * Source: GitHub's build type, https://actions.github.io/buildtypes/workflow/v1
 * @throws UsageError outside of such a run, and in one of another repository or branch than the builder's
 */
export function provenanceOf(builder: ImageBuilder, environment: NodeJS.ProcessEnv): Provenance {
  const run = runIn(environment);
  const source = sourceOf(builder);
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_REF: ref, GITHUB_SHA: commit } = run;
  const uri = `git+${server}/${repository}@${ref}`;
  if (uri !== source)
    throw new UsageError(
      `this run is of ${uri}, and images.builders of main.ts names ${source}; run it there, or change repository or branch of the builder`,
    );
  const [path = '', ...rest] = run.GITHUB_WORKFLOW_REF.slice(`${repository}/`.length).split('@');
  const definition = {
    buildType: 'https://actions.github.io/buildtypes/workflow/v1',
    externalParameters: { workflow: { ref: rest.join('@'), repository: `${server}/${repository}`, path } },
    internalParameters: {
      github: {
        event_name: run.GITHUB_EVENT_NAME,
        repository_id: run.GITHUB_REPOSITORY_ID,
        repository_owner_id: run.GITHUB_REPOSITORY_OWNER_ID,
        runner_environment: run.RUNNER_ENVIRONMENT,
      },
    },
    resolvedDependencies: [{ uri, digest: { gitCommit: commit } }],
  };
  const invocationId = `${server}/${repository}/actions/runs/${run.GITHUB_RUN_ID}/attempts/${run.GITHUB_RUN_ATTEMPT}`;
  return { buildDefinition: definition, runDetails: { builder: { id: builder.workflow }, metadata: { invocationId } } };
}

function runIn(environment: NodeJS.ProcessEnv): Run {
  const missing = told.filter((name) => !environment[name]);
  if (missing.length > 0)
    throw new UsageError(`${missing.join(', ')}: not set; provenance is of a run of GitHub Actions, which sets them`);
  return environment as Run;
}

/** The commit that an image was built from, as its provenance says; or why that is not what its builder would say. */
export type Source = { readonly commit: string } | { readonly problem: string };

/** Reads a predicate. Pure. */
export function sourceIn(predicate: unknown, builder: ImageBuilder): Source {
  if (!isProvenance(predicate)) return { problem: 'its provenance has no builder, or no dependencies' };
  const { id } = predicate.runDetails.builder;
  if (id !== builder.workflow && !id.startsWith(`${builder.workflow}@`))
    return { problem: `its provenance says that ${JSON.stringify(id)} built it` };
  const source = sourceOf(builder);
  const { resolvedDependencies } = predicate.buildDefinition;
  const commit = resolvedDependencies.find(({ uri }) => uri === source)?.digest?.gitCommit;
  return commit === undefined ? { problem: `its provenance names no commit of ${source}` } : { commit };
}

/** A builder's branch, as provenance names it. */
function sourceOf({ workflow, repository, branch = 'main' }: ImageBuilder): string {
  return `git+${new URL(workflow).origin}/${repository}@refs/heads/${branch}`;
}

const schema: Schema = {
  type: 'object',
  required: ['buildDefinition', 'runDetails'],
  properties: {
    buildDefinition: {
      type: 'object',
      required: ['resolvedDependencies'],
      properties: {
        resolvedDependencies: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              uri: { type: 'string' },
              digest: { type: 'object', properties: { gitCommit: { type: 'string', pattern: '^[0-9a-f]{40,64}$' } } },
            },
          },
        },
      },
    },
    runDetails: {
      type: 'object',
      required: ['builder'],
      properties: { builder: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
    },
  },
};

function isProvenance(value: unknown): value is Provenance {
  return new Validator(schema, '2020-12').validate(value).valid;
}
