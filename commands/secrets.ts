// npm run secrets: everything that people do with encrypted files, over the real sops; values are on no disk and in no command line.
import { type Group, isStarted, main, mainOf } from './cli.ts';
import { begin } from '../sops/begin.ts';
import { hideTyping } from '../sops/questions.ts';

// Before any of them, whoever runs it.
process.stderr.write(begin());

export const secrets: Group = {
  meta: { name: 'npm run secrets --', description: 'List, make, change and check the encrypted files of secrets/' },
  commands: {
    list: {
      description: 'Say which secrets there are, for whom, how old, and who uses them',
      run: async (args) => main((await import('./secrets/list.ts')).list, args),
    },
    create: {
      description: 'Make a secret, or replace it as a whole; needs no key that decrypts',
      run: async (args) => {
        hideTyping();
        return main((await import('./secrets/create.ts')).create, args);
      },
    },
    edit: {
      description: 'Change values in an editor',
      run: async (args) => main((await import('./secrets/edit.ts')).edit, args),
    },
    set: {
      description: 'Change one value',
      run: async (args) => {
        hideTyping();
        return main((await import('./secrets/set.ts')).set, args);
      },
    },
    rotate: {
      description: 'Encrypt anew with a new data key',
      run: async (args) => main((await import('./secrets/rotate.ts')).rotate, args),
    },
    updatekeys: {
      description: 'Take the recipients of the keys files to every secret',
      run: async (args) => main((await import('./secrets/updatekeys.ts')).updatekeys, args),
    },
    check: {
      description: 'Check that every file is encrypted as its chart declares',
      run: async (args) => main((await import('./secrets/check.ts')).check, args),
    },
    adopt: {
      description: "Put in a cluster's own keys: a fork's first step",
      run: async (args) => main((await import('./secrets/adopt.ts')).adopt, args),
    },
  },
};

if (isStarted(import.meta)) await mainOf(secrets);
