// What scanners find in the fleet: each finding is mended, or accepted with a reason. The reports of code scanning come from here.
import { UsageError } from '../lib/usage-error.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import type { Sarif } from './scan/sarif.ts';
import { scanners } from './scan/scanners.ts';
import { writeInto } from './write-into.ts';

const args = {
  names: {
    type: 'positional',
    required: false,
    description: `Scans, all if none is named: ${Object.keys(scanners).join(', ')}`,
    valueHint: 'manifests secrets ...',
  },
  sarif: { type: 'string', description: 'Write <scan>.sarif into this folder, for code scanning', valueHint: 'FOLDER' },
} as const;

export const scan: Command<typeof args> = {
  meta: {
    name: 'npm run scan --',
    description: 'Say what scanners find in dist/, in the history and in the workflows',
  },
  args,
  run: async ({ args: { _: asked, sarif: folder } }, { stdout }): Promise<ExitCode> => {
    const names = asked.length > 0 ? asked.map(scannerName) : scannerNames;
    let failed = false;
    for (const name of names) {
      const { report, sarif } = await scanners[name]();
      failed ||= report !== '';
      if (folder !== undefined) write(folder, name, sarif);
      stdout.write(report === '' ? `ok      ${name}\n` : `${report.trim()}\nFAILED  ${name}\n`);
    }
    return failed ? 1 : 0;
  },
};

type ScannerName = keyof typeof scanners;

const scannerNames = Object.keys(scanners) as ScannerName[];

function scannerName(word: string): ScannerName {
  const name = scannerNames.find((known) => known === word);
  if (name === undefined) throw new UsageError(`there is no scan "${word}"; write one of ${scannerNames.join(', ')}`);
  return name;
}

function write(folder: string, name: ScannerName, sarif: Sarif): void {
  writeInto(folder, { [`${name}.sarif`]: `${JSON.stringify(sarif, null, 2)}\n` });
}

if (isStarted(import.meta)) await main(scan);
