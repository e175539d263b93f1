// The AKS extension will carry a newer Flux one day: nothing in dist/ may need the old one.
import { describePromises } from '../../loop/promises.ts';

describePromises('production', ['freeze'], { controller: 'kustomize-controller-newest' });
