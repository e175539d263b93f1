// Images are pinned by digest in a file of each cluster, which a machine can bump without reading TypeScript.
import { isDeepStrictEqual } from 'node:util';
import { Validator, type Schema } from '@cfworker/json-schema';
import { isScalar, parseDocument, stringify } from 'yaml';
import { readDataFile } from '../data-file.ts';
import { repositoryPattern } from './image-place.ts';
import type { Fault } from '../validation/rules.ts';

/** Pinned images by service: `repository:tag@digest`. */
export type Images = Readonly<Record<string, string>>;

/** One image: what a cluster runs is the digest. */
export interface Pin {
  /** Registry and path. */
  readonly repository: string;
  /** For people; the registry may move it. */
  readonly tag: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

/** Pins by service. */
export type Pins = Readonly<Record<string, Pin>>;

const pinSchema: Schema = {
  type: 'object',
  description: 'repository, tag and digest',
  required: ['repository', 'tag', 'digest'],
  additionalProperties: false,
  properties: {
    repository: {
      type: 'string',
      pattern: repositoryPattern,
      description: 'registry and path, without tag: <registry>/<image>',
    },
    tag: {
      type: 'string',
      pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$',
      description: 'a tag, in quotes where it looks like a number',
    },
    digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$', description: 'sha256: and 64 hexadecimal digits' },
  },
};

const schema: Schema = {
  type: 'object',
  description: 'services by name, {} where there is none',
  propertyNames: {
    pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
    description: 'the name of a service: lower-case letters, digits and hyphens',
  },
  additionalProperties: pinSchema,
};

/** Reads `clusters/releases/<cluster>.yaml`: for each service a repository, a tag for people and the digest that counts. */
export function readImages(file: string): { images: Images; faults: readonly Fault[] } {
  const { pins, faults } = readPins(file);
  const images = Object.fromEntries(Object.entries(pins).map(([service, pin]) => [service, imageOf(pin)]));
  return { images, faults };
}

/** The same, as the pins that they are. */
export function readPins(file: string): { pins: Pins; faults: readonly Fault[] } {
  const { data, faults } = readDataFile<Pins>(file, schema);
  return { pins: data ?? {}, faults };
}

/** What a text pinned once; nothing where it is not such a file. */
export function pinsOfText(text: string): Pins {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) return {};
  const data: unknown = document.toJS() ?? {};
  return new Validator(schema, '2020-12').validate(data).valid ? (data as Pins) : {};
}

/** What a service has there; undefined for one that has nothing, whatever it is called. */
export function pinOf(pins: Pins, service: string): Pin | undefined {
  return Object.hasOwn(pins, service) ? pins[service] : undefined;
}

/** The pin that stands for an image, written `<repository>:<tag>@<digest>`; undefined for what no file of pins may hold. */
export function pinOfImage(image: string): Pin | undefined {
  const [, repository = '', tag = '', digest = ''] = /^([^@]+):([^:/@]+)@([^@]+)$/.exec(image) ?? [];
  const pin = { repository, tag, digest };
  return new Validator(pinSchema, '2020-12').validate(pin).valid ? pin : undefined;
}

/** As a pod names it. */
export function imageOf({ repository, tag, digest }: Pin): string {
  return `${repository}:${tag}@${digest}`;
}

/** Whether it stands for an image that nobody has built yet, as `npm run new` writes it. */
export function isPlaceholder({ digest }: Pin): boolean {
  return /^sha256:0+$/.test(digest);
}

/** Whether two are the same in every field. */
export function isSamePin(one: Pin | undefined, other: Pin | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && imageOf(one) === imageOf(other));
}

/** A service's place in a file of pins. */
export interface PinPlace {
  /** Which the errors name. */
  readonly file: string;
  /** By which name it has a pin there. */
  readonly service: string;
}

/**
 * The text of such a file with another pin for a service; all else of it keeps its bytes.
 * @throws Error where that is not the only pin that changes, as by an anchor, or where what comes of it is no such file
 */
export function repinned(text: string, { file, service }: PinPlace, pin: Pin): string {
  const document = parseDocument(text);
  const scalars = (['repository', 'tag', 'digest'] as const).map((field) => {
    const node = document.getIn([service, field], true);
    if (!isScalar(node) || !node.range)
      throw new Error(`${file}#${service}.${field}: is no value of its own, but an alias, say; write it out`);
    const [start, end] = node.range;
    return { start, end, value: pin[field], isSame: node.value === pin[field] };
  });
  // From the last to the first, so that no place moves.
  const after = scalars
    .filter(({ isSame }) => !isSame)
    .toSorted((one, other) => other.start - one.start)
    .reduce((rest, { start, end, value }) => rest.slice(0, start) + stringify(value).trim() + rest.slice(end), text);
  if (!isDeepStrictEqual(pinsOfText(after), { ...pinsOfText(text), [service]: pin }))
    throw new Error(
      `${file}#${service}: another pin of it alone cannot be written here; write it out in three lines, with no anchor that another service uses, and no block of text`,
    );
  return after;
}
