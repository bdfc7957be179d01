import type { JsonMap } from '../json-map.js';
import type { Seal } from '../reply/seal.js';
import { RequestRefused } from '../request-refused.js';
import { listAt, mapAt, onlyKnown, refuse, stringAt } from './field-rules.js';
import { readBlock, type Block, type Role } from './read-block.js';

export interface Turn {
  readonly role: Role;
  readonly blocks: readonly Block[];
}

/** @throws RequestRefused when the API would refuse the conversation */
export function readTurns(body: JsonMap, seal: Seal): readonly Turn[] {
  const turns = listAt(body['messages'], 'messages').map((value, index) =>
    readTurn(value, `messages.${index}`, seal),
  );
  if (turns.length === 0) refuse('messages', 'at least one message is required');
  checkCalls(turns);
  return turns;
}

function readTurn(value: unknown, path: string, seal: Seal): Turn {
  const message = mapAt(value, path);
  const role = stringAt(message, 'role', path);
  if (role !== 'user' && role !== 'assistant') {
    const hint =
      role === 'system'
        ? ' The Messages API accepts a top-level `system` parameter, not "system" as an input message role.'
        : '';
    return refuse(
      'messages',
      `Unexpected role "${role}".${hint || ' Allowed roles are "user" or "assistant"'}`,
    );
  }
  onlyKnown(message, ['role', 'content'], path);
  const { content } = message;
  if (content === undefined) refuse(`${path}.content`, 'Field required');
  if (content === '' || (Array.isArray(content) && content.length === 0 && role === 'user'))
    throw new RequestRefused(`${path}: user messages must have non-empty content`);
  const given =
    typeof content === 'string' ? [{ type: 'text', text: content }] : listAt(content, `${path}.content`);
  return {
    role,
    blocks: given.map((block, index) => readBlock(block, role, `${path}.content.${index}`, seal)),
  };
}

/** Each call has its result in the next message, and each result a call in the one before. */
function checkCalls(turns: readonly Turn[]): void {
  // Messages of one speaker in a row are one turn to this API.
  const merged: { role: Role; index: number; blocks: Block[] }[] = [];
  for (const [index, { role, blocks }] of turns.entries()) {
    const last = merged.at(-1);
    if (last?.role === role) last.blocks.push(...blocks);
    else merged.push({ role, index, blocks: [...blocks] });
  }
  for (const [at, { index, blocks }] of merged.entries()) {
    const called = idsOf(merged[at - 1]?.blocks, 'tool_use');
    const unasked = idsOf(blocks, 'tool_result').find((id) => !called.includes(id));
    if (unasked !== undefined)
      throw new RequestRefused(
        `messages.${index}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${unasked}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      );
    const answered = idsOf(merged[at + 1]?.blocks, 'tool_result');
    const open = idsOf(blocks, 'tool_use').filter((id) => !answered.includes(id));
    if (open.length > 0)
      throw new RequestRefused(
        `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
      );
    if (new Set(idsOf(blocks, 'tool_use')).size < idsOf(blocks, 'tool_use').length)
      throw new RequestRefused('messages: `tool_use` ids must be unique');
  }
}

function idsOf(blocks: readonly Block[] | undefined, type: string): readonly string[] {
  return (blocks ?? []).flatMap((block) =>
    block.type === type && block.callId !== undefined ? [block.callId] : [],
  );
}
