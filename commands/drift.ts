// What stays wrong unless somebody does something: dist/ that is not what the code renders, and what Flux cannot heal in a cluster.
// What looks, and what writes to GitHub, is loaded where it is asked for: neither needs the packages of the other.
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { UsageError } from '../lib/usage-error.ts';

const args = {
  cluster: {
    type: 'string',
    description: 'Ask this cluster what Flux does not heal in it, in place of comparing dist/ with a render',
    valueHint: 'NAME',
  },
  kubeconfig: {
    type: 'string',
    description: 'The file by which kubectl reaches the cluster; where it is not given, kubectl finds one itself',
    valueHint: 'FILE',
  },
  out: { type: 'string', description: 'Write what is found into this folder, too', valueHint: 'FOLDER' },
  report: {
    type: 'string',
    description:
      'Look for nothing: put what --out wrote into this folder into one issue on GitHub, or close it. GITHUB_TOKEN writes it; APP names the GitHub App that the token belongs to',
    valueHint: 'FOLDER',
  },
} as const;

export const drift: Command<typeof args> = {
  meta: { name: 'npm run drift --', description: 'Say what has drifted and is not put right by itself' },
  args,
  run: async ({ args: { cluster, kubeconfig, out, report } }, output): Promise<ExitCode> => {
    if (report !== undefined) {
      if ([cluster, kubeconfig, out].some((each) => each !== undefined))
        throw new UsageError('--report looks for nothing; leave out the other options');
      const { reported } = await import('./drift/reported.ts');
      output.stdout.write(`issue: ${await reported(report, process.env)}\n`);
      return 0;
    }
    if (kubeconfig !== undefined && cluster === undefined)
      throw new UsageError('--kubeconfig says how a cluster is reached; write --cluster NAME as well');
    const { unhealed, unrendered, write } = await import('./drift/found.ts');
    const text = cluster === undefined ? await unrendered() : await unhealed(cluster, kubeconfig, output.stderr);
    if (out !== undefined) write(out, cluster, text);
    const subject = cluster === undefined ? 'dist/ is what synth renders' : `${cluster} is what dist/${cluster}/ says`;
    output.stdout.write(text === '' ? `ok      ${subject}\n` : `${text}\nFAILED  ${subject}\n`);
    return text === '' ? 0 : 1;
  },
};

if (isStarted(import.meta)) await main(drift);
