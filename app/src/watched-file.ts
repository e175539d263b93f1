// A mounted ConfigMap or Secret changes under a running process: serve its last good content, or what stands for a bad file.
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
  private current: { readonly text?: string; readonly value: T } | undefined;
  private lastReason: string | undefined;

  constructor(
    readonly path: string,
    /** Throws an Error whose message may be logged, so it must not quote a secret. */
    private readonly parse: (text: string) => T,
    /** What takes the place of good content once the file is bad or gone. @default nothing, the good content stays */
    private readonly whenBad?: T,
  ) {}

  /** What counts now; undefined until the file was good once. */
  get value(): T | undefined {
    return this.current?.value;
  }

  /** Reads the file; never rejects. */
  async look(): Promise<Look> {
    try {
      const text = await this.read();
      const changed = text !== this.current?.text;
      if (changed) this.current = { text, value: this.parse(text) };
      this.lastReason = undefined;
      return { found: changed ? 'changed' : 'unchanged' };
    } catch (error) {
      if (this.current && this.whenBad !== undefined) this.current = { value: this.whenBad };
      const reason = error instanceof Error ? error.message : String(error);
      const repeated = reason === this.lastReason;
      this.lastReason = reason;
      return { found: 'bad', reason, repeated };
    }
  }

  /** Twice, if need be: between two links of the kubelet's swap there is no file for a moment. */
  private read(): Promise<string> {
    const read = () => readFile(this.path, 'utf8');
    return read().catch(read);
  }
}
