// A program that asks for values as create does, and prints in base64 what it got. On request it waits before it asks, as create
// does while it loads the charts.
import { existsSync } from 'node:fs';
import { main } from '../../commands/cli.ts';
import { standard } from '../../commands/secrets/standard.ts';
import { askForAll } from '../../sops/input.ts';
import { hideTyping } from '../../sops/questions.ts';
import { until } from '../../loop/until.ts';
import { edge } from './folder.ts';

hideTyping();
await main({
  meta: { name: 'asks', description: 'Ask for values' },
  args: {
    keys: { type: 'string', description: 'Keys, with commas between', default: 'key' },
    after: { type: 'string', description: 'Ask as soon as this file is there' },
  },
  run: async ({ args: { keys, after } }) => {
    if (after) {
      process.stdout.write('loading\n');
      await until(() => existsSync(after), { what: after });
    }
    const values = await askForAll(edge({ age: [] }, keys.split(',')), standard);
    for (const [key, value] of Object.entries(values)) process.stdout.write(`got ${key} ${value.toString('base64')}\n`);
  },
});
