import type { ToolSpec } from './ask.js';

/** What the caller lets the model do with its tools. */
export interface ToolOffer {
  readonly tools: readonly ToolSpec[];
  readonly choice: 'auto' | 'none' | 'required' | { readonly names: readonly string[] };
  /** False: one call at most. */
  readonly parallel: boolean;
  /** What the user said last; empty once a tool has answered: an agent's loop must come to an end. */
  readonly askedText: string;
}

/** Every tool that the user mentions is called; one in any case where the caller insists. */
export function chooseTools({ tools, choice, parallel, askedText }: ToolOffer): readonly ToolSpec[] {
  if (choice === 'none') return [];
  const open = typeof choice === 'object' ? tools.filter(({ name }) => choice.names.includes(name)) : tools;
  const mentioned = open.filter(({ name }) => askedText.includes(name));
  const called = mentioned.length === 0 && choice !== 'auto' ? open.slice(0, 1) : mentioned;
  return parallel ? called : called.slice(0, 1);
}
