// Open-loop load from this process: requests come at a fixed rate, whether or not earlier ones are answered.
import { Pool } from 'undici';
import { send, UNARY } from './load.mjs';

const TICK_MS = 2;
/** Kept open, as a balancer does; a request that finds all of them busy waits, and that counts. */
const CONNECTIONS = 64;

/**
 * Latencies are from the moment at which a request was due, so that a pause is felt by all that should have gone out in it.
 *
 * @returns {Promise<{requests: number, failed: number, seconds: number, latenciesMs: number[]}>}
 */
export async function runRate(url, { rps, seconds, path, headers }) {
  const pool = new Pool(url, { connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 });
  const body = JSON.stringify(UNARY);
  const total = Math.round(rps * seconds);
  const latenciesMs = [];
  let failed = 0;
  const started = performance.now();
  const one = async (dueMs) => {
    if (!(await send(pool, path, body, headers))) failed++;
    latenciesMs.push(performance.now() - started - dueMs);
  };
  const open = [];
  let sent = 0;
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * rps));
      for (; sent < due; sent++) open.push(one((sent / rps) * 1000));
      if (sent < total) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(open);
  const elapsed = (performance.now() - started) / 1000;
  await pool.close();
  return { requests: latenciesMs.length, failed, seconds: elapsed, latenciesMs };
}
