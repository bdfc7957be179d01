import type { GenerateContentResponse } from '@google/genai';
import type { Said, SaidUsage } from '../../said.js';

/** What the chunks of an answer say together; an answer in one piece is one chunk. */
export function generateSaid(chunks: readonly GenerateContentResponse[]): Said {
  const parts = chunks.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
  const pieces = parts.flatMap(({ text, thought }) => (text && !thought ? [text] : []));
  return {
    id: chunks[0]?.responseId,
    text: pieces.join(''),
    pieces,
    calls: parts.flatMap(({ functionCall: call }) =>
      call ? [{ id: call.id, name: call.name ?? '', input: call.args }] : [],
    ),
    finish: chunks.flatMap(({ candidates }) => candidates?.[0]?.finishReason ?? []).at(-1),
    usage: generateUsage(chunks.flatMap(({ usageMetadata }) => usageMetadata ?? []).at(-1)),
    thought: parts.map(({ text = '', thought }) => (thought ? text : '')).join(''),
  };
}

function generateUsage(usage: GenerateContentResponse['usageMetadata']): SaidUsage | undefined {
  if (!usage) return undefined;
  const { promptTokenCount, candidatesTokenCount = 0, thoughtsTokenCount = 0, totalTokenCount } = usage;
  return {
    input: promptTokenCount ?? 0,
    output: candidatesTokenCount + thoughtsTokenCount,
    total: totalTokenCount,
  };
}
