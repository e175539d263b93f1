// What a step of a workflow tells those after it, by the file that GitHub names; elsewhere nobody is told.
import { appendFileSync } from 'node:fs';

export function tellNextSteps(outputs: Readonly<Record<string, string>>): void {
  const { GITHUB_OUTPUT: file } = process.env;
  if (!file) return;
  appendFileSync(
    file,
    Object.entries(outputs)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
}
