// cdk8s' App with our rendering behind `synth()`: its own would resolve the tree once a chart and overwrite files.
import { App } from 'cdk8s';
import { RenderError } from './render-error.ts';
import { isOwnFile } from './own-file.ts';
import { PlainValues } from './plain-values.ts';
import { publish } from './publish/index.ts';
import { render } from './render.ts';

/** The App that a fleet is composed in. */
export class FleetApp extends App {
  /** @param outdir where `synth()` writes; an explicit one, so that nothing is taken from the caller's environment */
  constructor(outdir: string) {
    super({ outdir, recordConstructMetadata: false, resolvers: [new PlainValues()] });
  }

  /**
   * Renders and publishes all clusters to the output folder.
   * @throws RenderError with every finding; nothing is written then
   */
  override synth(): void {
    const { files, findings } = render(this);
    if (findings.length > 0) throw new RenderError(findings);
    publish(files, { target: this.outdir, clusters: 'all', isOurs: isOwnFile });
  }
}
