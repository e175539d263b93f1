// Copies by the work that waits for them: KEDA, an add-on of AKS, counts the messages of a queue, which CPU says nothing of.
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { wholeNumber } from '../validation/limits.ts';
import { type Forms, type OneOf, oneOf, saysOne } from '../validation/one-of.ts';
import { type Fault, unless } from '../validation/rules.ts';
import type { Identity } from './identity.ts';
import { calmDown, copiesFaults } from './scale.ts';

/** As many copies as there is work for. The cluster must have KEDA: `addOns: ['keda']` of its settings. */
export interface QueueScale {
  /** Copies that run while nothing waits, 0 to 1000; with 0 the first message waits until a copy has started. */
  readonly min: number;
  /** Copies at most, 1 or `min` to 1000. */
  readonly max: number;
  /** What waits for them, in Azure. */
  readonly queue: Queue;
  /** Messages that wait for each copy: there are as many copies as it takes for that, 1 to 100000. @default 5, as KEDA */
  readonly messagesPerCopy?: number;
}

/** What KEDA counts the messages of, as the worker's own `identity`. Source: KEDA, scalers "Azure Service Bus" and "Azure Storage Queue". */
export type Queue = OneOf<
  /** A queue of Service Bus, by the name of its namespace: `orders` of `orders.servicebus.windows.net`. */
  | { readonly serviceBus: string; readonly queue: string }
  /** A subscription to a topic of Service Bus. */
  | { readonly serviceBus: string; readonly topic: string; readonly subscription: string }
  /** A queue of a storage account, by the name of that. */
  | { readonly storageAccount: string; readonly queue: string }
>;

const apiVersion = 'keda.sh/v1alpha1';

/** Source: KEDA, scaler "Azure Service Bus", `messageCount`. */
const usualMessages = 5;

const forms: Forms = [
  ['serviceBus', 'queue'],
  ['serviceBus', 'topic', 'subscription'],
  ['storageAccount', 'queue'],
];

/**
 * Has KEDA scale a Deployment, by an autoscaler of its own: it bears the Deployment's name, as one on CPU does, so that KEDA takes over
 * what was there before. Source: KEDA, "Scaling Deployments, StatefulSets & Custom Resources", Transfer ownership of an existing HPA.
 */
export function queueScaler(
  scope: Construct,
  deployment: string,
  scale: QueueScale,
  identity: Identity | undefined,
): void {
  const { min, max, queue } = scale;
  // It is refused, and would be said again of what is made of it.
  if (!identity || queueFaults(queue).length > 0) return;
  new ApiObject(scope, 'queue-access', {
    apiVersion,
    kind: 'TriggerAuthentication',
    metadata: { name: deployment },
    spec: {
      podIdentity: {
        provider: 'azure-workload',
        identityId: identity.clientId,
        ...(identity.tenantId !== undefined && { identityTenantId: identity.tenantId }),
      },
    },
  });
  new ApiObject(scope, 'queue-scaler', {
    apiVersion,
    kind: 'ScaledObject',
    metadata: { name: deployment, annotations: { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' } },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
      minReplicaCount: min,
      maxReplicaCount: max,
      advanced: { horizontalPodAutoscalerConfig: { name: deployment, behavior: calmDown } },
      triggers: [{ ...trigger(scale), authenticationRef: { name: deployment } }],
    },
  });
}

function trigger({ queue, messagesPerCopy = usualMessages }: QueueScale): {
  type: string;
  metadata: Record<string, string>;
} {
  const count = String(messagesPerCopy);
  const { storageAccount, serviceBus } = queue;
  if (storageAccount !== undefined)
    return {
      type: 'azure-queue',
      metadata: { accountName: storageAccount, queueName: queue.queue, queueLength: count },
    };
  const type = 'azure-servicebus';
  const common = { namespace: serviceBus, messageCount: count };
  return queue.topic === undefined
    ? { type, metadata: { ...common, queueName: queue.queue } }
    : { type, metadata: { ...common, topicName: queue.topic, subscriptionName: queue.subscription } };
}

/** What is wrong with the numbers, and with what is counted. */
export function queueScaleFaults(scale: QueueScale, identity: Identity | undefined): Fault[] {
  return [
    ...copiesFaults(scale, 0),
    ...wholeNumber('scale.messagesPerCopy', scale.messagesPerCopy ?? usualMessages, 1, 100_000),
    ...queueFaults(scale.queue),
    ...unless(identity !== undefined, {
      field: 'scale.queue',
      problem: 'is counted as the worker, which has no identity in Azure',
      write: 'identity: { clientId }, as which it also takes its work',
    }),
  ];
}

/** Sources: Azure naming rules, "Microsoft.ServiceBus" and "Microsoft.Storage". What is no such name could lead KEDA to another host. */
function queueFaults(queue: Queue): Fault[] {
  if (!saysOne(queue, forms)) return oneOf('scale.queue', queue, forms);
  if (!forms.some((names) => names.every((name) => Object.hasOwn(queue, name)))) return [incomplete];
  const { serviceBus, storageAccount } = queue;
  return [
    ...unless(serviceBus === undefined || isServiceBus(serviceBus), {
      field: 'scale.queue.serviceBus',
      problem: `"${serviceBus}" is no name of a Service Bus namespace`,
      write: 'its name alone, 6 to 50 letters, digits and "-"',
    }),
    ...unless(storageAccount === undefined || isStorageAccount(storageAccount), {
      field: 'scale.queue.storageAccount',
      problem: `"${storageAccount}" is no name of a storage account`,
      write: 'its name alone, 3 to 24 small letters and digits',
    }),
  ];
}

const incomplete: Fault = {
  field: 'scale.queue',
  problem: 'does not say all',
  write: forms.map((names) => `{ ${names.join(', ')} }`).join(' or '),
};

/** Whether it is a name of a Service Bus namespace. */
export function isServiceBus(name: unknown): boolean {
  return typeof name === 'string' && /^[a-zA-Z][-a-zA-Z0-9]{4,48}[a-zA-Z0-9]$/.test(name);
}

/** Whether it is a name of a storage account. */
export function isStorageAccount(name: unknown): boolean {
  return typeof name === 'string' && /^[a-z0-9]{3,24}$/.test(name);
}
