// What a page of documentation claims about the repository, as far as a test can look it up.

/** A page's text without code blocks: their content is examples, not claims. */
function prose(markdown: string): string {
  const fenced = /^( *)(```+).*\n[\s\S]*?^\1\2 *$/gm;
  const indented = /(?:^(?: {4}|\t).*\n?)+/gm;
  return markdown.replaceAll(fenced, '').replaceAll(indented, '\n');
}

/** Targets of links that lead into the repository: a path from the page, a heading behind `#`, or both. */
export function linksIn(markdown: string): string[] {
  const targets = [...prose(markdown).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** Anchors of a page's headings, as GitHub makes them from the text. */
export function anchorsIn(markdown: string): Set<string> {
  const headings = [...prose(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Scripts that the page has the reader run, in code blocks too. */
export function scriptsIn(markdown: string): string[] {
  return [...markdown.matchAll(/\bnpm run (?:-\S+ )*([a-z][\w:-]*)/g)].map(([, script = '']) => script);
}

/** Paths that stand in backticks and begin with one of the folders. */
export function pathsIn(markdown: string, folders: readonly string[]): string[] {
  const code = [...prose(markdown).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
  return code.filter((text) => /^[\w./<>-]+$/.test(text) && folders.some((folder) => text.startsWith(`${folder}/`)));
}
