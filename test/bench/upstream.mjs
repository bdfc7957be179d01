// A provider that answers at once: 1 KB of JSON, or a stream of as many tokens as are asked for, one each 20 ms, or each `seed` ms
// with the first one at once. Prints its port.
import { createServer } from 'node:http';

const reply = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1,
  model: 'bench',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'All hands on deck. '.repeat(40) },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 120, completion_tokens: 150, total_tokens: 270 },
});
const event = (delta, finish = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

const server = createServer((request, response) => {
  // A probe: what no request has been sent to for a while is looked at.
  if (request.method === 'GET') return response.end('{"data":[]}');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const asked = JSON.parse(Buffer.concat(chunks).toString());
    const tokens = asked.max_tokens ?? asked.max_completion_tokens;
    if (asked.stream !== true) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': reply.length });
      return response.end(reply);
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let sent = 0;
    const next = () => {
      if (sent++ < tokens) return response.write(event({ content: 'anchor ' }));
      clearInterval(timer);
      response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
    };
    const timer = setInterval(next, asked.seed ?? 20);
    if (asked.seed !== undefined) next();
    response.on('close', () => clearInterval(timer));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
