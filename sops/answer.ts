// What somebody types at a question, byte by byte, as a terminal in raw mode gives it: a line, or pasted text with its line breaks.

/** Marks around what is pasted, which a terminal sets where it was asked to. */
const [pasteBegins, pasteEnds] = ['\u001b[200~', '\u001b[201~'];
export const markPastes = { on: '\u001b[?2004h', off: '\u001b[?2004l' };

const key = {
  cancel: '\u0003',
  endOfInput: '\u0004',
  eraseLine: '\u0015',
  erase: ['\u007f', '\b'],
  enter: ['\r', '\n'],
};

const escape = '\u001b';

/** What follows an escape: keys that move a cursor, and others that give no text; and such a sequence as far as it goes. */
const sequence = /^(?:\[[0-?]*[ -/]*[@-~]?|O[ -~]?|[ -NP-Z\\-~])/;
const begun = /^(?:\[[0-?]*[ -/]*|O)?$/;

export type Outcome = 'open' | 'given' | 'cancelled';

/** One answer; each byte stands as one character (latin1) until it is asked for. */
export class Answer {
  outcome: Outcome = 'open';
  /** What came behind its end. */
  rest: Buffer = Buffer.alloc(0);
  private text = '';
  private pending = '';
  private pasting = false;
  private pasted = false;

  /** Takes what came next. */
  feed(bytes: Buffer): void {
    this.pending += bytes.toString('latin1');
    while (this.outcome === 'open' && this.pending !== '' && (this.pasting ? this.paste() : this.type()));
    if (this.outcome === 'open') return;
    this.rest = Buffer.from(this.pending, 'latin1');
    this.pending = '';
  }

  /** The answer. One line break at the end of what was pasted is dropped, as at the end of standard input. */
  get value(): Buffer {
    const lines = this.text.replaceAll(/\r\n?/g, '\n');
    return Buffer.from(this.pasted ? lines.replace(/\n$/, '') : lines, 'latin1');
  }

  /** Goes on in pasted text; whether there was anything to go on with. */
  private paste(): boolean {
    const end = this.pending.indexOf(pasteEnds);
    if (end >= 0) {
      this.text += this.pending.slice(0, end);
      this.pending = this.pending.slice(end + pasteEnds.length);
      this.pasting = false;
      return true;
    }
    const kept = partOf(pasteEnds, this.pending);
    this.text += this.pending.slice(0, this.pending.length - kept);
    this.pending = this.pending.slice(this.pending.length - kept);
    return false;
  }

  private type(): boolean {
    if (this.pending.startsWith(escape)) return this.escape();
    const [first = ''] = this.pending;
    this.pending = this.pending.slice(first.length);
    if (key.enter.includes(first)) {
      if (first === '\r' && this.pending.startsWith('\n')) this.pending = this.pending.slice(1);
      this.outcome = 'given';
    } else if (first === key.cancel || (first === key.endOfInput && this.text === '')) this.outcome = 'cancelled';
    else if (first === key.eraseLine) this.text = '';
    // A character of UTF-8 is one byte, or one of the upper half and those that go on with it.
    else if (key.erase.includes(first)) this.text = this.text.replace(/(?:[\u00c0-\u00ff][\u0080-\u00bf]*|.)$/s, '');
    else if (first >= ' ' || first === '\t') this.text += first;
    return true;
  }

  private escape(): boolean {
    if (this.pending.startsWith(pasteBegins)) {
      this.pending = this.pending.slice(pasteBegins.length);
      this.pasting = this.pasted = true;
      return true;
    }
    const follows = this.pending.slice(escape.length);
    if (begun.test(follows)) return false;
    this.pending = follows.replace(sequence, '');
    return true;
  }
}

/** How many characters at the end of a text may be the beginning of a mark. */
function partOf(mark: string, text: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length -= 1)
    if (text.endsWith(mark.slice(0, length))) return length;
  return 0;
}
