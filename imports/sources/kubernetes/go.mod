module fleetwright.dev/imports/kubernetes

go 1.26.0

// The minor version that the clusters run.
require k8s.io/kubernetes v1.36.3
