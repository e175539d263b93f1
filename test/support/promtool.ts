// Runs the real promtool over rules and their tests.
import { runInFolder, type Verdict } from './run-in-folder.ts';

/**
 * @param args where a file is meant, its name among `files`
 * @param files content by name; written as JSON, which is YAML
 */
export function promtool(program: string, args: readonly string[], files: Readonly<Record<string, unknown>>): Verdict {
  const texts = Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)]);
  return runInFolder(program, args, Object.fromEntries(texts) as Record<string, string>);
}
