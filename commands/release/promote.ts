// From one stage to the next goes a digest that the stage before runs healthily, and nothing else.
import { loadFleet } from '../../lib/load-fleet.ts';
import { imageOf, isPlaceholder, isSamePin, repinned } from '../../lib/pins/images.ts';
import { readText } from '../../lib/files.ts';
import type { Fleet } from '../../lib/fleet.ts';
import { asText } from '../../lib/validation/rules.ts';
import { writeOver } from '../../lib/write-over.ts';
import type { Command, ExitCode } from '../cli.ts';
import { gitHub } from '../github/client.ts';
import { tellNextSteps } from '../github/step-output.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { refuseUncommitted } from '../uncommitted.ts';
import type { HealthOf } from './health.ts';
import { healthInCluster } from './health-in-cluster.ts';
import { healthOnGitHub } from './health-on-github.ts';
import { chartsOf, inWords, renderRepinned } from './rendered.ts';
import { pinningOf, serviceArgument, stageBefore } from './stages.ts';
import { changesOf } from './timeline.ts';
import type { Verify } from './verified.ts';

const args = {
  service: serviceArgument,
  to: { type: 'string', required: true, description: 'The stage that gets it', valueHint: 'CLUSTER' },
  context: {
    type: 'string',
    description:
      'Ask the stage before by kubectl, in this context of the kubeconfig, instead of the statuses on GitHub',
    valueHint: 'NAME',
  },
} as const;

/** @param verify what must be known of every image that goes on */
export function promotion(verify: Verify): Command<typeof args> {
  return {
    meta: {
      name: 'npm run release -- promote',
      description:
        'Pin for a stage what the stage before runs healthily. Without --context GITHUB_REPOSITORY and GITHUB_TOKEN say where the statuses of commits are read',
    },
    args,
    run: async ({ args: { _: words, service, to, context } }, { stdout, stderr }): Promise<ExitCode> => {
      refuseMoreWords(words, 1, 'service');
      const fleet = await loadFleet();
      const from = pinningOf(fleet, stageBefore(fleet, to), service);
      const into = pinningOf(fleet, to, service);
      if (isSamePin(from.pin, into.pin)) {
        stdout.write(`${to} pins ${imageOf(into.pin)} already, as ${from.cluster} does: nothing to promote\n`);
        return 0;
      }
      if (isPlaceholder(from.pin))
        throw new Error(
          `${from.file}#${service}.digest: stands for an image that nobody has built; write: the digest that the registry gave it`,
        );
      refuseUncommitted([from.file, into.file, 'dist']);
      const [since] = changesOf(from.file, service);
      const watched = { ...from, charts: chartsOf(fleet, from) };
      const health = await healthOf(fleet, from.cluster, context)(watched, since?.commit ?? 'HEAD');
      const refusals = [...health.refusals, ...(await verify(imageOf(from.pin))).map(asText)];
      if (refusals.length > 0) {
        stderr.write(`${refusals.join('\n')}\n${service} is not promoted to ${to}; nothing was written\n`);
        return 1;
      }
      const text = repinned(readText(into.file), into, from.pin);
      const compared = `What ${imageOf(from.pin)} changes in ${to}`;
      const told = inWords(renderRepinned(fleet, to, text), compared);
      writeOver(into.file, text);
      // What the job after this one commits.
      tellNextSteps({ file: into.file, from: from.file });
      stdout.write(`${health.evidence}\n\n${told}\n\n${into.file} is changed. Now: npm run synth, and commit both\n`);
      return 0;
    },
  };
}

/** @throws Error where the cluster has no App whose word would count */
function healthOf(fleet: Fleet, cluster: string, context: string | undefined): HealthOf {
  if (context !== undefined) return healthInCluster(context);
  const app = fleet.clusters.find(({ name }) => name === cluster)?.fluxNotifications?.commitStatus?.app;
  if (app === undefined)
    throw new Error(
      `${cluster}: no App writes the statuses of its commits; set fluxNotifications.commitStatus of its settings, or ask the cluster with --context`,
    );
  return healthOnGitHub(gitHub(process.env, process.env.GITHUB_TOKEN), app);
}
