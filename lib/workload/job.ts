// What runs once, to its end, and again when it is changed.
import type { Construct } from 'constructs';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import { ModelObject } from '../model-object.ts';
import { replaceWhenChanged } from '../platform.ts';
import { definedProps } from '../validation/props.ts';
import { jobSpec, toItsEndFaults, type ToItsEndProps } from './job-spec.ts';
import { workloadNetwork } from './network.ts';
import { excuseEnvironment } from './pod.ts';
import { jobShape } from './shapes.ts';
import { Workload } from './workload.ts';

/**
 * Job, ServiceAccount and NetworkPolicy of what runs once, each named as the construct's id.
 *
 * A Job cannot be changed: with a new image or argument Flux deletes it and makes it anew, so it runs again. It stays when it has
 * ended, as Flux would make what is gone anew. So it must bear to be run twice, and to be ended and begun again. What must run
 * before a service's new version is the application's `migration`.
 */
export class Job extends Workload {
  constructor(scope: Construct, id: string, given: ToItsEndProps) {
    const props = definedProps(given);
    super(scope, id, props, jobShape, () => toItsEndFaults(id, props));
    const job = new ModelObject<IJob>(this, 'job', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: id, labels: { ...this.labels }, annotations: replaceWhenChanged },
      spec: jobSpec(id, this.labels, props),
    });
    excuseEnvironment(job, 'spec.template.spec', props);
    workloadNetwork(this, id, this.labels, { ...props, ports: {} });
  }
}
