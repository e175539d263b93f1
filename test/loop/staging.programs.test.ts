// What Flux does with dist/staging, and how an image gets there and back.
import { describePromises } from '../../loop/promises.ts';
import { testPromotion } from './promotion.ts';

describePromises('staging', ['upgrade', 'scale', 'applications'], { more: testPromotion });
