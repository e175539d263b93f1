// Stand-in for cert-manager: an issuer is ready; what is asked of it needs it, and a Certificate makes its Secret.
import { asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { ready, refused, type StandIn, type Verdict, type World } from './stand-in.ts';

const apiVersion = 'cert-manager.io/v1';

export const certManagerStandIns: readonly StandIn[] = [
  { apiVersion, kind: 'ClusterIssuer', judge: (object) => ready(object) },
  { apiVersion, kind: 'Issuer', judge: (object) => ready(object) },
  {
    apiVersion,
    kind: 'Certificate',
    judge: (object, world) => {
      const problem = withoutIssuer(object, world);
      return problem === undefined ? ready(object, { makes: [secret(object)] }) : refused(object, problem);
    },
  },
  {
    apiVersion,
    kind: 'CertificateRequest',
    judge: (object, world) => {
      const problem = withoutIssuer(object, world);
      return problem === undefined ? ready(object) : refused(object, problem);
    },
  },
  { apiVersion: 'acme.cert-manager.io/v1', kind: 'Challenge', judge: judgeState },
  { apiVersion: 'acme.cert-manager.io/v1', kind: 'Order', judge: judgeState },
];

function withoutIssuer(object: KubeObject, { find }: World): string | undefined {
  const { kind = 'Issuer', name } = asRecord(at(object, 'spec.issuerRef'));
  const namespace = kind === 'ClusterIssuer' ? undefined : object.metadata.namespace;
  return find(`cert-manager.io/${asString(kind)}`, namespace, asString(name))
    ? undefined
    : `there is no ${asString(kind)} "${asString(name)}"`;
}

/** Of what cert-manager asks an authority. */
function judgeState(object: KubeObject, world: World): Verdict {
  const because = withoutIssuer(object, world);
  return because === undefined
    ? { ready: true, status: { state: 'valid' } }
    : { ready: false, because, status: { state: 'pending', reason: because } };
}

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
