// The template as a fleet of somebody's own: its clusters, domain, repository and tenant.
import { camelCase } from '../camel-case.ts';
import { newKeysText } from '../../sops/keys-file.ts';
import { edited } from './edited.ts';

/** Texts of a repository, by path. */
export type Files = ReadonlyMap<string, string>;

/** What nobody can guess. */
export interface Answers {
  /** Names of the clusters, in the order in which a change reaches them: the last is what users see. */
  readonly clusters: readonly string[];
  /** The DNS domain; the last cluster has it, each other `<cluster>.<domain>`. */
  readonly domain: string;
  /** The repository's address on the web. */
  readonly repository: string;
  /** Id of the Entra tenant. */
  readonly tenant: string;
  /** age recipient that can decrypt when the vault cannot. */
  readonly recovery: string;
}

/**
 * All files of the fleet.
 * @param source of the package, as package.json has it: a version, or a file beside it
 * @throws Error where the template has not the form that is looked for
 */
export function personalize(files: Files, answers: Answers, source: string): Files {
  const models = modelsIn(files);
  const isOfModel = (path: string): boolean =>
    models.some((name) => new RegExp(`^clusters/(?:releases/|keys/)?${name}\\.(?:ts|yaml)$`).test(path));
  const shared = [...files].filter(([path]) => !isOfModel(path));
  const own = answers.clusters.flatMap((name, index) =>
    ofCluster(files, modelOf(models, index, answers), name, answers),
  );
  return new Map([
    ...shared.map(([path, text]) => [path, ofFleet(path, text, answers)] as const),
    ...own,
    ['package.json', manifest(files.get('package.json') ?? '', source)],
    ...answers.clusters.map((name) => [`test/loop/${name}.programs.test.ts`, loopTest(name)] as const),
    ['README.md', readme(answers)],
    ['.gitignore', 'node_modules/\n.preview/\n.cache/\n*.log\n'],
    [
      '.npmrc',
      '# No package needs its install script; a compromised one gets no chance to run.\nignore-scripts=true\n',
    ],
  ]);
}

/** Names of the clusters that the template has, in their order. */
function modelsIn(files: Files): readonly string[] {
  const index = files.get('clusters/index.ts') ?? '';
  const fileOf = new Map(Array.from(index.matchAll(imported), ([, constant, file]) => [constant, file]));
  const [, list = ''] = listed.exec(index) ?? [];
  return list.split(',').flatMap((constant) => fileOf.get(constant.trim()) ?? []);
}

const imported = /^import \{ (\w+) \} from '\.\/(.*)\.ts';$/gm;
const listed = /^export const clusters: readonly Cluster\[\] = \[([^\]]*)\];$/m;

/** The last is as the template's last, a first one as its first, and all between as those between. */
function modelOf(models: readonly string[], index: number, { clusters }: Answers): string {
  const last = models.length - 1;
  const at = index === clusters.length - 1 ? last : Math.min(index, Math.max(last - 1, 0));
  return models[at] ?? '';
}

function ofCluster(files: Files, model: string, name: string, answers: Answers): (readonly [string, string])[] {
  const { clusters, domain, tenant, recovery } = answers;
  const read = (path: string): string => (files.get(path) ?? '').replaceAll(model, name);
  const settings = `clusters/${name}.ts`;
  const zone = name === clusters.at(-1) ? domain : `${name}.${domain}`;
  const edits: readonly (readonly [RegExp, string])[] = [
    [/^export const \S+(?=: Cluster)/m, `export const ${camelCase(name)}`],
    [/(?<=^ {2}domain: ').*(?=',$)/m, zone],
    [/(?<=^ {4}tenantId: ').*(?=',$)/m, tenant],
    [/(?<=^ {4}vaultUrl: 'https:\/\/).*(?=\.vault\.)/m, `kv-example-${name}`.slice(0, longestVault).replace(/-$/, '')],
  ];
  return [
    [settings, edits.reduce((text, [from, to]) => edited(settings, text, from, to), read(`clusters/${model}.ts`))],
    [`clusters/releases/${name}.yaml`, read(`clusters/releases/${model}.yaml`)],
    [`clusters/keys/${name}.yaml`, newKeysText([{ recipient: recovery, holder: 'the recovery key' }])],
  ];
}

/** Key Vault documentation, "Naming": 3 to 24 characters. */
const longestVault = 24;

function ofFleet(path: string, text: string, { clusters, repository }: Answers): string {
  if (path === '.github/CODEOWNERS')
    return text.replaceAll(/@[\w-]+\//g, `@${new URL(repository).pathname.split('/')[1]}/`);
  if (path === 'main.ts') return edited(path, text, /(?<=^ {2}repository: ').*(?=',$)/m, repository);
  if (path !== 'clusters/index.ts') return text;
  const imports = clusters.map((name) => `import { ${camelCase(name)} } from './${name}.ts';\n`).toSorted();
  const [first = '', ...others] = text.match(/^import \{ .* \} from '.*';\n/gm) ?? [];
  const without = others.reduce((rest, line) => rest.replace(line, ''), text);
  const list = `export const clusters: readonly Cluster[] = [${clusters.map(camelCase).join(', ')}];`;
  return edited(path, without.replace(first, imports.join('')), listed, list);
}

function manifest(text: string, source: string): string {
  return edited('package.json', text, /(?<="fleetwright": ").*(?=")(?=.*\n {2}\})/, source);
}

function loopTest(cluster: string): string {
  return `import { describePromises } from 'fleetwright/loop/promises';\n\ndescribePromises('${cluster}', ['upgrade', 'drift']);\n`;
}

function readme({ clusters, repository }: Answers): string {
  return `# ${repository.split('/').at(-1)}

What runs in ${clusters.join(', ')}: charts in TypeScript, rendered into \`dist/\`, from which Flux keeps the clusters.

    npm ci && npm run synth    # render
    npm run check              # all that a merge needs before the tests
    npm run list               # what runs where, and which values are still placeholders
    npm test                   # Flux brings up what is in dist/, on this machine
`;
}
