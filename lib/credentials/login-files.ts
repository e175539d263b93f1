// Files that programs keep to log in with later are known by their shape: few names in them tell anything.
import { isMap } from '../is-map.ts';
import { assignmentsIn } from './assignments.ts';
import { inBase64 } from './base64.ts';
import { isTelling } from './names.ts';
import { isHarmless } from './values.ts';

type AnyMap = Readonly<Record<string, unknown>>;

interface LoginFile {
  /** What is told of a text that holds one. */
  readonly problem: string;
  /** The name that stands in each. */
  readonly word: string;
  readonly isOne: (map: AnyMap) => boolean;
}

const loginFiles: readonly LoginFile[] = [
  { problem: 'holds a kubeconfig that logs in', word: 'users', isOne: isKubeconfig },
  { problem: 'holds a login of Docker', word: 'auths', isOne: isDockerLogin },
  { problem: 'holds a state of Terraform', word: 'terraform_version', isOne: isTerraformState },
];

export const loginProblems: ReadonlySet<string> = new Set(loginFiles.map(({ problem }) => problem));

/** The problem of a map that is such a file and opens something. */
export function loginProblem(map: AnyMap): string | undefined {
  return loginFiles.find(({ isOne }) => isOne(map))?.problem;
}

const words = loginFiles.map(({ word }) => word);
const asName = new RegExp(String.raw`\b(?:${words.join('|')})\\?["']?\s*:`);
const asNameOrInBase64 = new RegExp([asName.source, ...words.flatMap(inBase64)].join('|'));

/** Whether one could stand in a text: nearly none does, and those need no reading. */
export function mayHoldLoginFile(text: string): boolean {
  return asNameOrInBase64.test(text);
}

/** Whether one may begin in a line. */
export function mayBeginLoginFile(line: string): boolean {
  return asName.test(line);
}

function isKubeconfig({ users }: AnyMap): boolean {
  return (
    Array.isArray(users) && users.some((entry: unknown) => isMap(entry) && isMap(entry.user) && logsIn(entry.user))
  );
}

/** Whether a user, or the program that logs it in, is given what it needs to. */
function logsIn(value: unknown, name = ''): boolean {
  if (typeof value === 'string') return (name === 'client-key-data' || isTelling(name)) && !isHarmless(value);
  if (Array.isArray(value))
    return (
      value.some((element: unknown) => logsIn(element)) ||
      assignmentsIn(value.join(' ')).some((set) => logsIn(set.value, set.name))
    );
  if (!isMap(value)) return false;
  return (
    Object.entries(value).some(([name, inner]) => logsIn(inner, name)) ||
    (typeof value.name === 'string' && logsIn(value.value, value.name))
  );
}

function isDockerLogin({ auths }: AnyMap): boolean {
  return (
    isMap(auths) &&
    Object.values(auths).some(
      (login) =>
        isMap(login) &&
        ['auth', 'password', 'identitytoken', 'registrytoken'].some((name) => {
          const value = login[name];
          return typeof value === 'string' && !isHarmless(value);
        }),
    )
  );
}

/** Everything that Terraform knows is in it in the clear, so one with anything in it counts, a plan too. */
function isTerraformState(map: AnyMap): boolean {
  return (
    typeof map.terraform_version === 'string' &&
    ('lineage' in map || 'format_version' in map) &&
    Object.values(map).some((value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0)
  );
}
