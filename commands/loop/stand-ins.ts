// What is real in the loop and what is not: said each time, so that nobody takes it for more than it is.

export const standIns = {
  simulated: `Real: API server, controllers, scheduler, Flux' source- and kustomize-controller, SOPS, Git.
Stood in for: nodes and containers (kwok); Helm, cert-manager, External Secrets, the gateway, KEDA, Prometheus' operator,
Flux' notification-controller and AKS' storage drivers, whose objects are marked ready, and whose claims are bound.
`,
  node: `Real: API server, controllers, scheduler, Flux' source- and kustomize-controller, SOPS, Git; kubelet, containerd and
kube-proxy of one node, and on it the pods of the sample service.
Replaced: the service's image, in the copy of dist/ that Flux gets, by one made here from app/ and this machine's Node.js.
Stood in for: Helm, cert-manager, External Secrets, the gateway, KEDA, Prometheus' operator, Flux' notification-controller and AKS'
storage drivers, whose objects are marked ready, and whose claims are bound; the node cannot mount what is behind a claim.
Not there: DNS, metrics for the autoscaler, and whoever would enforce the NetworkPolicies.
`,
} as const;
