// Stand-in for helm-controller and chart sources: nothing is installed but the definitions that a release brings along,
// and these only when it is ready, so that a wrong order of charts cannot hide.
import { Validator } from '@cfworker/json-schema';
import { annotations } from '../../lib/platform.ts';
import { addressOf, chartOf } from '../../render/helm-chart.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { stated } from '../../render/order/stated.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { condition, generation, ready, refused, type StandIn, type Verdict } from './stand-in.ts';

/** JSON schemas of charts' values, by the chart's URL. */
export type ValuesSchemas = ReadonlyMap<string, object>;

export function helmStandIns(schemas: ValuesSchemas): readonly StandIn[] {
  return [
    ...['HelmChart', 'HelmRepository', 'OCIRepository'].map((kind) => ({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind,
      judge: (object: KubeObject) => ready(object),
    })),
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      judge: (object, { find, serves }) => {
        const chart = chartOf(object, find);
        if (chart.url === '') return refused(object, `there is no ${chart.source.kind} "${chart.source.name}"`);
        const references = asArray(at(object, 'spec.valuesFrom')).map(asRecord);
        const absent = references
          .filter(({ optional }) => optional !== true)
          .find(({ kind, name }) => !find(`/${asString(kind)}`, object.metadata.namespace, asString(name)));
        if (absent)
          return refused(object, `there is no ${asString(absent.kind)} "${asString(absent.name)}", which holds values`);
        const namespace = asString(at(object, 'spec.targetNamespace'));
        const missing = stated(object, annotations.secrets).find((name) => !find('/Secret', namespace, name));
        if (missing) return refused(object, `there is no Secret "${missing}", which the chart's pods use`);
        const unserved = stated(object, annotations.requires).find((group) => !serves(group));
        if (unserved) return stalled(object, `nothing defines the kinds of ${unserved}, which the chart's objects use`);
        // A part of the values says nothing of the whole.
        const schema = references.length === 0 ? schemas.get(addressOf(chart)) : undefined;
        const problem = schema && firstProblem(schema, at(object, 'spec.values'));
        return problem
          ? stalled(object, `the chart's values.schema.json refuses the values: ${problem}`)
          : ready(object, { defines: stated(object, annotations.provides) });
      },
    },
  ];
}

/** What helm-controller says once its retries are used up: Flux need not wait any longer. */
function stalled(object: KubeObject, because: string): Verdict {
  const { status } = refused(object, because);
  const conditions = [...asArray(at(status, 'conditions')), condition('Stalled', true, because, generation(object))];
  return { ready: false, because, status: { ...status, conditions } };
}

/** The last error is the most specific one. */
function firstProblem(schema: object, values: unknown): string | undefined {
  const { errors } = new Validator(schema, '7', false).validate(values ?? {});
  const worst = errors.at(-1);
  return worst && `${worst.instanceLocation}: ${worst.error}`;
}
