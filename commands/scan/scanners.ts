// Every scan in one table: each runs without a network, and says the same to a reader and to GitHub's code scanning.
import { existsSync } from 'node:fs';
import { today } from '../../lib/day.ts';
import { readText, textsBelow } from '../../lib/files.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { holdsMachine } from '../../lib/own-imports.ts';
import { report } from '../../render/report.ts';
import { historyHere, trackedFiles } from '../../tools/git.ts';
import { type Ended, run } from '../../tools/run.ts';
import { tool } from '../../tools/tool.ts';
import { expired } from './accepted.ts';
import { houseRules } from './house-rules.ts';
import { licenceFindings, lockFile } from './licences.ts';
import { scanManifests } from './manifests.ts';
import { type Found, foundIn, readSarif, type Sarif, sarifOf, withOnly } from './sarif.ts';
import { switchedOff } from './switched-off.ts';
import { scannedWorkflows } from './workflows.ts';

/** What a scan says. */
export interface Scanned {
  /** In words; empty where nothing is wrong. */
  readonly report: string;
  readonly sarif: Sarif;
}

/** The scans, by the names that the command takes. */
export const scanners = { manifests, secrets, workflows, licences } satisfies Record<string, () => Promise<Scanned>>;

async function manifests(): Promise<Scanned> {
  const { findings, found } = await scanManifests(await loadFleet(), {
    program: await tool('kube-score'),
    dist: 'dist',
    today: today(),
  });
  // A fleet can do nothing about those of the package.
  const overdue = holdsMachine() ? expired(houseRules, today()) : [];
  return { report: report([...findings, ...overdue]), sarif: sarifOf('kube-score', found) };
}

/** gitleaks reads it wherever it lies, and no reason stands beside what it passes over. */
const ignored = '.gitleaksignore';

/**
 * All that Git ever held. What is found is not printed.
 * @throws Error where Git does not hold all of it here, or something tells gitleaks to look away
 */
async function secrets(): Promise<Scanned> {
  const history = historyHere();
  if (history === 'shallow')
    throw new Error('This clone is shallow and does not hold all of it; run git fetch --unshallow');
  if (history === 'none')
    throw new Error('There is no commit to look at: run it in the repository, after the first one');
  if (existsSync(ignored))
    throw new Error(
      `${ignored}: says what is passed over, and not why; write an allowlist with a description into .gitleaks.toml`,
    );
  const program = await tool('gitleaks');
  const args = ['git', '.', '--no-banner', '--redact=100', '--log-level=error', '--ignore-gitleaks-allow'];
  const sarif = ['--report-format=sarif', '--report-path=-', '--exit-code=0'];
  // It ends well where the git that it starts does not.
  return scannedBy('gitleaks', program, [...args, ...sarif], ({ code, stderr }) => code === 0 && stderr === '');
}

const onGitHub = '.github';

/** What zizmor is not asked for. No other file of settings counts, wherever it lies. */
const settings = `${onGitHub}/zizmor.yml`;

async function workflows(): Promise<Scanned> {
  const args = ['--offline', '--no-progress', '--no-exit-codes', '--no-ignores', '--persona=auditor', '--format=sarif'];
  const configured = existsSync(settings) ? [`--config=${settings}`] : ['--no-config'];
  const actions = actionsElsewhere();
  // GitHub runs a workflow that is in Git, whatever .gitignore says of its name.
  const collected = ['--collect=all', '--', onGitHub, ...actions];
  const { sarif } = await scannedBy('zizmor', await tool('zizmor'), [...args, ...configured, ...collected]);
  const texts = new Map([
    ...[...textsBelow(onGitHub)].map(([file, text]) => [`${onGitHub}/${file}`, text] as const),
    ...actions.map((file) => [file, readText(file)] as const),
  ]);
  const off = existsSync(settings) ? switchedOff(settings, readText(settings)) : [];
  const { found, findings } = scannedWorkflows(foundIn(sarif), texts, off, today());
  return { report: [...found.map(line), report(findings)].join('\n').trim(), sarif: withOnly(sarif, found) };
}

/** Actions that Git holds outside of GitHub's folder: a job may use one of any. */
function actionsElsewhere(): string[] {
  return trackedFiles([':(glob)**/action.yml', ':(glob)**/action.yaml'], '.').filter(
    (file) => !file.startsWith(`${onGitHub}/`) && existsSync(file),
  );
}

async function licences(): Promise<Scanned> {
  const findings = licenceFindings(today());
  const found = findings.map(({ code, at, field, problem }) => ({
    rule: code,
    message: `${field}: ${problem}`,
    file: at,
    line: lineOf(field, at),
  }));
  return { report: report(findings), sarif: sarifOf('licences', found) };
}

/** Where a package stands in the lock file; the first line of another file. */
function lineOf(path: string, file: string): number {
  if (file !== lockFile) return 1;
  return (
    readText(file)
      .split('\n')
      .findIndex((each) => each.includes(`"${path}": {`)) + 1
  );
}

/** The programs that write SARIF themselves. @throws Error with its words where it cannot run */
async function scannedBy(
  name: string,
  program: string,
  args: readonly string[],
  hasRun = ({ code }: Ended): boolean => code === 0,
): Promise<Scanned> {
  const { PATH, HOME } = process.env;
  const ended = await run(program, args, { env: { PATH, HOME } });
  if (!hasRun(ended)) throw new Error(`${name}: ${ended.stderr.trim() || `exit code ${ended.code}`}`);
  const sarif = readSarif(name, ended.stdout);
  return { report: foundIn(sarif).map(line).join('\n'), sarif };
}

function line({ file, line: at = 1, message, rule }: Found): string {
  return `${file}:${at}  ${message.split('\n')[0]}  (${rule})`;
}
