// What a function prints while it runs.
import { jest } from '@jest/globals';

export interface Said<T> {
  readonly result: T;
  readonly stdout: string;
  readonly stderr: string;
}

export async function said<T>(run: () => Promise<T>): Promise<Said<T>> {
  let [stdout, stderr] = ['', ''];
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((stdout += String(text)))),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((stderr += String(text)))),
  ];
  try {
    const result = await run();
    return { result, stdout, stderr };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
