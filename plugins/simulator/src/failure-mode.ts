/** The failures that are replies of their own. */
const ERROR_MODES = ['server_error', 'overloaded', 'rate_limited', 'bad_request'] as const;

/** The ways a simulated provider can fail. The last three begin well. */
export const FAILURE_MODES = [...ERROR_MODES, 'error_in_stream', 'cut_stream', 'stall'] as const;

export type ErrorMode = (typeof ERROR_MODES)[number];
export type FailureMode = (typeof FAILURE_MODES)[number];

export function isErrorMode(mode: FailureMode): mode is ErrorMode {
  return ERROR_MODES.some((known) => known === mode);
}

export function isFailureMode(value: unknown): value is FailureMode {
  return FAILURE_MODES.some((mode) => mode === value);
}
