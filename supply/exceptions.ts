// Findings of scans that are accepted for a time, each with its reason: a file of the fleet, which people edit.
import type { Schema } from '@cfworker/json-schema';
import { type DataFile, readDataFile } from '../lib/data-file.ts';
import { placePattern } from '../lib/pins/image-place.ts';

/** A finding that holds an image back no more, until a day. */
export interface ScanException {
  /** The finding's id: `CVE-2026-1234`. */
  readonly id: string;
  /** Registry and path of the images, or the beginning of it up to a slash. */
  readonly image: string;
  /** Why it does no harm there, or who is at work on it. */
  readonly because: string;
  /** The last day on which it counts: `2026-12-31`. */
  readonly until: string;
}

const schema: Schema = {
  type: 'array',
  description: 'a list of exceptions, [] where there is none',
  items: {
    type: 'object',
    description: 'id, image, because and until',
    required: ['id', 'image', 'because', 'until'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', pattern: '^\\S+$', description: 'the id of the finding' },
      image: { type: 'string', pattern: placePattern, description: '<registry>/<image>' },
      because: { type: 'string', pattern: '\\S', description: 'why it does no harm, or who is at work on it' },
      until: {
        type: 'string',
        format: 'date',
        description: 'the last day on which it counts, as 2026-12-31',
      },
    },
  },
};

/** Reads the file. @param file @default there is none, and no exception */
export function readExceptions(file: string | undefined): DataFile<readonly ScanException[]> {
  return file === undefined
    ? { data: [], faults: [] }
    : readDataFile(file, schema, 'the file that images.exceptions of main.ts names, [] in it');
}
