// kube-score judges the objects of one cluster together: whether a Deployment has a budget stands in another file than the Deployment.
import { asArray, asRecord } from '../../render/fields.ts';
import { identity } from '../../render/identity.ts';
import { isKubeObject } from '../../render/read-objects.ts';
import { run } from '../../tools/run.ts';

/** One thing that kube-score found in an object. */
export interface Scored {
  /** The object's identity. */
  readonly object: string;
  /** Id of the check. */
  readonly check: string;
  readonly message: string;
}

export interface ScoreOptions {
  /** Path of kube-score. */
  readonly program: string;
  /** Minor version of Kubernetes that the cluster runs: `1.36`. */
  readonly kubernetes: string;
  /** Copies that an autoscaler, or a Deployment without one, must have. */
  readonly copies: number;
  /** Checks that are not asked. */
  readonly without: readonly string[];
}

/** The grade of a check that is passed. */
const passed = 10;

/** What kube-score finds in the objects of a cluster, each as the text of its file. @throws Error with its words where it cannot run */
export async function scored(texts: readonly string[], options: ScoreOptions): Promise<Scored[]> {
  const { program, kubernetes, copies, without } = options;
  const args = [
    'score',
    '--output-format=json',
    // Nothing is accepted by an annotation.
    '--disable-ignore-checks-annotations',
    '--disable-optional-checks-annotations',
    `--kubernetes-version=v${kubernetes}`,
    `--min-replicas-hpa=${copies}`,
    `--min-replicas-deployment=${copies}`,
    ...without.map((check) => `--ignore-test=${check}`),
    '-',
  ];
  const { code, stdout, stderr } = await run(program, args, { env: {}, input: texts.join('---\n') });
  // 1: it found something.
  if (code > 1 || !stdout.startsWith('[')) throw new Error(`kube-score: ${stderr.trim() || `exit code ${code}`}`);
  return asArray(JSON.parse(stdout)).flatMap(scoredIn);
}

function scoredIn(scorecard: unknown): Scored[] {
  const { type_meta, object_meta, checks } = asRecord(scorecard);
  const object = { ...asRecord(type_meta), metadata: object_meta };
  if (!isKubeObject(object)) throw new Error('kube-score names an object without kind or name');
  return asArray(checks)
    .map(asRecord)
    .filter(({ grade, skipped }) => skipped !== true && Number(grade) < passed)
    .flatMap(({ check, comments }) => {
      const { id, name } = asRecord(check);
      const said = asArray(comments).map(asRecord);
      const sentences = said.map(({ path, summary }) => (path === '' ? `${summary}` : `${path}: ${summary}`));
      const message = sentences.length > 0 ? sentences.join('; ') : String(name);
      return [{ object: identity(object), check: String(id), message }];
    });
}
