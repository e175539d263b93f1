// What the Grafana in the stack is told: dashboards come from Git, so Grafana itself keeps nothing, and one copy is enough.
import { dashboardLabel, grafanaAdmin } from '../../platform.ts';
import { resourceRequirements } from '../../workload/resources.ts';

/**
 * Helm values of the subchart. No route leads to Grafana: people reach it with `kubectl port-forward`, as the user
 * `admin` with the password that is in Key Vault.
 */
export const grafana = {
  // The chart's own default is a password that everybody knows.
  admin: {
    existingSecret: grafanaAdmin.secret,
    userKey: grafanaAdmin.userKey,
    passwordKey: grafanaAdmin.passwordKey,
  },
  resources: resourceRequirements({ cpu: '250m', memory: '512Mi' }),
  // It would run as root, to change the owner of a volume that there is not.
  initChownData: { enabled: false },
  // A pod of `helm test`, which nobody runs here.
  testFramework: { enabled: false },
  'grafana.ini': {
    analytics: { check_for_updates: false, reporting_enabled: false },
    'auth.anonymous': { enabled: false },
  },
  sidecar: {
    resources: resourceRequirements({ cpu: '100m', memory: '256Mi' }),
    // ConfigMaps with the label `grafana_dashboard: "1"`, in any namespace.
    dashboards: { label: dashboardLabel, labelValue: '1', searchNamespace: 'ALL' },
  },
} as const;
