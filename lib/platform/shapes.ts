// What the platform's charts ask of a cluster's settings, as shapes: TypeScript's types are gone when a synth runs.
import { alertingShape, vaultSecret } from '../monitoring/routing/shape.ts';
import { quotaShape } from '../namespace/namespace.ts';
import { mapOf, needed, number, object, type PropShapes, propsOf, text } from '../validation/props.ts';
import { anything, type Condition, filledListOf, listOf, oneOf, only, such } from '../validation/shape.ts';
import { resourcesShape } from '../workload/shapes.ts';
import { isAppSlug } from './app-slug.ts';
import type { OwnController, OwnRelease } from './own-release.ts';
import type {
  Acme,
  AdmissionSettings,
  Azure,
  CommitStatus,
  Controllers,
  FluxNotificationSettings,
  Monitoring,
  PlatformSettings,
  PublicGatewaySettings,
} from './settings.ts';

const ofPlatform: Readonly<Record<keyof Azure['identities'], Condition>> = {
  certManager: text,
  grafanaAdmin: text,
  alertReceivers: text,
};

const appSlug = such(isAppSlug, 'the slug of a GitHub App: lower case letters, digits and "-"');

export const settingsShape = propsOf<PlatformSettings>({
  name: needed(text),
  zones: needed(listOf(text)),
  domain: needed(text),
  azure: needed(
    propsOf<Azure>({
      tenantId: needed(text),
      subscriptionId: needed(text),
      dnsResourceGroup: needed(text),
      vaultUrl: needed(text),
      identities: needed(
        // And those of a fleet's own workloads.
        only({ ...ofPlatform, '*': text }, ...Object.keys(ofPlatform)),
      ),
    }),
  ),
  acme: needed(
    propsOf<Acme>({
      server: needed(
        oneOf(
          'https://acme-v02.api.letsencrypt.org/directory',
          'https://acme-staging-v02.api.letsencrypt.org/directory',
        ),
      ),
      email: needed(text),
    }),
  ),
  controllers: needed(propsOf<Controllers>({ replicas: needed(number) })),
  monitoring: needed(
    propsOf<Monitoring>({
      retentionDays: needed(number),
      storage: needed(text),
      replicas: needed(number),
      resources: needed(resourcesShape),
      quota: needed(quotaShape),
    }),
  ),
  alerting: needed(alertingShape),
  admission: needed(
    propsOf<AdmissionSettings>({ enforcement: needed(oneOf('warn', 'deny')), registries: needed(filledListOf(text)) }),
  ),
  fluxNotifications: propsOf<FluxNotificationSettings>({
    chat: text,
    commitStatus: propsOf<CommitStatus>({
      app: needed(appSlug),
      appId: needed(number),
      installationId: needed(number),
      privateKey: needed(vaultSecret),
    }),
  }),
  publicGateway: propsOf<PublicGatewaySettings>({ allowedFrom: needed(listOf(text)) }),
});

const ofOwnRelease: PropShapes<OwnRelease> = {
  // What is in it the release holds.
  chart: propsOf<Required<OwnRelease>['chart']>({ version: needed(text), digest: text, signedBy: object }),
  values: mapOf(anything),
};

export const ownReleaseShape = propsOf<OwnRelease>(ofOwnRelease);

export const ownControllerShape = propsOf<OwnController>({ ...ofOwnRelease, quota: quotaShape });
