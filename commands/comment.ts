// Puts the text that `npm run review` wrote under a pull request.
import { readFileSync } from 'node:fs';
import { type Command, main } from './cli.ts';
import { gitHub } from './github/client.ts';
import { writeComment } from './github/comment.ts';

const args = {
  file: { type: 'string', description: 'The text', default: 'review/comment.md', valueHint: 'FILE' },
} as const;

const comment: Command<typeof args> = {
  meta: {
    name: 'npm run comment --',
    description:
      'Write or update the one comment of the pull request whose number is in PULL_REQUEST; GITHUB_TOKEN may do it',
  },
  args,
  run: async ({ args: { file } }) => {
    const number = Number(process.env.PULL_REQUEST);
    if (!Number.isSafeInteger(number) || number < 1)
      throw new Error('PULL_REQUEST is not set; write the number of a pull request');
    const written = await writeComment(
      gitHub(process.env, process.env.GITHUB_TOKEN),
      number,
      readFileSync(file, 'utf8'),
    );
    process.stdout.write(`comment ${written}\n`);
  },
};

await main(comment);
