// What Kubernetes never changes in claims and immutable configuration.
import { immutable, type Rule, type Subject } from './rule.ts';

/** Source: the API reference of Kubernetes 1.36; a claim may grow, and change its attributes class. */
export const claimRules: readonly Rule[] = [
  {
    at: 'spec resources requests storage',
    say: ({ before, after }) => `asks for a disk of ${String(after)} instead of ${String(before)}`,
  },
  ...['accessModes', 'storageClassName', 'volumeName', 'volumeMode', 'selector'].map((field) =>
    immutable(`spec ${field} **`),
  ),
];

/** Rules for a ConfigMap or Secret that says of itself that it never changes. */
export function immutableDataRules({ before }: Subject): Rule[] {
  return before.immutable === true ? ['data', 'stringData', 'binaryData'].map((field) => immutable(`${field} **`)) : [];
}
