// Classes, by which objects name what carries them out. Source: Kubernetes API, "IngressClassSpec", "RuntimeClass", "StorageClass",
// "PriorityClass", "VolumeAttributesClass", and their validation.
import { isDnsLabel } from '../../../lib/validation/limits.ts';
import { unless } from '../../../lib/validation/rules.ts';
import { asRecord, asString, at } from '../../fields.ts';
import { isQualified } from './metadata.ts';
import type { Rule } from './rule.ts';

/** Source: apimachinery, `IsDomainPrefixedPath` of pkg/util/validation. */
const domainAndPath =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

export const ingressClass: Rule = ({ spec }) => {
  const controller = asString(at(spec, 'controller'));
  return unless(domainAndPath.test(controller), {
    field: 'spec.controller',
    problem: controller === '' ? 'is missing' : `"${controller}" is no domain with a path`,
    write: 'a domain and a path, such as example.com/controller',
  });
};

export const runtimeClass: Rule = ({ handler }) =>
  unless(isDnsLabel(asString(handler)), {
    field: 'handler',
    problem: `"${asString(handler)}" is no DNS label`,
    write: 'lower case letters, digits and "-"',
  });

export const storageClass: Rule = ({ provisioner }) =>
  // Of one that is missing another rule tells.
  unless(asString(provisioner) === '' || isQualified(asString(provisioner).toLowerCase()), {
    field: 'provisioner',
    problem: `"${asString(provisioner)}" is no name of a driver`,
    write: 'a name such as disk.csi.azure.com',
  });

const ofTheSystem = new Set(['system-cluster-critical', 'system-node-critical']);

export const priorityClass: Rule = ({ metadata }) => {
  const name = asString(at(metadata, 'name'));
  return unless(!name.startsWith('system-') || ofTheSystem.has(name), {
    field: 'metadata.name',
    problem: `"${name}" begins as those of Kubernetes itself do`,
    write: 'a name without "system-"',
  });
};

export const volumeAttributesClass: Rule = ({ parameters }) =>
  unless(Object.keys(asRecord(parameters)).length > 0, {
    field: 'parameters',
    problem: 'are none, and nothing else is in a class',
    write: 'what the driver is to give',
  });
