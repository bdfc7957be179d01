import type { Part, ReasoningPart } from '../../form/index.js';

/** All thoughts; a signature that stands on a call is a sealed thought before it, since calls have no such field here. */
export function carriers(parts: readonly Part[]): ReasoningPart[] {
  return parts.flatMap((part): ReasoningPart[] => {
    if (part.kind === 'reasoning') return [part];
    return part.kind === 'tool_call' && part.signature
      ? [{ kind: 'reasoning', text: '', sealed: part.signature }]
      : [];
  });
}
