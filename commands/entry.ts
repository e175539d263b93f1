// A command as one of a group: loaded when it is run.
import type { ArgsDef } from 'citty';
import { runTypeScript } from '../tools/run-typescript.js';
import { type Command, type Group, main, mainOf } from './cli.ts';

type Entry = Group['commands'][string];

/** One that loads the fleet. */
export function entry<T extends ArgsDef>(description: string, load: () => Promise<Command<T>>): Entry {
  return { description, run: async (rawArgs) => main(await loaded(load), rawArgs) };
}

/** One that loads nothing of the fleet: it runs beside a key, where a package less is a package that cannot take it. */
export function plain<T extends ArgsDef>(description: string, load: () => Promise<Command<T>>): Entry {
  return { description, run: async (rawArgs) => main(await load(), rawArgs) };
}

/** Commands under one name, which load the fleet. */
export function group(description: string, load: () => Promise<Group>): Entry {
  return { description, run: async (rawArgs) => mainOf(await loaded(load), rawArgs) };
}

/** What it loads of the fleet is TypeScript. */
export async function loaded<T>(load: () => Promise<T>): Promise<T> {
  runTypeScript();
  return load();
}
