// What the webhook of External Secrets refuses. Source: External Secrets, `apis/externalsecrets/v1/externalsecret_validator.go`.
import { unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString } from '../../fields.ts';
import type { Rule } from './rule.ts';

/** Of a Secret that it leaves to somebody else it may not take more than it gave. */
const shared = new Set<unknown>(['CreateOrMerge', 'Merge', 'None']);

export const externalSecret: Rule = ({ spec }) => {
  const { data, dataFrom, target } = asRecord(spec);
  const { creationPolicy, deletionPolicy } = asRecord(target);
  return [
    ...unless(asArray(data).length + asArray(dataFrom).length > 0, {
      field: 'spec.data',
      problem: 'is missing, and so is dataFrom',
      write: 'what to take from the store',
    }),
    ...unless(!(deletionPolicy === 'Delete' && shared.has(creationPolicy)), {
      field: 'spec.target.deletionPolicy',
      problem: `is Delete, and creationPolicy ${asString(creationPolicy)}`,
      write: 'Retain; or creationPolicy: Owner',
    }),
  ];
};
