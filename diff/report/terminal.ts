// The summary as people read it before they push.
import { createColors } from 'picocolors';
import type { Summary } from '../summary.ts';
import { headline, type Section, sections } from './words.ts';

/** @param compared what is compared with what, as a sentence @param color whether the reader sees colours */
export function asText(summary: Summary, compared: string, color: boolean): string {
  const paint = createColors(color);
  const section = ({ clusters, charts, objects }: Section): string[] => [
    `${paint.bold(clusters)}  ${paint.cyan(charts)}`,
    ...objects.flatMap(({ name, statements }) => [
      `  ${name}`,
      ...statements.map(({ text, danger }) => `    ${danger ? paint.red(`! ${text}`) : text}`),
    ]),
    '',
  ];
  const dangers = summary.statements.filter(({ danger }) => danger);
  const others = summary.statements.filter(({ danger }) => !danger);
  return [
    paint.dim(compared),
    headline(summary),
    '',
    ...(dangers.length > 0 ? [paint.bold(paint.red('Look at these first')), ''] : []),
    ...sections(dangers).flatMap(section),
    ...(dangers.length > 0 && others.length > 0 ? [paint.bold('Everything else'), ''] : []),
    ...sections(others).flatMap(section),
  ]
    .join('\n')
    .trimEnd();
}
