// What Renovate finds with our patterns, without Renovate: its custom managers are regular expressions over whole files.
import { readFileSync } from 'node:fs';
import { trackedFiles } from '../../tools/git.ts';

interface CustomManager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}

interface PackageRule {
  readonly enabled?: boolean;
  readonly matchFileNames?: readonly string[];
  readonly matchPackageNames?: readonly string[];
}

export interface RenovateSettings {
  readonly packageRules: readonly PackageRule[];
  readonly enabledManagers: readonly string[];
  readonly customManagers: readonly CustomManager[];
}

/** A version that Renovate watches. */
export interface Watched {
  readonly file: string;
  readonly name: string;
  readonly version: string;
}

export const settings = JSON.parse(readFileSync('.github/renovate.json', 'utf8')) as RenovateSettings;

/** Whether Renovate leaves an image of a file of pins alone. */
export function isLeftAlone(image: string): boolean {
  const rules = settings.packageRules.filter(
    ({ enabled, matchFileNames }) => enabled === false && matchFileNames?.includes('clusters/releases/**'),
  );
  return rules.some(({ matchPackageNames = [] }) => matchPackageNames.some((pattern) => matches(pattern, image)));
}

/** What Renovate finds in one file. */
export function watchedIn(file: string, text: string): Watched[] {
  return settings.customManagers
    .filter(({ managerFilePatterns }) => managerFilePatterns.some((pattern) => matches(pattern, file)))
    .flatMap(({ matchStrings }) => matchStrings.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, 'g'))]))
    .map(({ groups: { depName, packageName, currentValue } = {} }) => ({
      file,
      name: depName ?? packageName ?? '',
      version: currentValue ?? '',
    }));
}

/** What Renovate finds in the repository. */
export function watched(): Watched[] {
  return trackedFiles(['.'], '.').flatMap((file) =>
    settings.customManagers.some(({ managerFilePatterns }) => managerFilePatterns.some((each) => matches(each, file)))
      ? watchedIn(file, readFileSync(file, 'utf8'))
      : [],
  );
}

/** Only the form with slashes is used, which is a regular expression; the other one is a glob. */
function matches(pattern: string, file: string): boolean {
  return new RegExp(pattern.slice(1, -1)).test(file);
}
