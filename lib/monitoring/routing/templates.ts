// What a notification says: what is wrong and for whom, and with each alert where its runbook is.

/** The name of the file, which Alertmanager reads beside its configuration. */
export const templateFile = 'fleetwright.tmpl';

/** As a field of a receiver: the first line. */
export const title = '{{ template "fleetwright.title" . }}';

/** As a field of a receiver: the rest. */
export const message = '{{ template "fleetwright.message" . }}';

/** Content of the file. Source of what is in it: Alertmanager documentation, "Notification template reference". */
export const templates = `{{ define "fleetwright.title" -}}
[{{ .Status | toUpper }}{{ if eq .Status "firing" }} {{ .Alerts.Firing | len }}{{ end }}] {{ .GroupLabels.alertname }} ({{ .CommonLabels.cluster }}, {{ .CommonLabels.severity }})
{{- end }}
{{ define "fleetwright.message" -}}
{{ range .Alerts.Firing -}}
{{ .Annotations.summary }}
{{ with .Annotations.runbook_url }}Runbook: {{ . }}
{{ end -}}
{{ with .Annotations.dashboard_url }}Dashboard: {{ . }}
{{ end -}}
{{ end -}}
{{ range .Alerts.Resolved -}}
Resolved: {{ .Annotations.summary }}
{{ end -}}
{{- end }}
`;
