// What Flux promises to do with a cluster's dist/, proven in one loop: a file of promises/ for each promise.
import { describeLoop, type DescribeLoopOptions, type LoopUnderTest } from './describe-loop.ts';
import { testAdmission } from './promises/admission.ts';
import { testApplications } from './promises/applications.ts';
import { testDrift } from './promises/drift.ts';
import { testFailure } from './promises/failure.ts';
import { testFreeze } from './promises/freeze.ts';
import { testKeyVault } from './promises/key-vault.ts';
import { breakProvider, testOrder } from './promises/order.ts';
import { testPrune } from './promises/prune.ts';
import { testScale } from './promises/scale.ts';
import { testSecrets } from './promises/secrets.ts';
import { testUpgrade } from './promises/upgrade.ts';

/** In the order in which they are told. Order is the first, for it needs an empty cluster; the others leave no trace. */
const promises = {
  order: testOrder,
  admission: testAdmission,
  upgrade: testUpgrade,
  freeze: testFreeze,
  drift: testDrift,
  prune: testPrune,
  secrets: testSecrets,
  vault: testKeyVault,
  scale: testScale,
  applications: testApplications,
  failure: testFailure,
} as const satisfies Readonly<Record<string, (under: LoopUnderTest) => void>>;

/**
 * A loop of a cluster, in which these promises are proven, after `order` and `admission`; all of them with
 * `LOOP_PROMISES=all` in the environment. That takes minutes a cluster, so `npm test` proves each promise on one cluster,
 * and the ci workflow all on every cluster.
 */
export function describePromises(
  cluster: string,
  names: readonly (keyof typeof promises)[],
  options: Pick<DescribeLoopOptions, 'controller'> & { readonly more?: (under: LoopUnderTest) => void } = {},
): void {
  const { more = () => undefined, ...loopOptions } = options;
  const chosen = new Set<string>(['order', 'admission', ...names]);
  const proven = Object.entries(promises).filter(([name]) => process.env.LOOP_PROMISES === 'all' || chosen.has(name));
  describeLoop(cluster, { ...loopOptions, change: breakProvider(cluster) }, (under) => {
    for (const [, prove] of proven) prove(under);
    more(under);
  });
}
