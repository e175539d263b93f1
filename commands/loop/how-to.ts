// How a person gets at a loop that goes on.
import { openSampleService, type SampleService } from '../../loop/node/sample-service.ts';
import type { Loop } from '../../loop/loop.ts';

/** @param sample the service that runs for real, where one does */
export async function howTo({ cluster }: Loop, sample: SampleService | undefined): Promise<string> {
  const request =
    sample && `curl -i ${await openSampleService(sample, cluster)}/flux     # its Service leads to a pod\n`;
  return `
export KUBECONFIG=${cluster.api.kubeconfigFile}
git clone ${cluster.git.url}     # push to main, and Flux takes it over within seconds
${request ?? ''}Ctrl-C ends the loop and leaves nothing behind.
`;
}
