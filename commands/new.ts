// npm run new: what docs tell people to write into several files of a fleet, written by a command.
import { type Group, isStarted, main, mainOf } from './cli.ts';

export const additions: Group = {
  meta: { name: 'npm run new --', description: 'Add to the fleet' },
  commands: {
    service: {
      description: 'Add a service: its chart, its grant, and in each cluster its settings and its image',
      run: async (args) => main((await import('./new/service.ts')).service, args),
    },
  },
};

if (isStarted(import.meta)) await mainOf(additions);
