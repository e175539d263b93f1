// The tests' fleet as a repository that goes through its stages: lab, pilot, live.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synth } from '../../../commands/synth.ts';
import type { Pin } from '../../../lib/pins/images.ts';
import { Checkout } from '../../support/checkout.ts';

/** A digest of which every digit is that one. */
export const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

/** A version of the service, each with a digest of its own. */
export const version = (digit: string): Pin => ({
  repository: 'example.azurecr.io/tickets',
  tag: `0.${digit}.0`,
  digest: digestOf(digit),
});

/** The App by which the lab's Flux writes. */
export const app = 'acme-lab-flux';

export class ReleaseFleet {
  readonly checkout = new Checkout();

  constructor() {
    this.checkout.edit(
      'clusters/lab.ts',
      "name: 'lab',",
      `name: 'lab', fluxNotifications: { commitStatus: { app: '${app}' } },`,
    );
  }

  /** What a cluster's file of pins holds. */
  pins(cluster: string): string {
    return readFileSync(this.path(cluster), 'utf8');
  }

  /** Writes a cluster's pin as somebody would by hand, renders, commits as that person. @returns the commit */
  async pin(cluster: string, pin: Pin, author = 'Ann'): Promise<string> {
    this.write(cluster, pin);
    return this.commit(`Pin ${pin.tag} for ${cluster}`, author);
  }

  /** Writes a cluster's pin, and nothing that follows from it. */
  write(cluster: string, { repository, tag, digest }: Pin): void {
    const text = `# Pins.\ntickets: # the shop\n  repository: ${repository}\n  tag: ${tag} # of May\n  digest: ${digest}\n`;
    writeFileSync(this.path(cluster), text);
  }

  /** Renders and commits all. @returns the commit */
  async commit(message: string, author = 'Ann'): Promise<string> {
    const { status, stderr } = await this.checkout.call(synth);
    if (status !== 0) throw new Error(stderr);
    return this.commitAsIs(message, author);
  }

  /** Commits all, dist/ as it is. @returns the commit */
  commitAsIs(message: string, author = 'Ann'): string {
    this.checkout.git('add', '--all');
    this.checkout.git(
      'commit',
      '--quiet',
      `--author=${author} <${author.toLowerCase()}@example.com>`,
      '--message',
      message,
    );
    return this.head();
  }

  head(): string {
    return this.checkout.git('rev-parse', 'HEAD').stdout.trim();
  }

  private path(cluster: string): string {
    return join(this.checkout.folder, 'clusters/releases', `${cluster}.yaml`);
  }
}
