// npm run remove: what docs tell people to take out of several files of a fleet, taken out by a command.
import { type Group, isStarted, main, mainOf } from './cli.ts';

export const departures: Group = {
  meta: { name: 'npm run remove --', description: 'Take out of the fleet' },
  commands: {
    service: {
      description: 'Take a service out: its chart, its grant, its settings, images, secrets, runbooks and tests',
      run: async (args) => main((await import('./remove/service.ts')).service, args),
    },
  },
};

if (isStarted(import.meta)) await mainOf(departures);
