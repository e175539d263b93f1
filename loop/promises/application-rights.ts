// What the account of an application may do, as the API server answers for each resource and verb that it knows: the whole
// of it, so that a right that is gained or lost is a change of this file.
const keep = 'get list watch create patch delete';

/** By `group/resource` (core: no group), in the application's own namespace. */
export const inOwnNamespace: Readonly<Record<string, string>> = {
  'apps/deployments': keep,
  'apps/replicasets': 'get list watch',
  'apps/statefulsets': keep,
  'autoscaling/horizontalpodautoscalers': keep,
  'batch/cronjobs': keep,
  'batch/jobs': keep,
  'cilium.io/ciliumnetworkpolicies': keep,
  'external-secrets.io/externalsecrets': keep,
  'external-secrets.io/secretstores': keep,
  'gateway.networking.k8s.io/grpcroutes': keep,
  'gateway.networking.k8s.io/httproutes': keep,
  'keda.sh/scaledobjects': keep,
  'keda.sh/triggerauthentications': keep,
  'monitoring.coreos.com/podmonitors': keep,
  'monitoring.coreos.com/prometheusrules': keep,
  'monitoring.coreos.com/servicemonitors': keep,
  'networking.k8s.io/networkpolicies': keep,
  'policy/poddisruptionbudgets': keep,
  '/configmaps': keep,
  '/limitranges': 'get',
  '/namespaces': 'get',
  '/persistentvolumeclaims': keep,
  '/pods': 'get list watch',
  '/resourcequotas': 'get',
  '/secrets': keep,
  '/serviceaccounts': keep,
  '/services': keep,
};

/** What every account of a cluster may do, wherever: ask about itself. Source: Kubernetes' role `system:basic-user`. */
export const everywhere: Readonly<Record<string, string>> = {
  'authentication.k8s.io/selfsubjectreviews': 'create',
  'authorization.k8s.io/selfsubjectaccessreviews': 'create',
  'authorization.k8s.io/selfsubjectrulesreviews': 'create',
};
