import type { Choice, FinishReason, Part, Reply } from '@fairlead/dialects';
import type { TokenUsage } from '@fairlead/plugin-sdk';

/** What every dialect can say of an answer, in the same words. */
export interface Essence {
  readonly choices: readonly ChoiceEssence[];
  readonly tokens: Partial<TokenUsage>;
}

interface ChoiceEssence {
  readonly text: string;
  /** Without white space: a dialect of summaries cuts them into paragraphs. */
  readonly thoughts: string;
  readonly calls: readonly (readonly [id: string, name: string, input: unknown])[];
  readonly finish: 'done' | 'calls' | 'length' | 'filter';
}

/** Not every dialect tells a stop sequence from a stop, or a refusal from a filter; all know these four. */
const FINISH: Readonly<Record<FinishReason, ChoiceEssence['finish']>> = {
  stop: 'done',
  stop_sequence: 'done',
  pause: 'done',
  other: 'done',
  malformed_call: 'done',
  tool_calls: 'calls',
  length: 'length',
  context_length: 'length',
  content_filter: 'filter',
  refusal: 'filter',
};

export function essenceOf({ choices, usage }: Reply): Essence {
  return { choices: choices.map(choiceOf), tokens: usage?.tokens ?? {} };
}

/** A refusal counts as text, as it does where it has no field. */
function choiceOf({ parts, finish }: Choice): ChoiceEssence {
  const calls = parts.flatMap((part) =>
    part.kind === 'tool_call' ? [[part.id, part.name, inputOf(part.input, part.custom)] as const] : [],
  );
  return {
    text: parts.map((part) => (part.kind === 'text' || part.kind === 'refusal' ? part.text : '')).join(''),
    thoughts: parts
      .map((part) => (part.kind === 'reasoning' ? part.text : ''))
      .join('')
      .replace(/\s+/g, ''),
    calls,
    finish: finishOf(parts, finish.reason, calls.length > 0),
  };
}

function finishOf(parts: readonly Part[], reason: FinishReason, called: boolean): ChoiceEssence['finish'] {
  if (parts.some(({ kind }) => kind === 'refusal')) return 'filter';
  // Where an answer holds calls, dialects differ in whether that is a reason of its own.
  return called && FINISH[reason] === 'done' ? 'calls' : FINISH[reason];
}

/** What a tool that takes text is given is a field of an object, where there are no such tools. */
function inputOf(input: string, custom: boolean | undefined): unknown {
  if (custom) return { input };
  try {
    return JSON.parse(input === '' ? '{}' : input) as unknown;
  } catch {
    // A call that was cut short: dialects with objects have none of it.
    return {};
  }
}
