// Stand-in for cert-manager: an issuer is ready; a Certificate needs a ready issuer, and makes its Secret.
import { asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { ready, refused, type StandIn } from './stand-in.ts';

const apiVersion = 'cert-manager.io/v1';

export const certManagerStandIns: readonly StandIn[] = [
  { apiVersion, kind: 'ClusterIssuer', judge: (object) => ready(object) },
  { apiVersion, kind: 'Issuer', judge: (object) => ready(object) },
  {
    apiVersion,
    kind: 'Certificate',
    judge: (object, { find }) => {
      const { kind = 'Issuer', name } = asRecord(at(object, 'spec.issuerRef'));
      const namespace = kind === 'ClusterIssuer' ? undefined : object.metadata.namespace;
      return find(`cert-manager.io/${asString(kind)}`, namespace, asString(name))
        ? ready(object, { makes: [secret(object)] })
        : refused(object, `there is no ${asString(kind)} "${asString(name)}"`);
    },
  },
];

const madeUp = Buffer.from('made by a stand-in').toString('base64');

function secret(object: KubeObject): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: asString(at(object, 'spec.secretName')), namespace: object.metadata.namespace },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': madeUp, 'tls.key': madeUp },
  };
}
