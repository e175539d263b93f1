module fleetwright.dev/imports/flux

go 1.26.0

// Flux 2.7.5, as the AKS extension microsoft.flux 1.24.1 carries it: a field that is newer must be refused.
require (
	github.com/fluxcd/helm-controller/api v1.4.5
	github.com/fluxcd/kustomize-controller v1.7.3
	github.com/fluxcd/notification-controller/api v1.7.5
	github.com/fluxcd/source-controller/api v1.7.4
)
