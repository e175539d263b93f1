// The real API server judges the table of mistakes, as Flux asks it: by server-side apply.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installDefinitions } from '../../../loop/definitions.ts';
import { Objects } from '../../../loop/objects.ts';
import { StatusError } from '../../../loop/rest.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { bareServerPrograms } from '../../../loop/bare-server.ts';
import { Admission } from '../../support/admission.ts';
import { changed } from './mistake.ts';
import { futile, mistakes } from './mistakes.ts';

describeWith(bareServerPrograms, 'what is wrong with one object', (paths) => {
  let admission: Admission;
  let objects: Objects;
  beforeAll(async () => {
    admission = await Admission.start(paths);
    objects = new Objects(admission.rest);
    await admission.namespace('a');
    const groups = new Set(
      [...mistakes, ...futile].map(([, { apiVersion }]) => apiVersion.slice(0, apiVersion.lastIndexOf('/'))),
    );
    for (const group of groups) await installDefinitions(objects, group);
  }, 120_000);
  afterAll(() => admission.close());

  async function refusal(object: KubeObject): Promise<string> {
    try {
      await objects.apply(object, { dryRun: true });
      return '';
    } catch (error) {
      if (error instanceof StatusError) return error.message;
      throw error;
    }
  }

  test.each(futile)('the API server takes %s, which nothing comes of', async (_what, object, field, wrong, right) => {
    expect(await refusal(changed(object, field, wrong))).toBe('');
    expect(await refusal(changed(object, field, right))).toBe('');
  });

  test.each(mistakes)(
    'the API server refuses %s, and nothing else of it',
    async (_what, object, field, wrong, right) => {
      expect(await refusal(changed(object, field, wrong))).not.toBe('');
      expect(await refusal(changed(object, field, right))).toBe('');
    },
  );
});
