// Which secrets there are is said by the constructs alone; the commands make, change and check what these declare.
import { App } from 'cdk8s';
import { ComposedCluster } from '../lib/composed-cluster.ts';
import type { Generator } from '../lib/secrets/generators.ts';
import { secretId } from '../lib/secrets/sops-file.ts';
import type { Declared } from '../lib/secrets/sops-inspection.ts';
import { SopsSecret } from '../lib/secrets/sops-secret.ts';
import { UsageError } from '../lib/usage-error.ts';
import { composeFleet, type Fleet } from '../lib/fleet.ts';
import { pick } from '../lib/load-fleet.ts';

/** A secret that a chart declares, whether its file is there or not. */
export interface DeclaredSecret {
  /** Its name in the commands: `production/shop-api-token`. */
  readonly id: string;
  readonly cluster: string;
  /** Its encrypted file, from the repository's root. */
  readonly file: string;
  /** What the file must be. */
  readonly declared: Declared;
  /** Makes fresh values, by key. */
  readonly generators: Readonly<Record<string, Generator>>;
}

/** The secrets that the charts of a fleet declare, in the order of their names. */
export function declaredSecrets(fleet: Fleet): DeclaredSecret[] {
  // Nothing is rendered: a secret whose file is missing could not be.
  const app = new App({ outdir: 'dist', recordConstructMetadata: false });
  composeFleet(app, fleet);
  return secretsIn(app);
}

/** The secrets that the charts of an app declare, in the order of their names. */
export function secretsIn(app: App): DeclaredSecret[] {
  return app.node
    .findAll()
    .flatMap((construct) => (SopsSecret.is(construct) ? [construct] : []))
    .map((secret) => ({
      id: secretId(secret.file),
      cluster: ComposedCluster.of(secret)?.settings.name ?? '',
      file: secret.file,
      declared: secret.declared,
      generators: secret.generators,
    }))
    .toSorted((one, other) => one.id.localeCompare(other.id));
}

/** The one secret of that name. @throws UsageError where no chart declares it */
export function declaredSecret(fleet: Fleet, id: string): DeclaredSecret {
  const [cluster = ''] = id.split('/');
  const known = declaredSecrets(fleet.clusters.some(({ name }) => name === cluster) ? pick(fleet, cluster) : fleet);
  const found = known.find((secret) => secret.id === secretId(id));
  if (found) return found;
  throw new UsageError(
    `No chart declares a secret of that name; there are ${known.map((secret) => secret.id).join(', ')}. A new one begins with a SopsSecret in its chart: docs/add-a-secret.md`,
  );
}

/** The secrets that the arguments name; all of the clusters where they name none. */
export function pickedSecrets(fleet: Fleet, ids: readonly string[], cluster: string | undefined): DeclaredSecret[] {
  return ids.length > 0 ? ids.map((id) => declaredSecret(fleet, id)) : declaredSecrets(pick(fleet, cluster));
}
