/** The ways a simulated provider can fail. The first four are replies; the last two begin well. */
export const FAILURE_MODES = [
  'server_error',
  'overloaded',
  'rate_limited',
  'bad_request',
  'cut_stream',
  'stall',
] as const;

export type FailureMode = (typeof FAILURE_MODES)[number];

export function isFailureMode(value: unknown): value is FailureMode {
  return FAILURE_MODES.some((mode) => mode === value);
}
