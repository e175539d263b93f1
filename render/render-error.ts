// Why nothing was written, for programs that can do no more than fail.
import type { Finding } from './finding.ts';
import { report } from './report.ts';

export class RenderError extends Error {
  override readonly name = 'RenderError';

  constructor(readonly findings: readonly Finding[]) {
    super(`${findings.length} problem${findings.length === 1 ? '' : 's'}; nothing was written\n\n${report(findings)}`);
  }
}
