import type OpenAI from 'openai';

type Chunk = OpenAI.Chat.ChatCompletionChunk;
type Call = OpenAI.Chat.ChatCompletionMessageFunctionToolCall;

/** With a field that vendors of thinking models add, and that the library hands on. */
export type ThinkingDelta = OpenAI.Chat.ChatCompletionChunk.Choice.Delta & {
  readonly reasoning_content?: string;
};

/** Puts a stream together the way that the API's documentation tells callers to. */
export async function gatherChunks(
  stream: AsyncIterable<Chunk>,
  onText: (text: string) => void,
): Promise<OpenAI.Chat.ChatCompletion> {
  let last: Chunk | undefined;
  let finish: OpenAI.Chat.ChatCompletion.Choice['finish_reason'] | undefined;
  const message = { role: 'assistant' as const, refusal: null, content: '', reasoning_content: '' };
  const calls: Call[] = [];
  for await (const chunk of stream) {
    last = chunk;
    const [choice] = chunk.choices;
    finish = choice?.finish_reason ?? finish;
    const delta: ThinkingDelta = choice?.delta ?? {};
    message.reasoning_content += delta.reasoning_content ?? '';
    for (const piece of delta.tool_calls ?? []) addPiece(calls, piece);
    if (!delta.content) continue;
    message.content += delta.content;
    onText(delta.content);
  }
  if (!last || !finish)
    throw new Error('the stream ended without a finish reason, and the library did not mind');
  return {
    ...last,
    object: 'chat.completion',
    usage: last.usage ?? undefined,
    choices: [
      {
        index: 0,
        finish_reason: finish,
        logprobs: null,
        message: { ...message, ...(calls.length > 0 && { tool_calls: calls }) },
      },
    ],
  } as OpenAI.Chat.ChatCompletion;
}

function addPiece(
  calls: Call[],
  { index, id, function: said }: OpenAI.Chat.ChatCompletionChunk.Choice.Delta.ToolCall,
): void {
  const call = (calls[index] ??= { id: '', type: 'function', function: { name: '', arguments: '' } });
  call.id ||= id ?? '';
  call.function.name += said?.name ?? '';
  call.function.arguments += said?.arguments ?? '';
}
