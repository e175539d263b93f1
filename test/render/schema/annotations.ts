// Keys of annotations that are valid, and what kustomize makes of them.
import type { KubeObject } from '../../../render/rendered.ts';

export const builtByKustomize = {
  fails: [
    '1',
    '0',
    '007',
    '1_000',
    '1.5',
    '1e3',
    '0x1F',
    '0b11',
    '0o17',
    'true',
    'False',
    'null',
    '2026-01-31',
    '2026-1-1',
  ],
  succeeds: [
    '1a',
    'a1',
    'y',
    'yes',
    'on',
    '1.2.3',
    '0xZ',
    '1e',
    'nulls',
    '2026-01',
    'example.com/1',
    'example.com/true',
  ],
};

export function configMap(key: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'a', annotations: { [key]: 'a' } },
  };
}
