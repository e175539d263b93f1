// Processes that publish, to be killed or to meet each other; one that compiles first takes ten times as long to start.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';

/** Writes the publisher as JavaScript to a folder and returns its path. */
export function compile(folder: string): string {
  const sources = readdirSync('render/publish').map((name) => `render/publish/${name}`);
  const program = 'test/render/publish/publisher.ts';
  for (const source of [...sources, 'lib/files.ts', 'lib/links.ts', 'test/render/publish/generation.ts', program]) {
    const { code } = transformFileSync(source, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    const path = compiled(folder, source);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code.replaceAll(/(from '.*\.)ts'/g, "$1js'"));
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return compiled(folder, program);
}

function compiled(folder: string, source: string): string {
  return join(folder, source.replace(/\.ts$/, '.js'));
}
