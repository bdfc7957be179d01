import type Anthropic from '@anthropic-ai/sdk';
import type { Said } from '../../said.js';

export function messageSaid(
  { id, content, stop_reason, usage }: Anthropic.Message,
  pieces?: readonly string[],
): Said {
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  const { cache_creation_input_tokens: written, cache_read_input_tokens: read } = usage;
  return {
    id,
    text,
    pieces: pieces ?? [text],
    calls: content.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, input: block.input }] : [],
    ),
    finish: stop_reason ?? undefined,
    // This API counts what went through the cache beside the input.
    usage: { input: usage.input_tokens + (written ?? 0) + (read ?? 0), output: usage.output_tokens },
    thought: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
  };
}
