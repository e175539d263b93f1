// Files, Git and other programs are quoted in what the commands print: none of it may steer a terminal, or the runner that
// takes lines of a log for commands.

/** Characters that are seen, and those that only set them apart; the last one is in Markdown, to keep a name from being called. */
const unseen = /[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n\u200b]/gu;

const escape = '\u001b';

/** Colours and weights of a terminal that hide nothing: those that the commands use themselves. */
const styles = new RegExp(`${escape}\\[(?:[124]|2[24]|3[169]|90)m`, 'g');

/** Where a text begins: a line drawn anew, as the live progress does it; pasted text told from typed, as questions have it. */
const steering = new RegExp(`^(?:\r${escape}\\[K|${escape}\\[\\?2004[hl])`);

/** In a log of GitHub Actions, `::` begins a command, and so does `##[` anywhere in a line. */
const command = /(?<=^\s*:):|(?<=##)\[/gm;

/** Makes texts that are printed one after the other safe. What is changed stands as `\u001b`, which JSON reads as it was. */
export function safeText(terminal: boolean): (text: string) => string {
  let line = '';
  return (text) => {
    const [start = ''] = terminal ? (steering.exec(text) ?? []) : [];
    const styled = terminal ? text.matchAll(styles) : [];
    let shown = start;
    let position = start.length;
    for (const { 0: style, index } of styled) {
      shown += plain(text.slice(position, index)) + style;
      position = index + style.length;
    }
    return shown + plain(text.slice(position));
  };

  function plain(text: string): string {
    const whole = line + text.replaceAll('\r\n', '\n').replaceAll(unseen, escaped);
    const shown = whole.replaceAll(command, (character, index: number) =>
      index < line.length ? character : escaped(character),
    );
    const printed = shown.slice(line.length);
    line = whole.slice(whole.lastIndexOf('\n') + 1);
    return printed;
  }
}

/** From now on all that is written to the stream is safe. */
export function printSafely(stream: NodeJS.WriteStream): void {
  const safe = safeText(Boolean(stream.isTTY));
  const write = stream.write.bind(stream) as (text: string | Uint8Array, ...rest: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean =>
    write(safe(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')), ...rest);
}

/** Each half of what is more than 16 bits, as JSON has it. */
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
