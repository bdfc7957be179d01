import type { FailureReading, Reply, StreamPart } from '@fairlead/plugin-sdk';

/** What the engine reads where a provider speaks the intermediate form. */
export const FORM_HEADERS = {
  whole: { 'content-type': 'application/json' },
  stream: { 'content-type': 'text/event-stream; charset=utf-8' },
} as const;

export function partBytes(parts: readonly StreamPart[]): Uint8Array {
  let text = '';
  for (const part of parts) text += `data: ${JSON.stringify(part)}\n\n`;
  return Buffer.from(text, 'utf8');
}

export function replyBytes(reply: Reply): Uint8Array {
  return Buffer.from(JSON.stringify(reply), 'utf8');
}

/** A refusal, as the form's own reader of failures takes it. */
export function failureBytes({ code, type, message, param }: FailureReading): Uint8Array {
  return Buffer.from(JSON.stringify({ error: { code, type, message, param } }), 'utf8');
}
