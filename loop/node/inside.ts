// Code that runs within the sample service's own process: Node.js opens its debugger when it is signalled, and a second
// Node.js in the same container tells it what to do. So the very process that serves requests hangs or hoards memory.
import type { KubeObject } from '../../render/rendered.ts';
import type { Kubectl } from './kubectl.ts';

/** Blocks the event loop for ever: nothing is answered any more, not even a signal. */
export const hang = 'for (;;);';

/** Takes 10 MB of memory every 20 ms, and uses them. */
export const hoard = 'setInterval(() => { (globalThis.hoard ??= []).push(Buffer.alloc(1e7, 1)); }, 20)';

/** For Node.js 20, whose WebSocket is behind a flag that later ones still take. */
const node = ['/nodejs/bin/node', '--experimental-websocket', '-e'];

const messenger = `
process.kill(1, 'SIGUSR1');
const targets = () => fetch('http://127.0.0.1:9229/json/list')
  .then((answer) => answer.json())
  .catch(() => new Promise((resolve) => setTimeout(resolve, 50)).then(targets));
targets().then(([{ webSocketDebuggerUrl }]) => {
  const socket = new WebSocket(webSocketDebuggerUrl);
  socket.onopen = () => {
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: process.argv[1] } }));
    // What hangs never answers: that the message has left is all there is to know.
    const leave = () => (socket.bufferedAmount === 0 ? process.exit() : setTimeout(leave, 10));
    setTimeout(leave, 100);
  };
});`;

/** Has the first process of a pod's container run code. @throws Error if the message could not be sent */
export async function evaluate(kubectl: Kubectl, { metadata }: KubeObject, code: string): Promise<void> {
  const pod = ['exec', '-n', metadata.namespace ?? '', metadata.name, '--'];
  const { code: status, words } = await kubectl.run(...pod, ...node, messenger, code);
  // 137: out of memory, which may come before the message has even returned.
  if (status !== 0 && status !== 137) throw new Error(`kubectl exec ${metadata.name}: ${words}`);
}
