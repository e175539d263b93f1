// What Flux does with dist/production.
import { describePromises } from '../../loop/promises.ts';

describePromises('production', ['upgrade', 'drift', 'failure']);
