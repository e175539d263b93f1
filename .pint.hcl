// What pint asks of the rules in dist/: each check that needs no Prometheus. None is switched off; one that is wrong for somebody is
// disabled here, in `checks { disabled = [...] }`, with the reason beside it.
parser {
  include = ["(.*/)?(PrometheusRule|HelmRelease)[.].+"]
  // Rules stand in objects of Kubernetes, not in files of Prometheus' own form.
  relaxed = [".*"]
}
