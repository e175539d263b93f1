// Every command starts here: `node --conditions=source --import ./typescript.js <file>.ts`. By that condition a chart's import of
// `fleetwright/lib/...` leads to the TypeScript here, and in a fork, which has no such condition, to what was compiled.
import { runTypeScript } from './tools/run-typescript.js';

runTypeScript();
