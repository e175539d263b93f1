// npm run secrets -- check: the gate by itself. What it sees depends on what is there: no key, a key that decrypts, the vault.
import type { Fault } from '../../lib/validation/rules.ts';
import { tool } from '../../tools/tool.ts';
import { type Command, type ExitCode, type Output } from '../cli.ts';
import { UsageError } from '../../lib/usage-error.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { asText } from '../../sops/faults.ts';
import { fileOf, inspectAll, inspectCommits } from '../../sops/gate.ts';
import { heldInIndex, heldOnDisk } from '../../sops/held.ts';
import { emptyValues, onDisk, staged as inIndex } from '../../sops/inspect.ts';
import { compareWithVaults } from '../../sops/online.ts';
import { loadFleet, pick } from '../../lib/load-fleet.ts';

const args = {
  cluster: { type: 'string', description: 'Only the secrets of this cluster', valueHint: 'NAME' },
  staged: { type: 'boolean', description: 'Look at what the next commit will hold, not at what is on disk' },
  range: {
    type: 'string',
    description: 'Look at every commit of a range instead, for what it holds in the clear',
    valueHint: 'origin/main..HEAD',
  },
  'with-key': { type: 'boolean', description: 'Fail where no key that is here verifies a MAC' },
  online: { type: 'boolean', description: 'Also compare the public keys with the vaults, through az' },
} as const;

export const check: Command<typeof args> = {
  meta: {
    name: 'npm run secrets -- check',
    description: 'Check that every secret is encrypted as its chart declares; with a key that decrypts, the MACs too',
  },
  args,
  run: async ({ args: { cluster, staged, online, range, 'with-key': withKey } }, output): Promise<ExitCode> => {
    if (range !== undefined) {
      if ([cluster, staged, online, withKey].some(Boolean)) throw new UsageError('--range stands alone');
      const faults = inspectCommits(revisionsOf(range));
      if (faults.length === 0) output.stdout.write(`ok      ${range}  nothing in the clear\n`);
      return ended(faults, output);
    }
    const fleet = await loadFleet();
    const picked = pick(fleet, cluster);
    if (withKey) await tool('sops');
    const files = staged ? inIndex() : onDisk();
    const {
      secrets,
      faults: seen,
      verified,
    } = await inspectAll(fleet, files, process.env, cluster, staged ? heldInIndex() : heldOnDisk());
    const unverified = without(seen, secrets).filter(({ file }) => !verified.has(file));
    const faults = [
      ...seen,
      ...(withKey ? unverified.map(({ file }) => ({ field: file, ...unchecked })) : []),
      ...(online ? await compareWithVaults(picked) : []),
    ];
    for (const { id, file } of without(faults, secrets))
      output.stdout.write(
        `ok      ${id}  ${verified.has(file) ? 'MAC verified' : `MAC not checked: ${unchecked.problem}`}\n`,
      );
    for (const place of emptyValues(secrets, files))
      output.stdout.write(`note    ${place} is empty, which sops leaves in the clear\n`);
    return ended(faults, output);
  },
};

function ended(faults: readonly Fault[], { stderr }: Output): ExitCode {
  if (faults.length > 0) stderr.write(`${asText(faults)}\n`);
  return faults.length > 0 ? 1 : 0;
}

/** What `git log` takes for commits; nothing that it takes for another instruction. */
function revisionsOf(range: string): string[] {
  const words = range.trim().split(/\s+/);
  const wrong = words.find((word) => !/^(?:--not|--remotes(?:=[\w./-]+)?|\^?[\w@][\w./@{}~^+-]*)$/.test(word));
  if (wrong === undefined) return words;
  throw new UsageError(`"${wrong}" is no commit and no range: write origin/main..HEAD, or HEAD --not --remotes`);
}

/** The secrets in whose files nothing is wrong. */
function without(faults: readonly Fault[], secrets: readonly DeclaredSecret[]): DeclaredSecret[] {
  const faulty = new Set(faults.map(({ field }) => fileOf(field)));
  return secrets.filter(({ file }) => !faulty.has(file));
}

const unchecked = { problem: 'no key that is here decrypts it', write: 'SOPS_AGE_KEY_FILE, or a login to Azure' };
