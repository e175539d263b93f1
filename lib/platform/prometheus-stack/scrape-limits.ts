// One service that measures too much may not take Prometheus' memory from all: what is scraped has limits, and a target beyond them is
// dropped whole, which the chart's alerts tell (PrometheusScrapeSampleLimitHit, PrometheusLabelLimitHit, PrometheusScrapeBodySizeLimitHit).

/** Samples of one scrape. The API server and kube-state-metrics grow with the cluster; no service of a team should. */
const samples = { usual: 20_000, most: 200_000 };

/**
 * Fields of the Prometheus object. A monitor may ask for more samples than is usual, by `sampleLimit`, and for no more than the most.
 * Source: Prometheus Operator's API reference, "PrometheusSpec".
 */
export const scrapeLimits = {
  sampleLimit: samples.usual,
  enforcedSampleLimit: samples.most,
  enforcedBodySizeLimit: '64MB',
  enforcedLabelLimit: 64,
  enforcedLabelNameLengthLimit: 256,
  enforcedLabelValueLengthLimit: 1024,
} as const;

/** The monitor of what may have more than is usual. */
export const large = { sampleLimit: samples.most } as const;
