// Closed-loop load from this process: `connections` callers, each sends its next request when the last one is answered.
import { Pool } from 'undici';

const body = JSON.stringify({
  model: 'bench-model',
  messages: [{ role: 'user', content: 'Tell me of the harbour. '.repeat(30) }],
  temperature: 0.7,
});
const streamBody = body.replace('{"model"', '{"stream":true,"model"');

/**
 * @returns {Promise<{requests: number, failed: number, seconds: number, latenciesMs: number[]}>}
 */
export async function runLoad(url, { connections, seconds, stream = false }) {
  const pool = new Pool(url, { connections, headersTimeout: 0, bodyTimeout: 0 });
  const latenciesMs = [];
  let failed = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  const caller = async () => {
    while (performance.now() < until) {
      const at = performance.now();
      if (!(await send(pool, stream ? streamBody : body))) failed++;
      latenciesMs.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  const elapsed = (performance.now() - started) / 1000;
  await pool.close();
  return { requests: latenciesMs.length, failed, seconds: elapsed, latenciesMs };
}

function send(pool, requestBody) {
  return new Promise((resolve) => {
    let ok = false;
    pool.dispatch(
      {
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { 'content-type': 'application/json' },
        body: requestBody,
      },
      {
        onRequestStart() {},
        onResponseStart: (_controller, status) => (ok = status === 200),
        onResponseData() {},
        onResponseEnd: () => resolve(ok),
        onResponseError: () => resolve(false),
      },
    );
  });
}
