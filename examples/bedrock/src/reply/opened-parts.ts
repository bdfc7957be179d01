import type { ReasoningPart, ToolCallPart } from '@fairlead/plugin-sdk';
import { SIGNED_BY } from '../signed-by.js';

export function toolCall({ toolUseId: id, name }: { toolUseId: string; name: string }): ToolCallPart {
  return { kind: 'tool_call', id, name, input: '' };
}

export function sealedThoughts(value: string): ReasoningPart {
  return { kind: 'reasoning', text: '', sealed: { origin: SIGNED_BY, value } };
}
