// Helm, started so that it finds nothing of the user's: whatever it writes on its way goes into a folder of ours.
import { run } from '../../tools/run.ts';

/** What Helm prints. @throws Error in Helm's words */
export async function runHelm(program: string, home: string, args: readonly string[]): Promise<string> {
  const { PATH, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE } = process.env;
  const env = { PATH, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, HOME: home, TMPDIR: home };
  const { code, stdout, stderr } = await run(program, args, { env });
  if (code !== 0) throw new Error(stderr.trim() || `helm ends with exit code ${code}`);
  return stdout;
}
