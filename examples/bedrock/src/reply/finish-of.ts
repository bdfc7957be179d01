import type { Finish, FinishReason } from '@fairlead/plugin-sdk';

const REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  stop_sequence: 'stop_sequence',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
  malformed_tool_use: 'malformed_call',
  model_context_window_exceeded: 'context_length',
};

export function finishOf(stopReason: string | undefined): Finish {
  return { reason: REASONS[stopReason ?? ''] ?? 'other' };
}
