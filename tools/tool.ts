// The one door to third-party programs: `await tool('sops')` is the path of one that fits, whatever it takes.
import { build } from './build.ts';
import { cachePath } from './cache.ts';
import { changed, type Found, type Missing, find } from './find.ts';
import { onPath } from './path.ts';
import { readPin } from './pin.ts';
import { type Program, type ProgramName, programs } from './programs.ts';
import { type Workshop, workshop } from './workshop.ts';

/**
 * Absolute path of a program: on PATH in a fitting version, else built before, else built now (seconds to minutes,
 * with progress on stderr). Whoever runs it says in which environment: a third-party program has no business in ours.
 *
 * @throws Error if it is not there and cannot be built; the message names the remedies.
 */
export async function tool(name: ProgramName, shop: Workshop = workshop()): Promise<string> {
  const [result] = await tools([name], shop);
  if (result === undefined || result.from === 'nowhere') throw new Error(`${name}: ${result?.because}`);
  return result.path;
}

/** As {@link tool}, of several. @throws Error if one cannot be had */
export async function toolPaths<Name extends ProgramName>(names: readonly Name[]): Promise<Record<Name, string>> {
  const found = await tools(names);
  const missing = found.find(({ from }) => from === 'nowhere');
  if (missing) throw new Error(`${missing.name} cannot be had; npm run tools says why`);
  return Object.fromEntries(found.map((each) => [each.name, 'path' in each ? each.path : ''])) as Record<Name, string>;
}

/** Looks for programs and builds none. */
export function findTools(names: readonly ProgramName[], shop: Workshop = workshop()): Promise<(Found | Missing)[]> {
  return Promise.all(names.map(async (name) => find(await readPin(name, shop.pins), shop)));
}

/** One build downloads and links while another compiles: two of them keep two cores busy. */
const lanes = 2;

/**
 * Finds programs, and builds those that are not there, those of one source one after the other: they share most of their
 * packages. What cannot be had is returned, not thrown.
 */
export async function tools(names: readonly ProgramName[], shop: Workshop = workshop()): Promise<(Found | Missing)[]> {
  const results = await findTools(names, shop);
  const missing = results.filter((result) => result.from === 'nowhere');
  const sources = bySource(missing);
  const built = new Map<ProgramName, Found | Missing>();
  let started = 0;
  const work = async (): Promise<void> => {
    for (let source = sources.shift(); source; source = sources.shift())
      for (const one of source) {
        started += 1;
        built.set(one.name, await buildNow(one, `${started} of ${missing.length}`, shop));
      }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return results.map((result) => built.get(result.name) ?? result);
}

function bySource(missing: readonly Missing[]): Missing[][] {
  const sources = new Map<string, Missing[]>();
  for (const one of missing) {
    const { folder = one.name }: Program = programs[one.name];
    sources.set(folder, [...(sources.get(folder) ?? []), one]);
  }
  return [...sources.values()];
}

async function buildNow(missing: Missing, position: string, shop: Workshop): Promise<Found | Missing> {
  const { name, version } = missing;
  const pin = await readPin(name, shop.pins);
  const { command, title, site } = pin.builder;
  const [builder] = await onPath(command, shop.env);
  const remedy = `install ${name} ${version}, or ${title} (${site}) to build it, then run: npm run tools`;
  if (builder === undefined)
    return { ...missing, because: `${missing.because}; ${title} is not on PATH either; ${remedy}` };

  const path = cachePath(pin, shop.env);
  const started = performance.now();
  const why = missing.because === changed ? `${changed}: ` : '';
  const done = shop.progress(`${why}building ${name} ${version} (${position})`);
  try {
    await build(builder, pin, path, shop);
    const seconds = Math.round((performance.now() - started) / 1000);
    done(`built ${name} ${version} in ${seconds} s`);
    return { name, version, path, from: 'build', seconds };
  } catch (error) {
    done(`could not build ${name} ${version}`);
    const reason = error instanceof Error ? error.message : String(error);
    return { ...missing, because: `${missing.because}; ${reason}; or install ${name} ${version}` };
  }
}
