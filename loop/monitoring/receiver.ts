// Runs in the node's network: whoever is sent notifications there. Each is a line of a file, with the path that it was sent to, but for its slash.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const [port = '', file = ''] = process.argv.slice(2);

createServer((request, response) => {
  void text(request).then((body) => {
    appendFileSync(file, `${JSON.stringify({ to: request.url?.slice(1), body: JSON.parse(body) as unknown })}\n`);
    response.end();
  });
}).listen(Number(port), '0.0.0.0');
