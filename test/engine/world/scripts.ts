import { Fault, type FaultClass, type FaultDetails } from '@fairlead/plugin-sdk';
import type { Script, Step } from './scripted-provider.js';

const EVENT_STREAM = { 'content-type': 'text/event-stream' };
const COMMENT = ': waiting\n\n';
const DONE = 'data: [DONE]\n\n';

/** One event with a piece of content. */
export function piece(text: string, finish: string | null = null): string {
  const delta = finish === null ? { content: text } : {};
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

const connect: Step = { atMs: 1, does: 'connect' };
const send = (atMs: number, text: string): Step => ({ atMs, does: 'send', text });

interface Opened {
  readonly text: string;
  /** One piece of content at each of these moments. */
  readonly piecesAtMs: readonly number[];
  readonly commentsAtMs?: readonly number[];
}

/** A stream that sends its pieces and then nothing more. */
export function opened({ text, piecesAtMs, commentsAtMs = [] }: Opened): Script {
  return [
    connect,
    { atMs: 2, does: 'answer', status: 200, headers: EVENT_STREAM },
    ...commentsAtMs.map((atMs) => send(atMs, COMMENT)),
    ...piecesAtMs.map((atMs) => send(atMs, piece(text))),
  ];
}

/** A whole stream; finish reason and terminator come right after the last piece. */
export function streaming(of: Opened): Script {
  const endMs = Math.max(2, ...of.piecesAtMs);
  return [...opened(of), send(endMs, piece('', 'stop') + DONE), { atMs: endMs, does: 'end' }];
}

/** A stream that ends at `brokenAtMs` by a reset, an end without its terminator, or an error event. */
export function breaking(of: Opened, brokenAtMs: number, how: 'reset' | 'cut' | 'error_event'): Script {
  const before = opened(of);
  if (how === 'reset') return [...before, failed('stream_broken', brokenAtMs)];
  if (how === 'cut') return [...before, { atMs: brokenAtMs, does: 'end' }];
  const event = `data: ${JSON.stringify({ error: { message: 'boom', type: 'server_error' } })}\n\n`;
  return [...before, send(brokenAtMs, event), { atMs: brokenAtMs, does: 'end' }];
}

/** A whole reply that is not a stream, at `atMs`; `cut` after its first half. */
export function replying(text: string, atMs: number, end: 'whole' | 'cut' = 'whole'): Script {
  const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }];
  const body = JSON.stringify({ choices, usage: { prompt_tokens: 10, completion_tokens: 20 } });
  const json: Step = {
    atMs: 2,
    does: 'answer',
    status: 200,
    headers: { 'content-type': 'application/json' },
  };
  if (end === 'cut') {
    return [connect, json, send(atMs, body.slice(0, body.length / 2)), failed('stream_broken', atMs)];
  }
  return [connect, json, send(atMs, body), { atMs, does: 'end' }];
}

/** A stream of any dialect: these texts at 10, 20 … ms, and then its end. */
export function sending(...texts: readonly string[]): Script {
  const sent = texts.map((text, index) => send(10 * (index + 1), text));
  const opening: Step = { atMs: 2, does: 'answer', status: 200, headers: EVENT_STREAM };
  return [connect, opening, ...sent, { atMs: 10 * (texts.length + 1), does: 'end' }];
}

/** A whole reply of any dialect. */
export function answering(reply: object): Script {
  const opening: Step = {
    atMs: 2,
    does: 'answer',
    status: 200,
    headers: { 'content-type': 'application/json' },
  };
  return [connect, opening, send(10, JSON.stringify(reply)), { atMs: 10, does: 'end' }];
}

/** An HTTP error. */
export function refusing(
  status: number,
  options: { atMs?: number; retryAfter?: string; code?: string } = {},
): Script {
  const { atMs = 10, retryAfter, code } = options;
  const headers = { 'content-type': 'application/json', ...(retryAfter && { 'retry-after': retryAfter }) };
  const body = JSON.stringify({ error: { message: `status ${status}`, ...(code && { code }) } });
  return [connect, { atMs, does: 'answer', status, headers }, send(atMs, body), { atMs, does: 'end' }];
}

/** What the transport reports. */
export function failed(faultClass: FaultClass, atMs: number, details: FaultDetails = {}): Step {
  return { atMs, does: 'fail', fault: new Fault(faultClass, `${faultClass} by script`, details) };
}

/** The connection stands, and then nothing. */
export const HANGING: Script = [connect];
/** No connection. */
export const UNREACHABLE: Script = [failed('connect_error', 5)];
