import { Fault, type Finish, type FinishReason } from '@fairlead/plugin-sdk';

const REASONS: Readonly<Record<string, FinishReason>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop_sequence',
  MAX_TOKENS: 'length',
  TOOL_CALL: 'tool_calls',
  ERROR_TOXIC: 'content_filter',
};

/** Reasons that are none: the answer failed, though its status was 200. */
const FAILED: ReadonlySet<unknown> = new Set(['ERROR', 'TIMEOUT']);

/** @throws Fault `server_error` */
export function finishOf(reason: string | undefined, error = 'no reason was given'): Finish {
  if (FAILED.has(reason)) {
    throw new Fault('server_error', `Cohere could not finish its answer: ${error}`, {
      code: reason!,
      said: error,
    });
  }
  return { reason: REASONS[reason ?? ''] ?? 'other' };
}
