// Alerts as those who are woken by them read it: when they fire, and that one is gone.
import { asRecord } from '../../render/fields.ts';
import { type Rule, type Said, type Spot, shown, valueRule } from './rule.ts';

const rule = 'spec groups * rules *';
const alert = ({ names: [, name] }: Spot): string => `alert ${name}`;

export const alertRules: readonly Rule[] = [
  {
    at: rule,
    say: (spot) => {
      const kind = asRecord(spot.before ?? spot.after).record === undefined ? 'alert' : 'recorded series';
      if (spot.before === undefined) return `has the new ${kind} ${spot.names[1]}`;
      return spot.after === undefined
        ? { text: `loses the ${kind} ${spot.names[1]}: nobody will hear of it`, danger: 'removal' }
        : undefined;
    },
  },
  { at: `${rule} expr`, say: (spot) => `${alert(spot)} ${expression(String(spot.before), String(spot.after))}` },
  {
    at: `${rule} for`,
    say: (spot) => `${alert(spot)} fires after ${spot.after ?? 'no time'} instead of ${spot.before ?? 'at once'}`,
  },
  valueRule(`${rule} labels severity`, (severity, spot) => `${alert(spot)} has the severity ${severity}`),
  { at: `${rule} annotations *`, say: (spot): Said => `${alert(spot)} says another ${spot.names[2]}` },
];

export const monitorRules: readonly Rule[] = [
  valueRule('spec endpoints * interval', (interval, { names: [port] }) => `is scraped every ${interval} at ${port}`),
  valueRule('spec endpoints * path', (path, { names: [port] }) => `is scraped under ${path} at ${port}`),
];

const number = /(?<![\w.])\d+(?:\.\d+)?(?:[smhdwy]\b)?/g;

/** Where only numbers differ, they are all that is worth reading. */
function expression(before: string, after: string): string {
  const [old, now] = [before, after].map((text) => [...text.matchAll(number)]);
  const differing = (now ?? []).flatMap((match, index) => {
    const instead = old?.[index]?.[0];
    return instead === match[0] ? [] : [`${meaning(after.slice(0, match.index))} ${match[0]} instead of ${instead}`];
  });
  const said = [...new Set(differing)];
  const sameText = before.replaceAll(number, '') === after.replaceAll(number, '');
  return sameText && said.length <= 3 ? said.join(', and ') : `asks for something else: ${shown(after)}`;
}

/** What a number means by what stands before it. */
function meaning(text: string): string {
  if (/>=?\s*$/.test(text)) return 'fires above';
  if (/<=?\s*$/.test(text)) return 'fires below';
  return text.endsWith('[') ? 'looks back over' : 'reckons with';
}
