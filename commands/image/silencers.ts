// Files by which Trivy looks away: what the fleet accepts stands in one place, with reasons.
import { existsSync } from 'node:fs';
import { UsageError } from '../../lib/usage-error.ts';

/** Trivy reads them where it is started. Source: Trivy's documentation, "Filtering", "Config file" and "Secret scanning" */
const silencers = ['.trivyignore', '.trivyignore.yaml', 'trivy.yaml', 'trivy-secret.yaml'];

/** @throws UsageError where a file may have kept findings out of the report, without a reason and without an end */
export function refuseSilencers(): void {
  const there = silencers.find((file) => existsSync(file));
  if (there !== undefined)
    throw new UsageError(
      `${there}: Trivy reads it and leaves out what it says; write an exception with a reason and a last day into the file that images.exceptions names`,
    );
}
