// Trivy, asked what is in an image and what is wrong with it: platform by platform, for a scan of one says nothing of the others.
import type { Schema } from '@cfworker/json-schema';
import { toolPaths } from '../tools/tool.ts';
import { registryEnvironment } from './environment.ts';
import { outputOfInstalled } from './installed.ts';
import { platformsOf } from './platforms.ts';
import { jsonSaid, shaped } from './said.ts';

/** What Trivy says of an image. */
export interface Scanned {
  /** Those of an index, of each of which there is a report; none of an image for one alone. */
  readonly platforms: readonly string[];
  /** Predicates of the type `vuln`. */
  readonly reports: readonly unknown[];
  /** Predicate of the type `spdxjson`, of the first platform. */
  readonly sbom: unknown;
}

/**
 * Scans an image in its registry.
 * @param image `<repository>@<digest>`
 * @throws Error where the registry cannot be asked, or Trivy cannot be had or says no
 */
export async function scanImage(image: string): Promise<Scanned> {
  const { crane } = await toolPaths(['crane']);
  const platforms = await platformsOf(crane, image);
  const asked = platforms.length === 0 ? [[]] : platforms.map((platform) => ['--platform', platform]);
  const reports: unknown[] = [];
  // One after the other: they share one database, which the first one downloads.
  for (const platform of asked) reports.push(await ask(image, 'cosign-vuln', platform));
  // Who signs it vouches for what is in an image.
  const listed = await ask(image, 'spdx-json', asked[0] ?? []);
  return { platforms, reports, sbom: shaped(listed, sbom, 'trivy image --format spdx-json: this is no SBOM') };
}

/** As far as it is looked at. Source: SPDX 2.3, "SPDX version field" */
const sbom: Schema = { type: 'object', required: ['spdxVersion'], properties: { spdxVersion: { pattern: '^SPDX-' } } };

const trivy = {
  name: 'trivy',
  install: 'install it (https://trivy.dev), in a workflow by aquasecurity/setup-trivy',
  remedy: 'see that you are logged in to the registry, and that Trivy gets its database (mirror.gcr.io)',
} as const;

/** Never an image of that name that a Docker here has; and nobody is told of the scan. Source: Trivy v0.74.0, `trivy image --help` */
const always = ['--image-src', 'remote', '--no-progress', '--disable-telemetry', '--skip-version-check'] as const;

/** No variable of Trivy's is handed on but where its databases are: others (`TRIVY_SEVERITY`) keep findings out of the report. */
const databases = ['TRIVY_CACHE_DIR', 'TRIVY_DB_REPOSITORY', 'TRIVY_JAVA_DB_REPOSITORY', 'XDG_CACHE_HOME'];

async function ask(image: string, format: string, platform: readonly string[]): Promise<unknown> {
  const args = ['image', ...always, ...platform, '--format', format, image];
  const said = await outputOfInstalled(trivy, args, { env: registryEnvironment(databases) });
  return jsonSaid(`trivy image --format ${format}`, said);
}
