// A process to be killed: publishes one generation after the other until it is.
import { writeSync } from 'node:fs';
import { publish } from '../../../render/publish/index.ts';
import { generation, isOurs } from './generation.ts';

const [target = '', first = '0', count = '0'] = process.argv.slice(2);
writeSync(1, 'ready\n');
for (let number = Number(first); ; number += 1) {
  publish(generation(number, Number(count)), { target, clusters: ['production'], isOurs });
  writeSync(1, `${number}\n`);
}
