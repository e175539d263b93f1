// Which of the alerts that the stack's chart brings are off, and why: all others are on, and ours do not say the same again.

/** Alerts of the chart, by their names. The chart has them on where nothing is said. */
const off: Readonly<Record<string, string>> = {
  KubeQuotaAlmostFull: 'its severity "info" reaches nobody: QuotaNearlyFull tells the same as a warning',
  KubeQuotaFullyUsed: 'as KubeQuotaAlmostFull',
  KubeCPUQuotaOvercommit:
    'a quota here is a ceiling that no namespace fills: all together are far above what the nodes have',
  KubeMemoryQuotaOvercommit: 'as KubeCPUQuotaOvercommit',
  KubeCPUOvercommit: 'node pools grow with what pods ask for: that all fit on one node less is not promised',
  KubeMemoryOvercommit: 'as KubeCPUOvercommit',
};

/** AKS keeps these to itself, and with Cilium there is no kube-proxy: a scrape would fail, and an alert fire, for ever. */
export const notOnAks = {
  kubeControllerManager: { enabled: false },
  kubeEtcd: { enabled: false },
  kubeProxy: { enabled: false },
  kubeScheduler: { enabled: false },
} as const;

/** Helm values. Source: kube-prometheus-stack, values.yaml, `defaultRules.disabled`. */
export const disabled = Object.fromEntries(Object.keys(off).map((alert) => [alert, true]));
