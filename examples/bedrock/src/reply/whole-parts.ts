import { BlockWriter, Fault, type StreamPart } from '@fairlead/plugin-sdk';
import { SIGNED_BY } from '../signed-by.js';

import { citationOf } from './citation-of.js';
import type { ContentBlock, ConverseReply } from './converse-reply.js';
import { finishOf } from './finish-of.js';
import { sealedThoughts, toolCall } from './opened-parts.js';
import { usageOf } from './usage-of.js';

/** A whole answer as the parts of a stream that said it in one go. */
export function wholeParts({ output, stopReason, usage }: ConverseReply): StreamPart[] {
  const content = output?.message?.content;
  if (content === undefined) throw new Fault('protocol_error', 'the reply has no message');
  const blocks = new BlockWriter();
  return [
    { kind: 'start' },
    ...content.flatMap((block, index) => [...blockParts(blocks, block, index), ...blocks.close(index)]),
    { kind: 'finish', choice: 0, finish: finishOf(stopReason) },
    ...(usage === undefined ? [] : [{ kind: 'usage', usage: { tokens: usageOf(usage) } } as const]),
    { kind: 'end' },
  ];
}

function blockParts(blocks: BlockWriter, block: ContentBlock, index: number): StreamPart[] {
  const { text, toolUse, reasoningContent, citationsContent } = block;
  if (text !== undefined) return blocks.grow(index, { kind: 'text', text: '' }, { text });
  if (toolUse !== undefined) {
    return blocks.grow(index, toolCall(toolUse), { text: JSON.stringify(toolUse.input ?? {}) });
  }
  if (citationsContent !== undefined) {
    const { content = [], citations = [] } = citationsContent;
    const said = content.map((each) => each.text ?? '').join('');
    return blocks.grow(
      index,
      { kind: 'text', text: '' },
      { text: said, citations: citations.map(citationOf) },
    );
  }
  if (reasoningContent?.redactedContent !== undefined) {
    return blocks.open(index, sealedThoughts(reasoningContent.redactedContent));
  }
  if (reasoningContent?.reasoningText === undefined) return [];
  const { text: thought, signature } = reasoningContent.reasoningText;
  return blocks.grow(
    index,
    { kind: 'reasoning', text: '' },
    { text: thought, ...(signature !== undefined && { signature: { origin: SIGNED_BY, value: signature } }) },
  );
}
