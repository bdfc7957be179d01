import type { SeenRequest } from './seen-request.js';

/** What the simulated model says, in the chat-completions wire format. */
export interface ChatReply {
  readonly text?: string;
  readonly finishReason?: string;
  readonly usage?: Readonly<Record<string, unknown>>;
  /** Instead of text. `arguments` is JSON text. */
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: string }[];
  /** Beside those every reply carries. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The events of one streamed reply, each complete with its blank line. */
export interface ChatStream {
  /** The role, before any content. */
  readonly opening: string;
  readonly content: readonly string[];
  readonly finish: string;
  /** Present when the request asked for it with `stream_options.include_usage`. */
  readonly usage: readonly string[];
  readonly done: string;
}

/** Nine content events. */
const DEFAULT_TEXT = 'The quick brown fox jumps over the lazy dog';

const CREATED_AT_S = 1_700_000_000;

export function chatBody(request: SeenRequest, reply: ChatReply): object {
  return {
    ...envelope(request, 'chat.completion'),
    choices: [{ index: 0, message: message(reply), logprobs: null, finish_reason: finishReason(reply) }],
    usage: usage(reply),
  };
}

export function chatStream(request: SeenRequest, reply: ChatReply): ChatStream {
  const asked = request.body['stream_options'] as { include_usage?: boolean } | undefined;
  return {
    opening: chunk(request, { role: 'assistant', content: '', refusal: null }),
    content: deltas(reply).map((delta) => chunk(request, delta)),
    finish: chunk(request, {}, finishReason(reply)),
    usage: asked?.include_usage
      ? [event({ ...envelope(request, 'chat.completion.chunk'), choices: [], usage: usage(reply) })]
      : [],
    done: 'data: [DONE]\n\n',
  };
}

/** One server-sent event, as chat completions write them. */
export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** One content event of a stream with this delta; `extra` lies over the chunk's own keys. */
export function chunk(
  request: SeenRequest,
  delta: object,
  finish: string | null = null,
  extra: object = {},
): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  return event({ ...envelope(request, 'chat.completion.chunk'), choices, ...extra });
}

function envelope(request: SeenRequest, object: string): object {
  const model = request.body['model'];
  return { id: `chatcmpl-${request.attemptOrdinal}`, object, created: CREATED_AT_S, model };
}

function message(reply: ChatReply): object {
  if (!reply.toolCalls) return { role: 'assistant', content: reply.text ?? DEFAULT_TEXT, refusal: null };
  return { role: 'assistant', content: null, refusal: null, tool_calls: reply.toolCalls.map(toolCall) };
}

function toolCall(call: { name: string; arguments: string }, index: number): object {
  return { id: `call_${index}`, type: 'function', function: call };
}

/** A word an event; a tool call opens with its name, then sends its arguments in two pieces. */
function deltas(reply: ChatReply): object[] {
  if (!reply.toolCalls) return words(reply.text ?? DEFAULT_TEXT).map((content) => ({ content }));
  return reply.toolCalls.flatMap((call, index) => {
    const middle = Math.ceil(call.arguments.length / 2);
    const pieces = [call.arguments.slice(0, middle), call.arguments.slice(middle)];
    return [
      { tool_calls: [{ index, ...toolCall({ name: call.name, arguments: '' }, index) }] },
      ...pieces.map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ];
  });
}

function words(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}

function finishReason(reply: ChatReply): string {
  return reply.finishReason ?? (reply.toolCalls ? 'tool_calls' : 'stop');
}

function usage(reply: ChatReply): object {
  const completion = deltas(reply).length;
  return reply.usage ?? { prompt_tokens: 12, completion_tokens: completion, total_tokens: 12 + completion };
}
