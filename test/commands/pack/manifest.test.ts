// What the machine imports, a fleet with the package has: a development dependency here would be missing there.
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { expect, test } from '@jest/globals';
import { programChecks } from '../../../commands/check/programs.ts';
import { manifest } from '../../../commands/pack/manifest.ts';
import { isLeft } from '../../../commands/pack/rooms.ts';
import { trackedFiles } from '../../../tools/git.ts';
import { rooms } from '../../../tools/rooms.ts';

const packed = manifest('.') as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** Packages that a file imports, or asks for a file of. */
function packagesIn(text: string): string[] {
  const imports = text.matchAll(
    /(?:^import .*|^\} |^export .*)from '([a-z@][^']*)'|(?:import\(|packageFile\()'([a-z@][^']*)'/gm,
  );
  return [...imports]
    .map(([, one, other]) => one ?? other ?? '')
    .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'))
    .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name));
}

test('its dependencies are what its files import, each once', () => {
  const files = trackedFiles(rooms, '.');
  const kept = files.filter((file) => /\.[jt]s$/.test(file) && !isLeft(file));
  const imported = new Set(kept.flatMap((file) => packagesIn(readFileSync(file, 'utf8'))));
  // Asked for by `npm run imports`, which is not for fleets.
  imported.delete('cdk8s-cli');
  const typed = [...imported].filter((name) => existsSync(`node_modules/@types/${name}`));
  for (const { script, askedForBy } of programChecks) if (askedForBy === undefined) imported.add(script[0]);
  // Whoever goes on with the sources compiles them.
  for (const name of typed) imported.add(`@types/${name}`);
  const { dependencies, peerDependencies } = packed;
  expect([...imported].toSorted()).toEqual([...Object.keys(dependencies), ...Object.keys(peerDependencies)].toSorted());
  expect(Object.keys(dependencies).filter((name) => name in peerDependencies)).toEqual([]);
});
