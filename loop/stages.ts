// How kwok plays a kubelet: each stage says when it acts and what the object's status becomes.

/**
 * All stages: nodes become ready; pods with a known image too, but a Job's end well; others fail to pull until it is known; a deleted
 * pod goes.
 */
export function stages(images: readonly string[]): object[] {
  const unknownImage = `.spec.containers[] | select(.image as $image | ${JSON.stringify(images)} | index($image) | not)`;
  const bound = { key: '.spec.nodeName', operator: 'Exists' };
  const alive = { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' };
  const fresh = { key: '.status.containerStatuses', operator: 'DoesNotExist' };
  const unready = { key: '.status.containerStatuses[] | select(.ready)', operator: 'DoesNotExist' };
  const unended = { key: '.status.containerStatuses[] | select(.state.terminated)', operator: 'DoesNotExist' };
  const ofJob = '.metadata.ownerReferences[] | select(.kind == "Job")';
  const known = [bound, alive, { key: unknownImage, operator: 'DoesNotExist' }];
  return [
    stage(
      'node-ready',
      'Node',
      [{ key: '.status.conditions[] | select(.type == "Ready")', operator: 'DoesNotExist' }],
      nodeReady,
    ),
    stage('pod-ready', 'Pod', [...known, unready, { key: ofJob, operator: 'DoesNotExist' }], podReady),
    stage('pod-ends', 'Pod', [...known, unended, { key: ofJob, operator: 'Exists' }], podEnds),
    stage('pod-cannot-pull', 'Pod', [bound, alive, fresh, { key: unknownImage, operator: 'Exists' }], cannotPull),
    {
      ...header('pod-deleted'),
      spec: { ...on('Pod', [{ key: '.metadata.deletionTimestamp', operator: 'Exists' }]), next: { delete: true } },
    },
  ];
}

function stage(name: string, kind: 'Node' | 'Pod', matchExpressions: object[], statusTemplate: string): object {
  return { ...header(name), spec: { ...on(kind, matchExpressions), next: { statusTemplate } } };
}

function header(name: string): object {
  return { apiVersion: 'kwok.x-k8s.io/v1alpha1', kind: 'Stage', metadata: { name } };
}

function on(kind: string, matchExpressions: object[]): object {
  return { resourceRef: { apiGroup: 'v1', kind }, selector: { matchExpressions } };
}

const nodeReady = `
conditions:
- type: Ready
  status: "True"
  reason: SimulatedByKwok
  message: no kubelet runs here
  lastHeartbeatTime: {{ Now | Quote }}
  lastTransitionTime: {{ Now | Quote }}
addresses:
- type: InternalIP
  address: {{ NodeIP | Quote }}
nodeInfo: {architecture: amd64, operatingSystem: linux, bootID: "", containerRuntimeVersion: simulated, kernelVersion: simulated, kubeProxyVersion: simulated, kubeletVersion: simulated, machineID: "", osImage: simulated, systemUUID: ""}
phase: Running
`;

/** Conditions of a pod, all with the same status. */
const conditions = (status: 'True' | 'False'): string => `
conditions:
- {type: Initialized, status: "True", lastTransitionTime: {{ Now | Quote }}}
- {type: PodScheduled, status: "True", lastTransitionTime: {{ Now | Quote }}}
- {type: ContainersReady, status: "${status}", lastTransitionTime: {{ Now | Quote }}}
- {type: Ready, status: "${status}", lastTransitionTime: {{ Now | Quote }}}
startTime: {{ Now | Quote }}
`;

/** Every container of a pod in one state. */
const containers = (isRunning: boolean, state: string): string => `containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: ${isRunning}
  started: ${isRunning}
  restartCount: 0
  state: {${state}}
{{ end }}
`;

const addresses = `
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
podIP: {{ PodIPWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) | Quote }}
`;

const podReady = `${conditions('True')}
phase: Running
${addresses}
${containers(true, 'running: {startedAt: {{ Now | Quote }}}')}`;

const podEnds = `${conditions('False')}
phase: Succeeded
${addresses}
${containers(false, 'terminated: {exitCode: 0, reason: Completed, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }}}')}`;

const cannotPull = `${conditions('False')}
phase: Pending
${containers(false, 'waiting: {reason: ErrImagePull, message: the image is not among those that this simulated node knows}')}`;
