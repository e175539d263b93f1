// Why git says no, and what to do about it: its own words name neither our command nor a remedy.

/** What git says, and what it means here. Git's texts are those of its source, builtin/ and setup.c, of version 2.39 */
const known: readonly (readonly [said: RegExp, means: (found: readonly string[]) => string])[] = [
  [/not a git repository/, () => 'this is not a Git repository; go to the root of your clone, or make one: git init'],
  [
    /detected dubious ownership in repository at '(.*)'/,
    ([, folder]) =>
      `${folder} belongs to another user; if you trust it: git config --global --add safe.directory ${folder}`,
  ],
  [
    /your current branch '.*' does not have any commits yet|(?:bad revision|ambiguous argument|valid object name:?) '?HEAD'?(?:$|:)/m,
    () => 'there is no commit yet; make the first one: git add --all && git commit',
  ],
  [
    /(?:bad revision|ambiguous argument|invalid reference:|Invalid revision range|Invalid symmetric difference expression) '?(\S+?)'?(?:$|:)/m,
    ([, name]) => `there is no commit ${name} here; fetch it (git fetch origin), or write another name`,
  ],
  [
    /(?:bad object|Not a valid object name|upload-pack: not our ref) '?([^\s']+)'?/,
    ([, name]) =>
      `there is no object ${name} here; fetch it (git fetch origin; git fetch --unshallow in a shallow clone)`,
  ],
  [/couldn't find remote ref (\S+)/, ([, name]) => `the remote has no branch ${name}; push it, or write another name`],
  [
    /'(.*)' does not appear to be a git repository|No such remote '(.*)'/,
    ([, name, other]) => `there is no remote ${name ?? other}; see git remote --verbose, and add it: git remote add`,
  ],
  [
    /Could not read from remote repository|unable to access '\w+:\/\/|Authentication failed|could not read (?:Username|Password)/,
    () => 'the remote does not answer, or does not let you in; see git remote --verbose, and log in (gh auth login)',
  ],
  [
    /Unable to create '(.*\.lock)': File exists/,
    ([, lock]) => `another git is at work here; wait for it. Where none is, one was killed: remove ${lock}`,
  ],
];

/** One line where it is a known one; else git's own words, without its `fatal:`. @param command such as `log` */
export function gitComplaint(command: string, stderr: string): string {
  for (const [said, means] of known) {
    const found = said.exec(stderr);
    if (found) return means(found);
  }
  return `git ${command}: ${stderr.replace(/^(?:fatal|error): /gm, '').trim()}`;
}
