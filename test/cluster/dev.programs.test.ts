// What Flux does with dist/dev, and what the stand-ins refuse.
import { describePromises } from './promises.ts';
import { testRefusals } from './promises/refusals.ts';

describePromises('dev', ['prune', 'secrets', 'vault'], { more: testRefusals });
