// Trees of which no two have a file in common, so that one file of another is seen.

/** Here, whatever a tree holds is of an earlier run. */
export const isOurs = (): boolean => true;

/** The files of a generation: all say which, and some are in every second only. */
export function generation(number: number, count: number): Map<string, string> {
  const files = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    const sometimes = index % 10 === 0 ? `only-${number % 2}/` : '';
    files.set(`production/apps/chart-${index % 20}/${sometimes}${index}.yaml`, `generation: ${number}\n`.repeat(5));
  }
  return files;
}
