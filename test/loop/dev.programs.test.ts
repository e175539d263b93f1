// What Flux does with dist/dev, and what the stand-ins refuse.
import { describePromises } from '../../loop/promises.ts';
import { testRefusals } from '../../loop/promises/refusals.ts';

describePromises('dev', ['prune', 'secrets', 'vault'], { more: testRefusals });
