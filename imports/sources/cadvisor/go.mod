module fleetwright.dev/imports/cadvisor

go 1.26.0

require github.com/google/cadvisor v0.56.2
