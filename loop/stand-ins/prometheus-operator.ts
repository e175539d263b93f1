// Stand-in for Prometheus' operator: what it runs is available, once the account of its pods is there.
import { asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { condition, generation, type StandIn, type Verdict, type World } from './stand-in.ts';

const apiVersion = 'monitoring.coreos.com/v1';

export const prometheusOperatorStandIns: readonly StandIn[] = [
  { apiVersion, kind: 'Alertmanager', judge: judgeServer },
  { apiVersion, kind: 'Prometheus', judge: judgeServer },
];

function judgeServer(object: KubeObject, { find }: World): Verdict {
  const account = asString(at(object, 'spec.serviceAccountName'));
  const isMissing = account !== '' && !find('/ServiceAccount', object.metadata.namespace, account);
  const because = `there is no ServiceAccount "${account}"`;
  const replicas = Number(at(object, 'spec.replicas') ?? 1);
  const available = isMissing ? 0 : replicas;
  const status = {
    paused: at(object, 'spec.paused') === true,
    replicas,
    updatedReplicas: replicas,
    availableReplicas: available,
    unavailableReplicas: replicas - available,
    conditions: [condition('Available', !isMissing, isMissing ? because : 'a stand-in says so', generation(object))],
  };
  return isMissing ? { ready: false, status, because } : { ready: true, status };
}
