// What answers on every node of AKS beside Kubernetes, and gives whoever asks more than a pod should have.

/** A service at an address that is the same on every node. */
export interface NodeService {
  /** IPv4. */
  readonly address: string;
  /** TCP ports that answer. */
  readonly ports: readonly number[];
  /** What Azure gives there to whoever asks. */
  readonly gives: string;
}

/** Sources: Microsoft Learn, "Azure Instance Metadata Service" and "What is IP address 168.63.129.16?". */
export const nodeServices: readonly NodeService[] = [
  { address: '169.254.169.254', ports: [80], gives: 'hands out the identity of the node' },
  { address: '168.63.129.16', ports: [80, 32526], gives: 'tells how the node is set up (WireServer)' },
];
