// What the charts of applications are called and hold is not their teams' choice alone: the platform's rules find them by that.
import { ApiObject, type Chart } from 'cdk8s';
import { fleetFile } from '../platform.ts';
import { type Fault, unless } from '../validation/rules.ts';

/** Characters of an application's name: with what its account and its derived chart add it is still a DNS label. */
export const longestApplication = 50;

/** Of a name that two applications' charts would have nothing is made: every rule would take one's objects for the other's. */
export function takenName(chart: string, application: string, earlier: string): Fault {
  const derivedFor = chart === application ? earlier : application;
  return {
    field: 'applications',
    problem:
      application === earlier
        ? `"${application}" is added twice`
        : `"${chart}" is an application, and the chart that is derived for the application "${derivedFor}" has that name`,
    write: 'another name for one of the two applications',
  };
}

/** The names on which the platform's chart and the application's must agree: a team may not choose them. */
export function placeFaults(application: string, chart: string, { node, namespace }: Chart): Fault[] {
  return [
    ...unless(node.id === chart, {
      field: 'chart',
      problem: `is "${node.id}", but ${fleetFile} calls the application "${application}"`,
      write: chart,
    }),
    ...unless(namespace === application, {
      field: 'namespace',
      problem: `is ${namespace === undefined ? 'not there' : `"${namespace}"`}, but the application's is "${application}"`,
      write: `super(scope, '${chart}', { namespace: '${application}' })`,
    }),
    ...unless(application.length <= longestApplication, {
      field: 'name',
      problem: `"${application}" is too long`,
      write: `${longestApplication} characters at most`,
    }),
  ];
}

/** The application waits for its migration's Jobs: without one it would wait for nothing. */
export function withoutJob(migration: Chart): Fault[] {
  const objects = migration.node.findAll().filter(ApiObject.isApiObject);
  return unless(
    objects.some(({ kind }) => kind === 'Job'),
    { field: 'migration', problem: 'has no Job', write: "new Job(this, '...', { ... }) of lib/workload/job" },
  );
}
