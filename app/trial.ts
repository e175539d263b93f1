// The service under a little load on a laptop, for whoever wants to see its metrics: every kind of answer, and one bad file.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { linksPath, name, scrapePath } from './contract.ts';

/** Not a secret: it is made for one trial. */
const token = 'of-this-trial-alone';

const links = JSON.stringify({ docs: 'https://example.com/docs', status: 'https://example.com/status' });

const linksFile = (folder: string): string => join(folder, 'links.json');
const tokenFile = (folder: string): string => join(folder, 'token');

/** What clients ask, again and again; what is not there is answered with 404. */
const requests = ['/docs', '/docs', '/docs', '/status', '/status', '/nowhere', linksPath];

export const trial = {
  name,
  scrapePath,
  replicas: 2,

  async prepare(folder: string): Promise<string> {
    const outfile = join(folder, 'main.cjs');
    await mkdir(folder, { recursive: true });
    await build({
      entryPoints: [join(import.meta.dirname, 'src', 'main.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20.19',
      format: 'cjs',
      outfile,
      logLevel: 'error',
    });
    await writeFile(linksFile(folder), links);
    await writeFile(tokenFile(folder), token);
    return outfile;
  },

  env: (folder: string, { http, metrics }: { readonly http: number; readonly metrics: number }) => ({
    HTTP_PORT: String(http),
    METRICS_PORT: String(metrics),
    LINKS_FILE: linksFile(folder),
    TOKEN_FILE: tokenFile(folder),
    RELOAD_SECONDS: '1',
    LOG_LEVEL: 'error',
  }),

  /** A tide of 14 to 140 requests a second, one in ten without its token; from half of the trial to three quarters the links are bad. */
  async load(
    { address, folder }: { readonly address: string; readonly folder: string },
    progress: number,
  ): Promise<void> {
    await writeFile(linksFile(folder), progress > 0.5 && progress < 0.75 ? '{' : links);
    const rounds = Math.round(11 - 9 * Math.cos(progress * 2 * Math.PI));
    for (let round = 0; round < rounds; round++)
      await Promise.all(
        requests.map(async (path) => {
          const headers = round % 10 === 0 ? undefined : { authorization: `Bearer ${token}` };
          const answer = await fetch(`${address}${path}`, { redirect: 'manual', ...(headers && { headers }) });
          await answer.arrayBuffer();
        }),
      );
  },
};
