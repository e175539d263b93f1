// The program of `cdk8s synth`: renders all clusters into the folder that the CLI names, a preview that Git ignores.
import { composeFleet } from '../lib/fleet.ts';
import { FleetApp } from '../render/fleet-app.ts';
import { loadFleet } from '../lib/load-fleet.ts';

/** Where it writes when it is run by itself; `dist/` belongs to `npm run synth`. */
const preview = '.preview';

const app = new FleetApp(process.env.CDK8S_OUTDIR ?? preview);
composeFleet(app, await loadFleet());
app.synth();
