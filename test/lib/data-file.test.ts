import { mkdirSync, writeFileSync } from 'node:fs';
import type { Schema } from '@cfworker/json-schema';
import { describe, expect, test } from '@jest/globals';
import { readDataFile } from '../../lib/data-file.ts';
import { inRepository } from '../support/repository.ts';

const schema: Schema = {
  type: 'object',
  properties: { list: { type: 'array', items: { type: 'number', minimum: 1, description: 'a number above 0' } } },
};

const read = (content: string) =>
  inRepository(() => {
    writeFileSync('data.yaml', content);
    return readDataFile('data.yaml', schema);
  });

test('a file that fits is its content', async () => {
  expect(await read('list: [1, 2]\nother: on\n')).toEqual({ data: { list: [1, 2], other: 'on' }, faults: [] });
});

describe('what is wrong is a fault of the file, never an exception:', () => {
  test('no file', () => {
    expect(readDataFile('clusters/releases/nowhere.yaml', schema).faults).toEqual([
      {
        field: 'clusters/releases/nowhere.yaml',
        problem: 'cannot be read',
        write: 'the file, beside those of the other clusters',
      },
    ]);
  });

  test('a folder of that name', async () => {
    const { faults } = await inRepository(() => {
      mkdirSync('data.yaml');
      return readDataFile('data.yaml', schema);
    });
    expect(faults).toEqual([
      { field: 'data.yaml', problem: 'is a folder where a file should be', write: 'move it away' },
    ]);
  });

  test.each([
    ['broken YAML', 'list: [1\n', /^Flow sequence in block collection must be .* at line 2, column 1:$/],
    ['a key twice', 'list: []\nlist: []\n', /^Map keys must be unique at line 2/],
    ['two documents', 'list: []\n---\nlist: []\n', /^Source contains multiple documents/],
    ['an alias to nowhere', 'list: *other\n', /^Unresolved alias/],
  ])('%s', async (_name, content, problem) => {
    const { data, faults } = await read(content);
    expect({ data, faults }).toEqual({
      data: undefined,
      faults: [{ field: 'data.yaml', problem: expect.stringMatching(problem), write: 'valid YAML' }],
    });
  });

  test('all places that do not fit, each with what to write there', async () => {
    expect(await read('list: [0, 1, x]\n')).toEqual({
      data: undefined,
      faults: [
        { field: 'data.yaml#list.0', problem: '0 is less than 1', write: 'a number above 0' },
        {
          field: 'data.yaml#list.2',
          problem: 'Instance type "string" is invalid. Expected "number"',
          write: 'a number above 0',
        },
      ],
    });
  });

  test('a place that no description speaks of', async () => {
    expect((await read('list: 1\n')).faults).toMatchObject([
      { field: 'data.yaml#list', write: 'what the files of the other clusters have there' },
    ]);
  });
});
