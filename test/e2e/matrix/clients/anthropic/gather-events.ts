import type Anthropic from '@anthropic-ai/sdk';

/** Puts a stream together the way that the API's documentation tells callers to. */
export async function gatherEvents(
  stream: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  onText: (text: string) => void,
): Promise<Anthropic.Message> {
  let message: Anthropic.Message | undefined;
  const json: string[] = [];
  for await (const event of stream) {
    if (event.type === 'message_start') {
      message = event.message;
      continue;
    }
    if (!message) throw new Error(`${event.type} came before the message began`);
    if (event.type === 'message_delta') {
      Object.assign(message, event.delta);
      Object.assign(message.usage, withoutNulls(event.usage));
    }
    if (event.type === 'content_block_start') message.content[event.index] = event.content_block;
    if (event.type === 'content_block_delta') addDelta(message.content[event.index], event, json, onText);
    if (event.type === 'content_block_stop') closeBlock(message.content[event.index], json[event.index]);
    if (event.type === 'message_stop') return message;
  }
  throw new Error('the stream ended before its message did, and the library did not mind');
}

function addDelta(
  block: Anthropic.ContentBlock | undefined,
  { index, delta }: Anthropic.RawContentBlockDeltaEvent,
  json: string[],
  onText: (text: string) => void,
): void {
  if (delta.type === 'text_delta' && block?.type === 'text') {
    block.text += delta.text;
    onText(delta.text);
  } else if (delta.type === 'thinking_delta' && block?.type === 'thinking') block.thinking += delta.thinking;
  else if (delta.type === 'signature_delta' && block?.type === 'thinking') block.signature = delta.signature;
  else if (delta.type === 'input_json_delta' && block?.type === 'tool_use')
    json[index] = (json[index] ?? '') + delta.partial_json;
  else throw new Error(`a ${delta.type} for a block of type ${block?.type}`);
}

function closeBlock(block: Anthropic.ContentBlock | undefined, json = ''): void {
  if (block?.type === 'tool_use') block.input = JSON.parse(json || '{}') as unknown;
}

function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
