import type { Conversation, Part } from '@fairlead/plugin-sdk';

/** UTF-8 bytes per token: what English prose has with the usual tokenizers; other scripts have more bytes a character. */
const BYTES_PER_TOKEN = 4;
/** Role and separators of each message, as vendors publish it for their chat formats. */
const TOKENS_PER_MESSAGE = 4;
/** A picture of about a megapixel, in the middle of what vendors publish (765 to 1,600). */
const TOKENS_PER_IMAGE = 1200;

/** How many tokens a prompt may have, where nobody who knows the model's tokenizer is there to ask. */
export function estimateTokens({ messages, tools = [] }: Conversation): number {
  const bytes = tools.reduce((sum, tool) => sum + byteLength(JSON.stringify(tool)), 0);
  const said = messages.reduce((sum, { parts }) => sum + TOKENS_PER_MESSAGE + tokensOf(parts), 0);
  return Math.ceil(bytes / BYTES_PER_TOKEN + said);
}

function tokensOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + partTokens(part), 0);
}

function partTokens(part: Part): number {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return byteLength(part.text) / BYTES_PER_TOKEN;
    case 'tool_call':
      return byteLength(part.name + part.input) / BYTES_PER_TOKEN;
    case 'tool_result':
      return tokensOf(part.content);
    case 'media':
      return part.source.from === 'text' ? byteLength(part.source.text) / BYTES_PER_TOKEN : TOKENS_PER_IMAGE;
    case 'vendor':
      return byteLength(JSON.stringify(part.value)) / BYTES_PER_TOKEN;
  }
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
