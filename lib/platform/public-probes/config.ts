// What blackbox_exporter is told: one way to ask, the same for every host.

/** The module that a Probe names. */
export const probeModule = 'public';

/**
 * Good is every answer over TLS, with a certificate for the host that is valid now, but a 5xx: what the first path of a route means
 * to its service, a 404 say, is not known here. The exporter has no word for a range of codes.
 * Source: prometheus/blackbox_exporter, CONFIGURATION.md at v0.28.0.
 */
export const exporterConfig = {
  modules: {
    [probeModule]: {
      prober: 'http',
      timeout: '10s',
      http: {
        fail_if_not_ssl: true,
        // Where a redirect leads is not the host's answer any more.
        follow_redirects: false,
        preferred_ip_protocol: 'ip4',
        valid_status_codes: Array.from({ length: 300 }, (_, code) => 200 + code),
      },
    },
  },
} as const;
