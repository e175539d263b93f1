module fleetwright.dev/imports/keda

go 1.26.0

// AKS' add-on runs a version of its own for each Kubernetes: raise this by hand, and not beyond it.
require github.com/kedacore/keda/v2 v2.18.3
