// What a program answers to a scrape, as its own tests hold it.
import { joined, type Series } from './series.ts';

/** Source of the format: Prometheus documentation, "Exposition formats", text-based format. */
export function metricsInExposition(text: string): Series {
  const samples = text.split('\n').flatMap((line): [string, readonly string[]][] => {
    const [, name, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    return name === undefined ? [] : [[name, labelsIn(labels)]];
  });
  return joined([...samples, ...withoutSample(text)]);
}

function labelsIn(text: string): string[] {
  return [...text.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)].map(([, label = '']) => label);
}

/** Where values change from run to run, the tests keep what is announced and no sample. */
function withoutSample(text: string): [string, readonly string[]][] {
  return [...text.matchAll(/^# TYPE (\w+) (?:counter|gauge|untyped)$/gm)].map(([, name = '']) => [name, []]);
}
