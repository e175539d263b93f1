// The checks that a working directory asks for: the machine's repository and a fleet with the package are asked different things.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { loadFleet } from '../../lib/load-fleet.ts';
import { holdsMachine, ownImports } from '../../lib/own-imports.ts';
import { report } from '../../render/report.ts';
import { begin } from '../../sops/begin.ts';
import { asText } from '../../sops/faults.ts';
import { inspectAll } from '../../sops/gate.ts';
import { heldOnDisk } from '../../sops/held.ts';
import { onDisk } from '../../sops/inspect.ts';
import { packageFile } from '../../tools/package-file.ts';
import { run } from '../../tools/run.ts';
import type { Output } from '../cli.ts';
import { packedTemplate, templateFolder } from '../create/packed-template.ts';
import { staleImports } from '../imports/own.ts';
import { staleNotes } from '../release-notes/notes.ts';
import { brokenPromise } from '../release-notes/promise.ts';
import { withUpgrade } from '../release-notes/upgrade.ts';
import { getPrograms, refusedByApiServer, serverPrograms } from './dry-run.ts';
import type { NamedCheck, Outcome } from './outcome.ts';
import { asTold, type ProgramCheck, programChecks } from './programs.ts';
import { seriesFindings } from './series.ts';
import { staleFiles } from './stale.ts';
import { staleWorkflows, workflowsFolder } from './workflows.ts';

const rendered = 'dist/ is what synth renders';
const measured = 'alerts and panels ask for series that there are';
const taken = 'the API server takes dist/';
const generated = 'imports/ is what its definitions give';
const encrypted = 'secrets/ is encrypted as declared';
const version = 'the version and its notes say what it does to a fleet';
const workflows = 'the workflows are those of the package';

/** In the order in which they are begun. */
export function checksHere(output: Output): readonly NamedCheck[] {
  const isMachine = existsSync('commands/release-notes/upgrade.ts');
  const checks: readonly (NamedCheck & { readonly isAsked?: boolean })[] = [
    ...programChecks.map((program) => ({
      name: program.name,
      outcome: () => ofProgram(program),
      isAsked: existsSync(program.askedForBy ?? '.'),
    })),
    { name: rendered, outcome: ofDist },
    { name: measured, outcome: ofSeries },
    { name: taken, outcome: ofApiServer },
    { name: generated, outcome: ofImports, isAsked: !holdsMachine() && existsSync(ownImports) },
    { name: encrypted, outcome: () => ofSecrets(output) },
    { name: version, outcome: ofVersion, isAsked: isMachine },
    { name: workflows, outcome: ofWorkflows, isAsked: !isMachine && existsSync(workflowsFolder) },
  ];
  return checks.filter(({ isAsked = true }) => isAsked);
}

/** Runs a program of a package; its output counts only where it says no. */
async function ofProgram({ name, script, args, remedy }: ProgramCheck): Promise<Outcome> {
  const { code, stdout, stderr } = await run(process.execPath, [packageFile(...script), ...args]);
  // Some colour their words where CI is set; escapes are not printed, so colours would be noise.
  const text = stripVTControlCharacters(stdout + stderr).trim();
  return { name, remedy, output: code === 0 ? '' : text || `exit code ${code}` };
}

async function ofDist(): Promise<Outcome> {
  const stale = staleFiles(await loadFleet(), 'dist');
  return { name: rendered, output: stale.join('\n'), remedy: 'npm run synth, and commit what it wrote' };
}

async function ofSeries(): Promise<Outcome> {
  return { name: measured, output: report(seriesFindings(await loadFleet())).trim(), remedy: asTold };
}

async function ofApiServer(): Promise<Outcome> {
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

async function ofImports(): Promise<Outcome> {
  const stale = await staleImports(ownImports);
  return { name: generated, output: stale.join('\n'), remedy: 'npm run imports, and commit what it wrote' };
}

async function ofWorkflows(): Promise<Outcome> {
  const stale = staleWorkflows(packedTemplate(), '.');
  const from = relative('.', templateFolder);
  return {
    name: workflows,
    output: stale.map((path) => `cp ${join(from, path)} ${path}`).join('\n'),
    remedy: 'run these commands, and commit what they wrote; a line `# own: <reason>` keeps a file',
  };
}

async function ofVersion(): Promise<Outcome> {
  const output = await withUpgrade('.', async (upgrade) => {
    const lie = upgrade === undefined ? '' : brokenPromise(upgrade);
    return lie || staleNotes('.', upgrade);
  });
  return { name: version, output, remedy: asTold };
}

async function ofSecrets({ stderr }: Output): Promise<Outcome> {
  stderr.write(begin());
  // A person's login of `az` is left to npm run secrets -- check: it takes seconds, and this is run all the time.
  const env = { ...process.env, AZURE_CONFIG_DIR: '/nonexistent' };
  // A cluster's folder is compared with what synth renders, byte by byte: that is the check beside this one.
  const held = heldOnDisk().filter(({ path }) => !/^dist\/[^/]+\//.test(path));
  const { faults, verified, secrets } = await inspectAll(await loadFleet(), onDisk(), env, undefined, held);
  return {
    name: `${encrypted}; MACs verified: ${verified.size} of ${secrets.length}`,
    output: faults.length > 0 ? asText(faults).trim() : '',
    remedy: asTold,
  };
}
