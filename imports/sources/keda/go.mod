module fleetwright.dev/imports/keda

go 1.26.0

// Not newer than what AKS' add-on runs with Kubernetes 1.36: a field that it does not know yet is refused here.
require github.com/kedacore/keda/v2 v2.18.3
