// A mounted ConfigMap or Secret changes under a running process: serve the last good content, whatever the file holds now.
import { readFile } from 'node:fs/promises';

/** What one look at the file found. `repeated` is true when the look before failed for the same reason. */
export type Look =
  | { readonly found: 'unchanged' | 'changed' }
  | { readonly found: 'bad'; readonly reason: string; readonly repeated: boolean };

/**
 * Content is compared, not events: the kubelet swaps a symlink beside the file (`..data`), which leaves a watch on the
 * file itself at a deleted inode, and one read of a small file every few seconds costs nothing.
 */
export class WatchedFile<T> {
  private good: { readonly text: string; readonly value: T } | undefined;
  private lastReason: string | undefined;

  constructor(
    readonly path: string,
    /** Throws an Error whose message may be logged, so it must not quote a secret. */
    private readonly parse: (text: string) => T,
  ) {}

  /** The last good content; undefined until there was one. */
  get value(): T | undefined {
    return this.good?.value;
  }

  /** Reads the file; never rejects. */
  async look(): Promise<Look> {
    try {
      const text = await readFile(this.path, 'utf8');
      const changed = text !== this.good?.text;
      if (changed) this.good = { text, value: this.parse(text) };
      this.lastReason = undefined;
      return { found: changed ? 'changed' : 'unchanged' };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const repeated = reason === this.lastReason;
      this.lastReason = reason;
      return { found: 'bad', reason, repeated };
    }
  }
}
