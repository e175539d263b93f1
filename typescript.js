// Every command starts here: `node --import ./typescript.js <file>.ts`.
import { register } from 'node:module';
import { runTypeScript } from './tools/tsx.js';

await runTypeScript();
register(new URL('tools/source-condition.js', import.meta.url));
