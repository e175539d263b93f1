// How a synth ends that found something: what, how much, and what was written all the same.
import type { Finding } from '../../render/finding.ts';
import { problemCount, report } from '../../render/report.ts';
import { sopsConfigFile } from '../../sops/sops-config.ts';
import type { ExitCode, Output } from '../cli.ts';

/** @param renewed whether the configuration of sops was written */
export function refuse(findings: readonly Finding[], renewed: boolean, { stderr }: Output): ExitCode {
  const written = renewed ? `only ${sopsConfigFile}` : 'nothing';
  stderr.write(`${report(findings)}\n${problemCount(findings)}; ${written} was written\n`);
  return 1;
}
