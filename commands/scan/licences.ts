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

const day = '^\\d{4}-\\d{2}-\\d{2}$';

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
          until: { type: 'string', pattern: day, description: "the last day, in quotes: '2027-06-30'" },
        },
      },
    },
  },
};

interface Lock {
  readonly packages: Readonly<Record<string, { readonly license?: string; readonly link?: boolean }>>;
}

/** What is wrong with the licences of a fleet's packages. @param today `2026-11-29` */
export function licenceFindings(today: string, file = licencesFile, lock = lockFile): Finding[] {
  const { data, faults } = readDataFile<Licences>(file, schema, 'the file, with allowed: [MIT, ...]');
  if (data === undefined) return faults.map((fault) => ({ code: 'invalid-setting', at: file, ...fault }));
  const { allowed, excepted = {} } = data;
  const { packages } = JSON.parse(readText(lock)) as Lock;
  const others = Object.entries(packages)
    // The root and its workspaces are nobody else's.
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .map(([path, { license = 'none' }]) => ({ path, name: nameOf(path), licence: license }))
    .filter(({ licence }) => !isAllowed(licence, allowed));
  return [
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
