// CODEOWNERS asks for one owner of a line, whichever; a ruleset can ask for each of them. So who must agree stays in one
// file, and the ruleset is filled from it.

/** A line of CODEOWNERS. */
export interface Owned {
  readonly pattern: string;
  /** `@org/team`, `@user` or an address. */
  readonly owners: readonly string[];
}

/** A team that must approve changes of some files. */
export interface RequiredTeam {
  readonly org: string;
  readonly team: string;
  /** As in .gitignore: the last one that fits a path counts, and `!` takes it out. */
  readonly patterns: readonly string[];
}

/** Teams in one rule. Source: GitHub Docs, "Available rules for rulesets". */
const mostTeams = 15;

export function ownedIn(codeOwners: string): Owned[] {
  return codeOwners
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [pattern = '', ...owners] = line.split(/\s+/);
      return { pattern, owners };
    });
}

/**
 * The teams that stand beside others on a line, each with what it must approve: what is in both files is matched alike,
 * so a later line of one owner is a `!` here.
 *
 * @throws Error for owners on one line who are not all teams, and for more teams than a ruleset takes
 */
export function requiredTeams(lines: readonly Owned[]): RequiredTeam[] {
  const owners = new Set(lines.flatMap((line) => (line.owners.length > 1 ? line.owners : [])));
  if (owners.size > mostTeams)
    throw new Error(`${owners.size} teams stand beside others in CODEOWNERS; a ruleset takes ${mostTeams}`);
  return [...owners].toSorted().map((owner) => {
    const [, org, team] = /^@([\w.-]+)\/([\w.-]+)$/.exec(owner) ?? [];
    if (!org || !team)
      throw new Error(`CODEOWNERS: ${owner} stands beside others on a line, and a ruleset takes teams alone; make one`);
    return { org, team, patterns: patternsOf(owner, lines) };
  });
}

function patternsOf(owner: string, lines: readonly Owned[]): string[] {
  const isMeant = ({ owners }: Owned): boolean => owners.length > 1 && owners.includes(owner);
  const first = lines.findIndex(isMeant);
  return lines.slice(first).map((line) => `${isMeant(line) ? '' : '!'}${spelled(line.pattern)}`);
}

/** A folder as all that is in it: so the pattern means the same to .gitignore and to fnmatch, both of which GitHub names. */
function spelled(pattern: string): string {
  const inside = pattern.endsWith('/') ? `${pattern}**` : pattern;
  return /^\/.*\//.test(inside) ? inside.slice(1) : inside;
}
