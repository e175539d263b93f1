module fleetwright.dev/imports/flux-runtime

go 1.26.0

require github.com/fluxcd/pkg/runtime v0.91.0
