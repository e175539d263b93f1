module fleetwright.dev/imports/gateway-api

go 1.26.0

// What AKS installs with Kubernetes 1.36; clusters must not bring Gateway CRDs of their own.
require sigs.k8s.io/gateway-api v1.5.1
