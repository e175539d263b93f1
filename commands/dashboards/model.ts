// What is read of a dashboard in Grafana's JSON model; what of it is right, Grafana's schema has said before.
// Source: Grafana's documentation, "Dashboard JSON model".

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly time?: { readonly from: string };
  readonly templating?: { readonly list: readonly Variable[] };
}

export interface Variable {
  readonly name: string;
  readonly current?: { readonly value?: string | readonly string[] };
}

export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly w: number };
  readonly fieldConfig?: { readonly defaults: Field };
  readonly options?: { readonly content?: string };
  readonly targets?: readonly Target[];
  /** Of a row that is folded. */
  readonly panels?: readonly Panel[];
}

interface Field {
  readonly unit?: string;
  readonly min?: number;
  readonly thresholds?: { readonly steps: readonly { readonly value: number | null }[] };
}

export interface Target {
  readonly expr: string;
  readonly legendFormat?: string;
}
