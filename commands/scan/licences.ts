// The licences of all packages of the lock file, as they state them: each is allowed, or the package is excepted for a reason.
import type { Schema } from '@cfworker/json-schema';
import satisfies from 'spdx-satisfies';
import { readDataFile } from '../../lib/data-file.ts';
import { readText } from '../../lib/files.ts';
import type { Finding } from '../../render/finding.ts';

/** Where it stands what is allowed, from the root of a fleet. */
const licencesFile = 'licences.yaml';

/** What npm installs. */
export const lockFile = 'package-lock.json';

/** A package that has a licence which is not allowed. */
interface Excepted {
  readonly licence: string;
  readonly because: string;
  readonly until: string;
}

interface Licences {
  readonly allowed: readonly string[];
  readonly excepted?: Readonly<Record<string, Excepted>>;
}

const schema: Schema = {
  type: 'object',
  description: 'allowed, and excepted where there is a package with another licence',
  required: ['allowed'],
  additionalProperties: false,
  properties: {
    allowed: { type: 'array', description: 'SPDX ids', items: { type: 'string', description: 'an SPDX id' } },
    excepted: {
      type: 'object',
      description: 'packages by name',
      additionalProperties: {
        type: 'object',
        description: 'licence, because and until',
        required: ['licence', 'because', 'until'],
        additionalProperties: false,
        properties: {
          licence: { type: 'string', description: 'the licence that the package states' },
          because: { type: 'string', pattern: '^\\S', description: 'why it is right here' },
          until: { type: 'string', format: 'date', description: "the last day, in quotes: '2027-06-30'" },
        },
      },
    },
  },
};

/** A package as `package-lock.json` has it, by its folder. Source: npm's documentation of the file, "packages" */
interface Locked {
  readonly license?: string;
  /** Its folder is another one: {@link resolved}. */
  readonly link?: boolean;
  readonly resolved?: string;
}

interface Lock {
  /** Since version 2 of the file. */
  readonly packages?: Readonly<Record<string, Locked>>;
}

/** What is wrong with the licences of a fleet's packages. @param today `2026-11-29` */
export function licenceFindings(today: string, file = licencesFile, lock = lockFile): Finding[] {
  const { data, faults } = readDataFile<Licences>(file, schema, 'the file, with allowed: [MIT, ...]');
  if (data === undefined) return faults.map((fault) => ({ code: 'invalid-setting', at: file, ...fault }));
  const { allowed, excepted = {} } = data;
  const { packages } = JSON.parse(readText(lock)) as Lock;
  if (packages === undefined) return [tooOld(lock)];
  const unreadable = allowed.filter((licence) => !isAllowed(licence, [licence]));
  const readable = allowed.filter((licence) => !unreadable.includes(licence));
  const others = Object.entries(packages)
    .filter(([path, locked]) => path.includes('node_modules/') && !isOwn(locked))
    .map(([path, locked]) => ({ path, name: nameOf(path), licence: licenceOf(locked, packages) }))
    .filter(({ licence }) => !isAllowed(licence, readable));
  return [
    ...unreadable.map((licence) => ({
      code: 'invalid-setting',
      at: file,
      field: 'allowed',
      problem: `"${licence}" is not an SPDX id, so it allows nothing`,
      write: 'an id of https://spdx.org/licenses, such as MIT; of an expression each on its own',
    })),
    ...others
      .filter(({ name, licence }) => excepted[name]?.licence !== licence)
      .map(({ path, name, licence }) => ({
        code: 'licence-not-allowed',
        at: lock,
        field: path,
        problem: `the licence of "${name}" is ${licence}`,
        write: `another package; or the licence, or the package with a reason, in ${file}`,
      })),
    ...Object.entries(excepted).flatMap(([name, { licence, because, until }]) => {
      const where = { at: file, field: `excepted.${name}` };
      if (!others.some((other) => other.name === name && other.licence === licence))
        return [
          {
            ...where,
            code: 'accepts-nothing',
            problem: `no package has that name and ${licence}`,
            write: 'nothing: take it out',
          },
        ];
      if (until < today)
        return [
          {
            ...where,
            code: 'accepted-too-long',
            problem: `was excepted until ${until}, because ${because}`,
            write: 'another package, or a later day if the reason still holds',
          },
        ];
      return [];
    }),
  ];
}

function tooOld(lock: string): Finding {
  return {
    code: 'invalid-setting',
    at: lock,
    field: 'packages',
    problem: 'is not there, so nobody sees a licence: the file is of version 1',
    write: 'what npm install --package-lock-only --lockfile-version 3 writes',
  };
}

/** Whether a package is the fleet's: a workspace, which is a link into the repository. */
function isOwn({ link, resolved = '' }: Locked): boolean {
  return link === true && !resolved.startsWith('../');
}

/** A package outside of the repository states its licence where the link leads. */
function licenceOf({ license, link, resolved = '' }: Locked, packages: Readonly<Record<string, Locked>>): string {
  return (link === true ? packages[resolved]?.license : license) ?? 'none';
}

/** `@scope/name` of the innermost package on a path. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** What is no SPDX expression is not allowed: nobody can say what it means. */
function isAllowed(licence: string, allowed: readonly string[]): boolean {
  try {
    return satisfies(licence, [...allowed]);
  } catch {
    return false;
  }
}
