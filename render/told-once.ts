// One mistake is told once, nearest to where it was written: what merely follows from another finding is left out.
import { tenantChart, tenantsLayer } from '../lib/tenancy/tenant.ts';
import type { Finding } from './finding.ts';
import { append } from './multimap.ts';
import type { RenderedObject } from './rendered.ts';

/** Where in a path `<cluster>/<layer>/<chart>` the chart is, which is no construct of settings. */
const deepestChart = 2;

/**
 * Whether an object, by its path, is of a construct whose settings are wrong: what is wrong with these would be said again, in the words
 * of the objects that follow from them.
 */
export function refusedBy(findings: readonly Finding[]): (at: string) => boolean {
  const constructs = new Set(findings.filter(({ code }) => code === 'invalid-setting').map(({ at }) => at));
  return (at) => {
    const steps = at.split('/');
    return steps.some((_, index) => index > deepestChart && constructs.has(steps.slice(0, index + 1).join('/')));
  };
}

/** The findings that do not follow from another one. */
export function toldOnce(objects: readonly RenderedObject[], findings: readonly Finding[]): Finding[] {
  if (findings.length === 0) return [];
  const ways = [
    ofSettings(findings),
    ofNamespaces(findings),
    ofGrants(findings),
    ofObjects(findings),
    ofNeighbours(objects, findings),
  ];
  return findings
    .filter((finding) => !ways.some((follows) => follows(finding)))
    .map(({ parts: _parts, ...finding }) => finding);
}

type Follows = (finding: Finding) => boolean;

/** Rules that judge an object by itself. */
const ofOneObject: ReadonlySet<string> = new Set([
  'beyond-application',
  'invalid-name',
  'metadata-endpoint-open',
  'pod-security',
]);

/** What an object has of the settings of its construct, and a construct of those of the one that it is a part of. */
function ofSettings(findings: readonly Finding[]): Follows {
  const isRefused = refusedBy(findings);
  const told = findings.filter(({ code }) => code === 'invalid-setting');
  return ({ code, at, problem }) =>
    code === 'invalid-setting'
      ? told.some((other) => other.problem === problem && at.startsWith(`${other.at}/`))
      : (ofOneObject.has(code) || code === 'pdb-blocks-eviction') && isRefused(at);
}

/** What each object has of the namespace of its chart. */
function ofNamespaces(findings: readonly Finding[]): Follows {
  const misplaced = findings
    .filter(({ code, field }) => code === 'invalid-setting' && field === 'namespace')
    .map(({ at }) => `${at}/`);
  return ({ at, field }) => field === 'metadata.namespace' && misplaced.some((chart) => at.startsWith(chart));
}

/** What a route has of the hosts that are granted to its application. */
function ofGrants(findings: readonly Finding[]): Follows {
  const refused = findings.filter(({ code, field }) => code === 'invalid-setting' && field === 'hosts');
  const isOf = (at: string): ((grant: Finding) => boolean) => {
    const [cluster, , chart = ''] = at.split('/');
    return (grant) => grant.at === `${cluster}/${tenantsLayer}/${tenantChart(chart)}`;
  };
  return ({ at, code, field, problem }) =>
    refused
      .filter(isOf(at))
      .some((grant) =>
        code === 'invalid-setting' ? grant.problem === problem && field === 'route.host' : field === 'spec.hostnames',
      );
}

/** What the API server itself says of an object: nobody need say it in other words. */
const ofApiServer: ReadonlySet<string> = new Set(['schema', 'unknown-kind', 'unrenderable']);

/** What is said of a field that something is wrong with already, in other words. */
function ofObjects(findings: readonly Finding[]): Follows {
  const first = new Map<string, Finding[]>();
  for (const finding of findings)
    if (ofApiServer.has(finding.code) || finding.code === 'beyond-application') append(first, finding.at, finding);
  return (finding) => {
    const others = first.get(finding.at)?.filter((other) => goesBefore(other, finding)) ?? [];
    const parts = finding.parts ?? [finding.field];
    return others.length > 0 && parts.every((part) => others.some((other) => covers(other, part, finding)));
  };
}

function goesBefore(other: Finding, { code }: Finding): boolean {
  return !ofApiServer.has(code) && (ofApiServer.has(other.code) || code === 'pod-security');
}

function covers(other: Finding, part: string, { code, field }: Finding): boolean {
  // Whose kind nobody knows, of its group nobody need say it.
  if (other.code === 'unknown-kind') return field === 'apiVersion';
  // The list of what an application may have knows no places in lists.
  const [told, here] = ofApiServer.has(other.code)
    ? [other.field, part]
    : [other.field, part].map((place) => place.replaceAll(/\[\d+\]/g, ''));
  if (told === undefined || here === undefined) return false;
  // A budget, a claim, or the labels that a workload selects by, cannot be judged where parts of them are wrong.
  if (code === 'image-not-pinned') return told === here;
  if (code === 'pdb-blocks-eviction' || code === 'claim-unbound') return isWithin(told, here);
  if (code === 'selector-mismatch') return isWithin(told, here) || sought.test(told);
  return ofOneObject.has(code) && (told === here || (code === 'pod-security' && isWithin(here, told)));
}

function isWithin(field: string, other: string): boolean {
  return field === other || field.startsWith(`${other}.`) || field.startsWith(`${other}[`);
}

/** Rules that look for something in the objects beside one: for pods, their labels and ports, and for ports of a Service. */
const seeking: ReadonlySet<string> = new Set([
  'claim-held',
  'monitor-without-target',
  'pdb-blocks-eviction',
  'route-port-missing',
  'service-port-missing',
  'service-without-pods',
  'unable-to-scale',
  'unseen-pods',
]);

/** Where these stand. */
const sought =
  /^(?:kind|spec(?:\.(?:template|selector|ports))?|spec\.template\.(?:spec|metadata)|.*\.metadata\.labels|.*\.containers(?:\[\d+\](?:\.ports)?)?)$/;

/** What an object misses in another one of its construct, where that is missing because of what is wrong with the other. */
function ofNeighbours(objects: readonly RenderedObject[], findings: readonly Finding[]): Follows {
  const broken = new Map<string, Finding[]>();
  for (const finding of findings)
    if (ofApiServer.has(finding.code) && sought.test(finding.field)) append(broken, constructOf(finding.at), finding);
  const names = new Map(
    objects.map(({ at, object: { metadata } }) => [at, ` ${metadata.namespace ?? ''}/${metadata.name ?? ''} `]),
  );
  return ({ code, at, problem }) =>
    (broken.get(constructOf(at)) ?? [])
      .filter((other) => other.at !== at)
      .some(
        (other) =>
          seeking.has(code) ||
          (code === 'no-provider' && other.code === 'unknown-kind' && problem.includes(names.get(other.at) ?? '\n')),
      );
}

/** An object that is in a chart itself stands alone: it is not made for the others there. */
function constructOf(at: string): string {
  const steps = at.split('/');
  return steps.length > deepestChart + 2 ? steps.slice(0, -1).join('/') : at;
}
