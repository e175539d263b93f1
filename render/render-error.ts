// Why nothing was written, for programs that can do no more than fail.
import type { Finding } from './finding.ts';
import { problemCount, report } from './report.ts';

export class RenderError extends Error {
  override readonly name = 'RenderError';

  constructor(readonly findings: readonly Finding[]) {
    super(`${problemCount(findings)}; nothing was written\n\n${report(findings)}`);
  }
}
