// Who may do what in the cluster: more of it is a danger, whoever gets it.
import { asArray, asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { type Rule, type Sentence } from './rule.ts';

export const roleRules: readonly Rule[] = [
  {
    at: 'rules **',
    say: ({ subject }) => {
      const [before, after] = [grants(subject.before), grants(subject.after)];
      return [
        ...after
          .filter((grant) => !before.includes(grant))
          .map((grant): Sentence => ({ text: `allows ${grant}`, danger: 'opened' })),
        ...before
          .filter((grant) => !after.includes(grant))
          .map((grant): Sentence => ({ text: `no longer allows ${grant}` })),
      ];
    },
  },
];

export const bindingRules: readonly Rule[] = [
  {
    at: 'subjects **',
    say: ({ subject }) => {
      const [before, after] = [holders(subject.before), holders(subject.after)];
      const role = roleOf(subject.after);
      return [
        ...after
          .filter((name) => !before.includes(name))
          .map((name): Sentence => ({ text: `gives ${role} to ${name}`, danger: 'opened' })),
        ...before
          .filter((name) => !after.includes(name))
          .map((name): Sentence => ({ text: `takes ${role} from ${name}` })),
      ];
    },
  },
];

/** What a new role or binding grants. */
export function introduceAccess(object: KubeObject): Sentence[] {
  const texts = object.kind.endsWith('Binding')
    ? holders(object).map((name) => `gives ${roleOf(object)} to ${name}`)
    : grants(object).map((grant) => `allows ${grant}`);
  return texts.map((text) => ({ text, danger: 'opened' }));
}

function grants(role: KubeObject): string[] {
  return asArray(role.rules).map((rule) => {
    const { verbs, resources, resourceNames, nonResourceURLs } = asRecord(rule);
    const names = asArray(resourceNames);
    const what = asArray(resources ?? nonResourceURLs).join(', ');
    return `${asArray(verbs).join(', ')} of ${what}${names.length > 0 ? ` named ${names.join(', ')}` : ''}`;
  });
}

function holders(binding: KubeObject): string[] {
  return asArray(binding.subjects).map((subject) => {
    const { kind, namespace, name } = asRecord(subject);
    return [kind, [namespace, name].filter((part) => part !== undefined).join('/')].join(' ');
  });
}

function roleOf(binding: KubeObject): string {
  return `${String(at(binding, 'roleRef.kind'))} ${String(at(binding, 'roleRef.name'))}`;
}
