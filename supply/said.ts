// What a program says where it was asked for JSON.
import { messageOf } from '../lib/message-of.ts';

/** @param question the command that was asked, for people @throws Error that names it where the text is no JSON */
export function jsonSaid(question: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${question}: this is not JSON (${messageOf(error)})`, { cause: error });
  }
}
