// A service stands in as many files of a fleet as it has owners: it is written into all of them, or into none.
import { dirname, join } from 'node:path';
import { longestApplication } from '../../lib/tenancy/chart-faults.ts';
import { readText, statusOf } from '../../lib/files.ts';
import type { Fleet } from '../../lib/fleet.ts';
import { refuseLinks } from '../../lib/links.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { asText } from '../../lib/validation/rules.ts';
import { writeOver } from '../../lib/write-over.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { chartsFolder, type Edit, editsOf } from './edits.ts';
import { formatted } from './formatted.ts';
import { faultsOf, type NewService } from './new-service.ts';
import { takenBy } from './taken.ts';
import { chartText } from './texts.ts';

const args = {
  name: {
    type: 'positional',
    required: true,
    description: `What it is called: a DNS label, a letter first, ${longestApplication} characters at most`,
    valueHint: 'NAME',
  },
  host: { type: 'string', description: "Its host, before each cluster's domain. Default: NAME", valueHint: 'LABEL' },
  path: { type: 'string', description: 'What the public may ask for. Default: /NAME/*', valueHint: 'PATH' },
  private: { type: 'boolean', description: 'No host and no path: only the cluster reaches it' },
  port: { type: 'string', description: 'The port that its process listens on', default: '8080', valueHint: 'NUMBER' },
} as const;

export const service: Command<typeof args> = {
  meta: {
    name: 'npm run new -- service',
    description: 'Write a service into the files of the fleet, for every cluster',
  },
  args,
  run: async ({ args }, { stdout }) => {
    const asked = serviceFrom(args);
    const fleet = await loadFleet();
    const texts = await textsWith(asked, fleet);
    // Each is refused before the first is written.
    for (const file of texts.keys()) refuseLinks(dirname(file));
    for (const [file, text] of texts) writeOver(file, text);
    stdout.write(`${[...texts.keys()].join('\n')}\n\n${next(asked)}`);
  },
};

interface Asked {
  readonly _: readonly string[];
  readonly name: string;
  readonly host?: string;
  readonly path?: string;
  readonly private?: boolean;
  readonly port: string;
}

function serviceFrom({ _: words, name, host, path, port, private: isPrivate }: Asked): NewService {
  refuseMoreWords(words, 1, 'service');
  if (isPrivate && (host ?? path) !== undefined)
    throw new UsageError('--private is for a service without a host; leave out --host and --path');
  const asked: NewService = {
    name,
    port: Number(port),
    ...(!isPrivate && { route: { host: host ?? name, path: path ?? `/${name}/*` } }),
  };
  const faults = faultsOf(asked);
  if (faults.length > 0) throw new UsageError(faults.map(asText).join('\n'));
  return asked;
}

/** Every file that changes, as it will be. @throws Error where the service is there, or a place for it is not */
async function textsWith(asked: NewService, fleet: Fleet): Promise<ReadonlyMap<string, string>> {
  const edits = editsOf(asked, fleet);
  const before = new Map(edits.flatMap(({ file }) => (statusOf(file) ? [[file, readText(file)] as const] : [])));
  const chart = join(chartsFolder, `${asked.name}.ts`);
  const taken = statusOf(chart) ? `${chart} is there` : takenBy(asked, fleet, before);
  if (taken !== undefined) throw new UsageError(`${taken} already; give the service another name`);
  const after = new Map([...before, [chart, chartText(asked)]]);
  const unplaced = edits.filter(({ file, apply }) => {
    const text = after.get(file);
    const changed = text === undefined ? undefined : apply(text);
    if (changed !== undefined) after.set(file, changed);
    return changed === undefined;
  });
  if (unplaced.length > 0) throw new Error(unplacedText(unplaced));
  const changed = [...after].filter(([file, text]) => before.get(file) !== text);
  const written = changed.map(
    async ([file, text]) => [file, await formatted(file, text, before.get(file) ?? '')] as const,
  );
  return new Map((await Promise.all(written)).toSorted());
}

function unplacedText(edits: readonly Edit[]): string {
  const all = edits.map(({ file, place, write }) => `${file}: looked for ${place}, to write there\n\n${write}`);
  return `${all.join('\n')}\nNothing is written. Give the file that form and run this again, or write all of the service by hand`;
}

function next({ name, route }: NewService): string {
  const callers = route ? '' : `Say who calls it, in \`from\` of ${chartsFolder}/${name}.ts. `;
  return `${callers}When its image is pushed, put the digest in place of the zeroes. Now: npm run synth\n`;
}
