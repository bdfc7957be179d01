// The least that a gateway can be: node:http in, undici dispatch out, the body parsed and written again. Prints its port.
//   base-proxy.mjs ORIGIN [bytes]      `bytes`: the body passes as it comes, unread
import { createServer } from 'node:http';
import { Pool } from 'undici';

const [, , origin, mode] = process.argv;
const pool = new Pool(origin, { headersTimeout: 0, bodyTimeout: 0 });

function forward(response, body, length) {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer key' };
  if (length !== undefined) headers['content-length'] = length;
  pool.dispatch(
    { method: 'POST', path: '/v1/chat/completions', headers, body },
    {
      onRequestStart() {},
      onResponseStart: (_controller, status, replyHeaders) =>
        response.writeHead(status, { 'content-type': replyHeaders['content-type'] }),
      onResponseData: (_controller, chunk) => response.write(chunk),
      onResponseEnd: () => response.end(),
      onResponseError: () => response.destroy(),
    },
  );
}

const server = createServer((request, response) => {
  if (mode === 'bytes') return forward(response, request, request.headers['content-length']);
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    body.model = 'bench';
    forward(response, JSON.stringify(body));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
