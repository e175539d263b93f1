// What the public Gateway measures of the services behind it: also what no replica of a service ever saw.
import type { Metric } from './metric.ts';

/**
 * Istio's proxies put a series there with the first request of its kind: none of them begins at 0.
 * Sources: Istio documentation, "Istio Standard Metrics"; Envoy documentation, "Access logging", `RESPONSE_FLAGS`.
 */
export const gatewayMetrics = {
  /**
   * Counter of requests by the Service that a route leads to. `response_flags` is `-` for an answer of the service itself; `UH`, no pod
   * is healthy; `UF`, none could be reached; `UC`, it hung up; `UT`, it was too slow; `DC`, the client did not wait.
   */
  requests: {
    name: 'istio_requests_total',
    labels: ['destination_service_name', 'destination_service_namespace', 'response_code', 'response_flags'],
  },
} as const satisfies Record<string, Metric>;
