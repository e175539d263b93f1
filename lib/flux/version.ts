/**
 * The Flux that AKS' extension `microsoft.flux` 1.24.1 carries: its definitions are those in `imports/`.
 * Source: Microsoft Learn, "Extensions release notes", and imports/sources/flux/go.mod.
 */
export const bundledFlux = '2.7.5';
