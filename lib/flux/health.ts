// When Flux may call an object healthy. Without an expression it takes a custom resource that has no status yet for ready,
// and one that never gets a status would be waited for without end: so every custom kind must be in this one table, or in what
// a fleet says of its own kinds.

/**
 * CEL expressions over the object, evaluated by kustomize-controller in the order inProgress, failed, current. Nothing here reads
 * CEL: a slip is found by the kustomize-controller of the loop.
 */
export interface HealthExpression {
  /** True once the object is healthy. */
  readonly current: string;
  /** True once it will not become healthy without a change. @default Flux waits until its timeout */
  readonly failed?: string;
}

/** `stateless`: the kind has no status that could be waited for; being applied is all that there is. */
export type Health = HealthExpression | 'stateless';

/** How Flux tells the health of kinds, each written `group/Kind`. */
export type HealthTable = Readonly<Record<string, Health>>;

/** When an object of a fleet's own kind is healthy, and what it looks like then. */
export interface OwnHealthExpression extends HealthExpression {
  /**
   * The status of a healthy object, as its controller writes it. The loop gives it to each, as nobody plays that controller there; of a
   * condition `type` and `status` suffice. It is taken for granted: what the controller would refuse is not seen.
   * @default none, and the loop brings up no cluster that has such objects
   */
  readonly readyStatus?: Readonly<Record<string, unknown>>;
}

/** What a fleet says of its own kinds, each written `group/Kind`. */
export type OwnHealthTable = Readonly<Record<string, OwnHealthExpression | 'stateless'>>;

/**
 * Of the object as it is now: Flux itself compares a generation only where it stands at the top of the status, and many
 * kinds say it in each condition.
 */
const ofThisGeneration = '(!has(c.observedGeneration) || c.observedGeneration == metadata.generation)';

/** A condition with this status among some. */
const holds = (conditions: string, type: string, status: 'True' | 'False'): string =>
  `has(${conditions}) && ${conditions}.exists(c, c.type == '${type}' && c.status == '${status}' && ${ofThisGeneration})`;

/** A condition of the object; the variable `status` is missing at first, which Flux reads as "not yet". */
const is = (type: string, status: 'True' | 'False'): string => holds('status.conditions', type, status);

const ready: HealthExpression = { current: is('Ready', 'True') };
const readyOrStalled: HealthExpression = { ...ready, failed: is('Stalled', 'True') };

/**
 * How Flux tells the health of each custom kind that the machine knows; of other kinds the fleet says it.
 * Sources: Flux documentation, "Kustomization", section "Health check expressions"; Gateway API, "GatewayStatus" and
 * "RouteParentStatus"; the status types of each project's API.
 */
export const health: HealthTable = {
  'acme.cert-manager.io/Challenge': { current: "has(status.state) && status.state == 'valid'" },
  'acme.cert-manager.io/Order': { current: "has(status.state) && status.state == 'valid'" },
  // What its expressions say of fields that a kind does not have: it would never be what somebody meant.
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': {
    current: 'has(status.observedGeneration) && status.observedGeneration == metadata.generation',
    failed:
      'has(status.typeChecking) && has(status.typeChecking.expressionWarnings) && status.typeChecking.expressionWarnings.size() > 0',
  },
  'cert-manager.io/Certificate': ready,
  'cert-manager.io/CertificateRequest': ready,
  'cert-manager.io/ClusterIssuer': ready,
  'cert-manager.io/Issuer': ready,
  'cilium.io/CiliumNetworkPolicy': 'stateless',
  'external-secrets.io/ClusterExternalSecret': ready,
  'external-secrets.io/ClusterSecretStore': ready,
  'external-secrets.io/ExternalSecret': ready,
  'external-secrets.io/PushSecret': ready,
  'external-secrets.io/SecretStore': ready,
  'gateway.networking.k8s.io/Gateway': { current: is('Programmed', 'True') },
  'gateway.networking.k8s.io/GatewayClass': { current: is('Accepted', 'True') },
  'gateway.networking.k8s.io/GRPCRoute': { current: acceptedByEveryParent() },
  'gateway.networking.k8s.io/HTTPRoute': { current: acceptedByEveryParent() },
  'gateway.networking.k8s.io/ReferenceGrant': 'stateless',
  'helm.toolkit.fluxcd.io/HelmRelease': readyOrStalled,
  'keda.sh/ClusterTriggerAuthentication': 'stateless',
  'keda.sh/ScaledObject': ready,
  'keda.sh/TriggerAuthentication': 'stateless',
  'monitoring.coreos.com/Alertmanager': { current: is('Available', 'True') },
  'monitoring.coreos.com/AlertmanagerConfig': 'stateless',
  'monitoring.coreos.com/PodMonitor': 'stateless',
  'monitoring.coreos.com/Probe': 'stateless',
  'monitoring.coreos.com/Prometheus': { current: is('Available', 'True') },
  'monitoring.coreos.com/PrometheusRule': 'stateless',
  'monitoring.coreos.com/ScrapeConfig': 'stateless',
  'monitoring.coreos.com/ServiceMonitor': 'stateless',
  'notification.toolkit.fluxcd.io/Alert': 'stateless',
  'notification.toolkit.fluxcd.io/Provider': 'stateless',
  'notification.toolkit.fluxcd.io/Receiver': readyOrStalled,
  'source.toolkit.fluxcd.io/HelmChart': readyOrStalled,
  // An OCI registry is nothing that Flux looks at before a chart is asked for: it gets no status.
  'source.toolkit.fluxcd.io/HelmRepository': {
    ...readyOrStalled,
    current: `(has(spec.type) && spec.type == 'oci') || (${ready.current})`,
  },
  'source.toolkit.fluxcd.io/OCIRepository': readyOrStalled,
};

function acceptedByEveryParent(): string {
  const everyCondition = ['Accepted', 'ResolvedRefs'].map((type) => holds('p.conditions', type, 'True')).join(' && ');
  return `has(status.parents) && status.parents.size() > 0 && status.parents.all(p, ${everyCondition})`;
}
