// What Flux does with dist/production.
import { describePromises } from './promises.ts';

describePromises('production', ['upgrade', 'drift', 'failure']);
