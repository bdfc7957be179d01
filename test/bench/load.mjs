// Closed-loop load from this process: `connections` callers, each sends its next request when the last one is answered.
import { Pool } from 'undici';

const messages = [{ role: 'user', content: 'Tell me of the harbour. '.repeat(30) }];
export const UNARY = { model: 'bench-model', messages, temperature: 0.7, max_tokens: 50 };

/**
 * @param {{connections: number, seconds: number, path: string, tokens?: number, headers?: object, body?: string}} load
 *   `tokens`: a stream of so many; `body`: instead of the usual request
 * @returns {Promise<{requests: number, failed: number, seconds: number, latenciesMs: number[]}>}
 */
export async function runLoad(url, { connections, seconds, path, tokens, headers, body: given }) {
  const pool = new Pool(url, { connections, headersTimeout: 0, bodyTimeout: 0 });
  const body =
    given ?? JSON.stringify(tokens === undefined ? UNARY : { ...UNARY, stream: true, max_tokens: tokens });
  const latenciesMs = [];
  let failed = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  const caller = async () => {
    while (performance.now() < until) {
      const at = performance.now();
      if (!(await send(pool, path, body, headers))) failed++;
      latenciesMs.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  const elapsed = (performance.now() - started) / 1000;
  await pool.close();
  return { requests: latenciesMs.length, failed, seconds: elapsed, latenciesMs };
}

/** Resolves with whether it was answered with 200. */
export function send(pool, path, body, headers = {}) {
  return new Promise((resolve) => {
    let ok = false;
    pool.dispatch(
      { method: 'POST', path, headers: { 'content-type': 'application/json', ...headers }, body },
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
