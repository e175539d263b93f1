// All that a pull request must pass before its tests: format, lint, import directions, types, no dead code, dist/ as synth
// renders it and as a real API server takes it, and secrets/ encrypted.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { messageOf } from '../lib/message-of.ts';
import { asTold, type ProgramCheck, programChecks } from './check/programs.ts';
import { getPrograms, refusedByApiServer, serverPrograms } from './check/dry-run.ts';
import { unknownSeriesOf } from './check/series.ts';
import { staleFiles } from './check/stale.ts';
import { staleWorkflows, workflowsFolder } from './check/workflows.ts';
import { packedTemplate, templateFolder } from './create/packed-template.ts';
import { staleImports } from './imports/own.ts';
import { type Command, type ExitCode, isStarted, main, type Output } from './cli.ts';
import { brokenPromise } from './release-notes/promise.ts';
import { staleNotes } from './release-notes/notes.ts';
import { withUpgrade } from './release-notes/upgrade.ts';
import { asText } from '../sops/faults.ts';
import { report } from '../render/report.ts';
import { begin } from '../sops/begin.ts';
import { inspectAll } from '../sops/gate.ts';
import { heldOnDisk } from '../sops/held.ts';
import { onDisk } from '../sops/inspect.ts';
import { packageFile } from '../tools/package-file.ts';
import { run } from '../tools/run.ts';
import { loadFleet } from '../lib/load-fleet.ts';
import { holdsMachine, ownImports } from '../lib/own-imports.ts';

interface Outcome {
  readonly name: string;
  readonly output: string;
  readonly remedy: string;
  /** Why it was not checked. @default it was */
  readonly skipped?: string;
}

export const check: Command<Record<never, never>> = {
  meta: {
    name: 'npm run check --',
    description:
      'Check format, lint, import directions, types, dead code, that dist/ is up to date and taken by a real API server, that alerts ask for what there is, and secrets/ encrypted',
  },
  args: {},
  run: async (_context, output): Promise<ExitCode> => {
    const announced = announcedOn(output);
    const programs = programChecks.filter(({ askedForBy = '.' }) => existsSync(askedForBy));
    const isMachine = existsSync('commands/release-notes/upgrade.ts');
    const hasOwn = !holdsMachine() && existsSync(ownImports);
    const pending = [
      ...programs.map((program) => announced(told(program), program.name)),
      announced(upToDate(), rendered),
      announced(measuredAll(), asked),
      announced(accepted(), taken),
      ...(hasOwn ? [announced(generated(), imported)] : []),
      announced(encrypted(output), 'secrets/ is encrypted as declared'),
      ...(isMachine ? [announced(truthful(), version)] : []),
      ...(isMachine || !existsSync(workflowsFolder) ? [] : [announced(called(), workflows)]),
    ];
    output.stdout.write(`${pending.length} checks, all at once ...\n`);
    const outcomes = await Promise.all(pending);
    return outcomes.some(({ output }) => output !== '') ? 1 : 0;
  },
};

const rendered = 'dist/ is what synth renders';
const asked = 'alerts and panels ask for series that there are';
const taken = 'the API server takes dist/';
const imported = 'imports/ is what its definitions give';
const workflows = 'the workflows are those of the package';
const version = 'the version and its notes say what it does to a fleet';

/** Prints an outcome as soon as it is there; a check that throws has failed, and the others go on. */
function announcedOn({ stdout }: Output): (pending: Promise<Outcome>, name: string) => Promise<Outcome> {
  return async (pending, name) => {
    const outcome = await pending.catch((error: unknown): Outcome => ({
      name,
      output: messageOf(error),
      remedy: asTold,
    }));
    stdout.write(line(outcome));
    return outcome;
  };
}

function line({ name, output, remedy, skipped }: Outcome): string {
  if (skipped !== undefined) return `skipped ${name}: ${skipped}\n`;
  return output === '' ? `ok      ${name}\n` : `${output}\nFAILED  ${name}; ${remedy}\n`;
}

/** Runs a program of a package; its output counts only where it says no. */
async function told({ name, script, args, remedy }: ProgramCheck): Promise<Outcome> {
  const { code, stdout, stderr } = await run(process.execPath, [packageFile(...script), ...args]);
  // Some colour their words where CI is set; escapes are not printed, so colours would be noise.
  const text = stripVTControlCharacters(stdout + stderr).trim();
  return { name, remedy, output: code === 0 ? '' : text || `exit code ${code}` };
}

async function upToDate(): Promise<Outcome> {
  const stale = staleFiles(await loadFleet(), 'dist');
  return {
    name: rendered,
    output: stale.join('\n'),
    remedy: 'npm run synth, and commit what it wrote',
  };
}

async function measuredAll(): Promise<Outcome> {
  return { name: asked, output: report(unknownSeriesOf(await loadFleet())).trim(), remedy: asTold };
}

async function accepted(): Promise<Outcome> {
  const programs = await serverPrograms();
  if ('missing' in programs) return notAsked(programs.missing);
  const { findings, base } = await refusedByApiServer(await loadFleet(), programs);
  const name = base === undefined ? taken : `${taken}, and its change since ${base}`;
  return { name, output: report(findings).trim(), remedy: asTold };
}

function notAsked(missing: string): Outcome {
  const outcome = { name: taken, remedy: `${getPrograms} gets the programs` };
  if (process.env.CI === 'true') return { ...outcome, output: missing };
  return { ...outcome, output: '', skipped: `nobody asked one, so this is no pass; ${outcome.remedy}` };
}

async function generated(): Promise<Outcome> {
  const stale = await staleImports(ownImports);
  return { name: imported, output: stale.join('\n'), remedy: 'npm run imports, and commit what it wrote' };
}

async function called(): Promise<Outcome> {
  const stale = staleWorkflows(packedTemplate(), '.');
  const from = relative('.', templateFolder);
  return {
    name: workflows,
    output: stale.map((path) => `cp ${join(from, path)} ${path}`).join('\n'),
    remedy: 'run these commands, and commit what they wrote; a line `# own: <reason>` keeps a file',
  };
}

async function truthful(): Promise<Outcome> {
  const output = await withUpgrade('.', async (upgrade) => {
    const lie = upgrade === undefined ? '' : brokenPromise(upgrade);
    return lie || staleNotes('.', upgrade);
  });
  return { name: version, output, remedy: asTold };
}

async function encrypted({ stderr }: Output): Promise<Outcome> {
  stderr.write(begin());
  // A person's login of `az` is left to npm run secrets -- check: it takes seconds, and this is run all the time.
  const env = { ...process.env, AZURE_CONFIG_DIR: '/nonexistent' };
  // A cluster's folder is compared with what synth renders, byte by byte: that is the check beside this one.
  const held = heldOnDisk().filter(({ path }) => !/^dist\/[^/]+\//.test(path));
  const { faults, verified, secrets } = await inspectAll(await loadFleet(), onDisk(), env, undefined, held);
  return {
    name: `secrets/ is encrypted as declared; MACs verified: ${verified.size} of ${secrets.length}`,
    output: faults.length > 0 ? asText(faults).trim() : '',
    remedy: asTold,
  };
}

if (isStarted(import.meta)) await main(check);
