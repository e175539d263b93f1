// What an Ingress leads to, read in one place.
import { asArray, asRecord, asString, at } from './fields.ts';
import type { KubeObject } from './rendered.ts';

/** A Service behind an Ingress, and its port by number or name. */
export interface IngressBackend {
  /** Its place: `spec.rules[0].http.paths[1].backend`. */
  readonly field: string;
  readonly name: string;
  readonly port: Readonly<Record<string, unknown>>;
}

/** The Services of its rules, and that of all else. */
export function ingressBackends(ingress: KubeObject): IngressBackend[] {
  const backends = [
    { field: 'spec.defaultBackend', backend: at(ingress, 'spec.defaultBackend') },
    ...asArray(at(ingress, 'spec.rules')).flatMap((rule, index) =>
      asArray(at(rule, 'http.paths')).map((path, number) => ({
        field: `spec.rules[${index}].http.paths[${number}].backend`,
        backend: at(path, 'backend'),
      })),
    ),
  ];
  return backends
    .map(({ field, backend }) => ({ field, service: asRecord(at(backend, 'service')) }))
    .map(({ field, service }) => ({ field, name: asString(service.name), port: asRecord(service.port) }))
    .filter(({ name }) => name !== '');
}
