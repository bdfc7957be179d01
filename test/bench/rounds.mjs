// Interleaved rounds, and what they say: only ratios of the same round are meant to last on a machine that others use too.
import { runLoad } from './load.mjs';
import { cpuMicros, residentMiB } from './processes.mjs';

/** One result a round for each of `targets`; every second round goes through them backwards. */
export async function interleave(targets, rounds, measure) {
  const results = new Map(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? targets : [...targets].reverse();
    for (const target of order) results.get(target.name).push(await measure(target));
  }
  return results;
}

/** One closed-loop measurement: `cpu` in µs a request, `rss` in MiB, latencies in ms. */
export async function loadOnce({ url, path, pid, headers }, load) {
  const before = pid && cpuMicros(pid);
  const { requests, failed, seconds, latenciesMs } = await runLoad(url, { path, headers, ...load });
  latenciesMs.sort((a, b) => a - b);
  const at = (share) => latenciesMs[Math.floor(share * (latenciesMs.length - 1))];
  return {
    rps: requests / seconds,
    cpu: before === undefined ? undefined : (cpuMicros(pid) - before) / requests,
    p50: at(0.5),
    p99: at(0.99),
    rss: pid && residentMiB(pid),
    failed,
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median, and between which two of the values it lies with 95% confidence, whatever their distribution. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const out = Math.max(0, Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2));
  return { median: median(sorted), low: sorted[out], high: sorted[sorted.length - 1 - out] };
}

/** Round by round, so that a noisy neighbour hits both. */
export function ratio(results, base, key = 'cpu') {
  return spread(results.map((result, round) => result[key] / base[round][key]));
}

export function said({ median: middle, low, high }, digits = 2) {
  return `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}
