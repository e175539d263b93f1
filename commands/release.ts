// npm run release: an image's way through the stages of a fleet, and back.
import { type Group, isStarted, main, mainOf } from './cli.ts';

export const releases: Group = {
  meta: { name: 'npm run release --', description: 'Say which image of a service runs in which cluster' },
  commands: {
    promote: {
      description: 'Pin for a stage what the stage before runs healthily',
      run: async (args) => {
        const { promotion } = await import('./release/promote.ts');
        return main(promotion((await import('./release/verified.ts')).verified), args);
      },
    },
    rollback: {
      description: 'Pin for a cluster what it pinned before',
      run: async (args) => {
        const { rollback } = await import('./release/rollback.ts');
        return main(rollback((await import('./release/verified.ts')).verified), args);
      },
    },
    history: {
      description: 'Say who pinned what when, for which cluster',
      run: async (args) => main((await import('./release/history.ts')).history, args),
    },
  },
};

if (isStarted(import.meta)) await mainOf(releases);
