// A comment can hold a value as well as a value can, and synth copies both into dist/. sops encrypts those among the values.
import { CST, Lexer } from 'yaml';
import type { Fault } from '../validation/rules.ts';

/** What sops makes of a comment. */
const encrypted = /^#\s?ENC\[AES256_GCM,[^\]]*,type:comment\]$/;

/** Refuses a comment in the clear wherever it stands; never quotes one. */
export function commentFaults(text: string): Fault[] {
  const faults: Fault[] = [];
  let [before, line] = ['', 1];
  for (const token of new Lexer().lex(text)) {
    // The token behind this mark is a scalar, and may begin with the same character.
    if (before !== CST.SCALAR && token.startsWith('#') && !encrypted.test(token))
      faults.push({
        field: `line ${line}`,
        problem: 'is a comment in the clear, where a value could stand',
        write: 'it in the chart, beside the SopsSecret; if it held a value, npm run secrets -- create --replace too',
      });
    line += token.split('\n').length - 1;
    before = token;
  }
  return faults;
}
