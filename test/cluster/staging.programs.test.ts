// What Flux does with dist/staging.
import { describePromises } from './promises.ts';

describePromises('staging', ['upgrade', 'applications']);
