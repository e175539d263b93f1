// Where people at a terminal are asked: questions go beside what the command prints, so that a pipe gets none of them.
import type { Terminal } from '../../sops/questions.ts';

export const standard: Terminal = { input: process.stdin, output: process.stderr };
