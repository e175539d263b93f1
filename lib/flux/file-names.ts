// Flux and kustomize take files of some names for their own, in whatever folder: such a file is not applied, or keeps others
// from being applied. All of them are compared without regard to case, for some file systems have none.

/** The file with patterns of what source-controller leaves out of the repository. */
export const ignoreFile = '.sourceignore';

/** By such a file kustomize builds a folder, instead of from the files in it. Source: kustomize, `konfig/general.go`. */
const instructions = /^kustomization(?:\.ya?ml)?$/i;

/** What source-controller leaves out unasked. Source: github.com/fluxcd/pkg, `sourceignore`: `ExcludeVCS`, `ExcludeExt` ... */
const leftOut = new RegExp(
  [
    String.raw`\.(?:jpe?g|gif|png|wmv|flv|tar\.gz|zip)$`,
    String.raw`^\.(?:git|gitignore|gitmodules|gitattributes|github|circleci)$`,
    String.raw`^(?:appveyor|codeship-services|codeship-steps|\.travis|\.gitlab-ci|\.drone|\.goreleaser)\.yml$`,
    String.raw`^(?:cloudbuild|\.sops|\.flux)\.yaml$`,
  ].join('|'),
  'i',
);

/** Whether kustomize takes a file of this name for instructions. */
export function isInstructions(name: string): boolean {
  return instructions.test(name);
}

/** Whether a file or folder of this name means something to Flux or kustomize, so that no object may lie there. */
export function isTakenByFlux(name: string): boolean {
  return isInstructions(name) || leftOut.test(name) || name.toLowerCase() === ignoreFile;
}
