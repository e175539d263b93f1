// A Secret that lives in Git, encrypted: rendered byte for byte, because SOPS' MAC covers the order of the document.
import { createHash } from 'node:crypto';
import { ApiObject, Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { ComposedCluster } from '../composed-cluster.ts';
import { secretMount, type Mount } from '../workload/mount.ts';
import { mapOf, misfitsOf, needed, propsOf, text } from '../validation/props.ts';
import { addRules, type Fault, unless } from '../validation/rules.ts';
import { such } from '../validation/shape.ts';
import { type Generator, registryLogin } from './generators.ts';
import { encryptedValues, type SopsDocument } from './sops-document.ts';
import { readSopsFile } from './sops-file.ts';
import { type Declared, inspectSopsText } from './sops-inspection.ts';

/** Where an encrypted Secret is, and what it is declared to be. */
export interface SopsSecretProps {
  /** The encrypted file, from the repository's root: `secrets/<cluster>/<name>.yaml`. */
  readonly file: string;
  /** The Secret's keys, each with the generator of values for demonstration and test. */
  readonly keys: Readonly<Record<string, Generator>>;
  /** The Secret's name, as it stands in the file. @default the construct's id */
  readonly name?: string;
  /** The Secret's type, as it stands in the file. @default 'Opaque' */
  readonly type?: string;
}

const shape = propsOf<SopsSecretProps>({
  file: needed(text),
  keys: needed(mapOf(such((value) => typeof value === 'function', 'a generator, such as randomToken(32)'))),
  name: text,
  type: text,
});

/**
 * An encrypted Secret of `secrets/`. Checked without any key: every value is encrypted, name, namespace, type and keys
 * are the declared ones, and the recipients are exactly the cluster's.
 */
export class SopsSecret extends ApiObject {
  /** Whether a construct is one. (`instanceof` is true for every ApiObject: its check is inherited.) */
  static is(construct: IConstruct): construct is SopsSecret {
    return #text in construct;
  }

  /** The file's text, which is rendered to the byte; undefined for any other construct: only this class can give a text. */
  static textOf(construct: IConstruct): string | undefined {
    return #text in construct ? construct.#text : undefined;
  }

  /** The encrypted file, from the repository's root. */
  readonly file: string;
  /** What the file must be. */
  readonly declared: Declared;
  /** Makes values for demonstration and test, by key. */
  readonly generators: Readonly<Record<string, Generator>>;
  readonly #text: string;
  readonly #document: SopsDocument | undefined;

  constructor(scope: Construct, id: string, props: SopsSecretProps) {
    const unknown = misfitsOf(scope, id, props, shape);
    const name = props.name ?? id;
    const type = props.type ?? 'Opaque';
    super(scope, id, { apiVersion: 'v1', kind: 'Secret', metadata: { name }, type });
    this.generators = props.keys;
    this.file = props.file;
    this.declared = {
      name,
      namespace: Chart.of(this).namespace,
      type,
      keys: Object.keys(props.keys),
      recipients: ComposedCluster.of(this)?.recipients ?? { age: [] },
    };
    const { text, faults: unreadable } = readSopsFile(props.file);
    const { document, faults: found } =
      text === undefined ? { document: undefined, faults: unreadable } : inspectSopsText(text, this.declared);
    this.#text = text ?? '';
    const faults = found.map(({ field, ...rest }) => ({ field: `${props.file}#${field}`, ...rest }));
    // A document that is not what it should be is nothing for the other rules to look at.
    this.#document = faults.length === 0 ? document : undefined;
    addRules(this, () => [...unknown, ...faults, ...generatorFaults(type, props.keys)]);
  }

  /** What the cluster gets, values still encrypted. */
  override toJson(): unknown {
    return this.#document ?? super.toJson();
  }

  /** The Secret as files in a folder of a container; its pods are replaced when a value changes. */
  at(path: string): Mount {
    const values = this.#document ? encryptedValues(this.#document) : {};
    return secretMount(this.name, path, createHash('sha256').update(JSON.stringify(values)).digest('hex'));
  }
}

/** The one key whose value the API server itself reads. */
function generatorFaults(type: string, keys: SopsSecretProps['keys']): Fault[] {
  const generator = type === 'kubernetes.io/dockerconfigjson' ? keys['.dockerconfigjson'] : undefined;
  return unless(generator === undefined || generator === registryLogin, {
    field: 'keys[".dockerconfigjson"]',
    problem: 'makes values that are no JSON, which the API server refuses in a Secret of this type',
    write: 'registryLogin of lib/secrets/generators',
  });
}
