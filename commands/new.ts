// npm run new: what docs tell people to write into several files of a fleet, written by a command.
import { main, mainOf } from './cli.ts';

await mainOf({
  meta: { name: 'npm run new --', description: 'Add to the fleet' },
  commands: {
    service: {
      description: 'Add a service: its chart, its grant, and in each cluster its settings and its image',
      run: async (args) => main((await import('./new/service.ts')).service, args),
    },
  },
});
