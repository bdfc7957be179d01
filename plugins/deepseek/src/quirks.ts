import type { Failure, FaultClass, Patch } from '@fairlead/plugin-sdk';

/** The older names of two fields, which are the only ones known here. */
export const deepseekPatch: Patch = {
  request({ max_completion_tokens: maxTokens, messages, ...body }) {
    return {
      ...body,
      messages: Array.isArray(messages) ? messages.map(asSystem) : messages,
      ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    };
  },
};

function asSystem(message: unknown): unknown {
  const fields = message as Record<string, unknown>;
  return fields['role'] === 'developer' ? { ...fields, role: 'system' } : message;
}

/** A kind of structured output that is not served: another provider may serve it. */
export function deepseekFault({ status, message = '' }: Failure): FaultClass | undefined {
  return status === 400 && /response_format type is unavailable/i.test(message)
    ? 'unsupported_parameter'
    : undefined;
}
