import type { HealthProfile } from '@fairlead/policy';

/** The built-in numbers. */
export const standard: HealthProfile = {
  name: 'standard',
  passive: { consecutiveFailures: 5, failureRate: 0.5, windowMs: 60_000, minRequests: 10 },
  ejection: { baseMs: 10_000, multiplier: 2, maxMs: 300_000, jitter: 0.2 },
  probation: { concurrency: 1, successes: 2 },
  slowStart: { windowMs: 30_000, minWeight: 0.1, aggression: 1 },
  active: {
    probe: 'models_list',
    intervalMs: 60_000,
    timeoutMs: 5000,
    jitter: 0.1,
    when: ['idle', 'ejected'],
    fall: 3,
    rise: 2,
  },
  enforceSingle: false,
};
