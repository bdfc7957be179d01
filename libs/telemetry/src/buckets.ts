/**
 * Upper bounds of histograms, in seconds. Model replies spread over four orders of magnitude, so steps are about
 * ×2 with more room where most replies are.
 */

/** First content: from a small local model (50 ms) to a long reasoning prelude at its deadline (2 min). */
export const FIRST_TOKEN_BOUNDS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 60, 120];

/** Each further token: 1000 tokens/s down to one a second. */
export const PER_TOKEN_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 1];

/** The gateway's own time: 50 µs when all is in cache, a second only when something is very wrong. */
export const OVERHEAD_BOUNDS = [
  0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
];

/** A whole HTTP exchange: up to the longest total deadline in common use (10 min). */
export const DURATION_BOUNDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600];

/** A part of an exchange: from an open connection's nothing to a long reply. */
export const PHASE_BOUNDS = [0.0001, 0.0005, 0.002, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
