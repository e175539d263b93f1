// What Flux does with dist/staging.
import { describePromises } from '../../loop/promises.ts';

describePromises('staging', ['upgrade', 'scale', 'applications']);
