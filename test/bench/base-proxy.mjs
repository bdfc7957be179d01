// The least that a gateway can be: node:http in, undici dispatch out, the body parsed and written again. Prints its port.
import { createServer } from 'node:http';
import { Pool } from 'undici';

const pool = new Pool(process.argv[2], { headersTimeout: 0, bodyTimeout: 0 });

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    body.model = 'bench';
    const headers = { 'content-type': 'application/json', authorization: 'Bearer key' };
    pool.dispatch(
      { method: 'POST', path: '/v1/chat/completions', headers, body: JSON.stringify(body) },
      {
        onRequestStart() {},
        onResponseStart: (_controller, status, replyHeaders) =>
          response.writeHead(status, { 'content-type': replyHeaders['content-type'] }),
        onResponseData: (_controller, chunk) => response.write(chunk),
        onResponseEnd: () => response.end(),
        onResponseError: () => response.destroy(),
      },
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
