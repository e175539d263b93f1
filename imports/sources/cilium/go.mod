module fleetwright.dev/imports/cilium

go 1.26.0

// AKS installs these definitions with Azure CNI powered by Cilium; Kubernetes 1.35 has Cilium 1.18.6 or newer.
require github.com/cilium/cilium v1.19.4
