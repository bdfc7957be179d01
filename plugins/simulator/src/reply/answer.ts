import type { Rng } from '@fairlead/plugin-sdk';
import type { Ask } from '../ask/ask.js';
import { schemaInstance } from './schema-instance.js';
import { cutAtStop } from './stop-sequence.js';
import { countTokens, proseTokens, toTokens } from './tokens.js';

/** What a simulated model says to one request, before it is put into a reply or a stream. */
export interface Answer {
  /** At least one. */
  readonly candidates: readonly Candidate[];
  readonly usage: AnswerUsage;
}

export interface Candidate {
  /** What it thought, in tokens; undefined: it did not. */
  readonly thought: readonly string[] | undefined;
  /** Empty where tools are called. */
  readonly text: readonly string[];
  readonly calls: readonly Call[];
  readonly finish: 'stop' | 'length' | 'tool_calls';
  /** The stop sequence that ended the text. */
  readonly stoppedBy: string | undefined;
}

export interface Call {
  readonly name: string;
  /** The arguments' JSON, in tokens. */
  readonly tokens: readonly string[];
}

export interface AnswerUsage {
  /** The whole prompt. */
  readonly input: number;
  /** The part of it that was in the cache already. */
  readonly cacheRead: number;
  /** The whole answer, thoughts included. */
  readonly output: number;
  readonly reasoning: number;
}

/** How a model is set up, beside what it is asked. */
export interface Model {
  readonly rng: Rng;
  /** The length of a text; without it, that is left to `rng`. */
  readonly outputTokens: number | undefined;
  /** Tokens at the head of a text that the model has seen before. */
  readonly cachedTokens: (text: string) => number;
}

/** The length of a thought, in tokens. */
const THOUGHT_TOKENS = 12;

export function answer(ask: Ask, { rng, outputTokens, cachedTokens }: Model): Answer {
  const candidates = Array.from({ length: ask.candidates }, () => candidate(ask, rng, outputTokens));
  const sum = (tokensOf: (one: Candidate) => number): number =>
    candidates.reduce((total, one) => total + tokensOf(one), 0);
  return {
    candidates,
    usage: {
      input: Math.max(1, countTokens(ask.promptText)),
      cacheRead: cachedTokens(ask.cacheableText),
      output: sum(lengthOf),
      reasoning: sum(({ thought }) => thought?.length ?? 0),
    },
  };
}

/** All of an answer's tokens: what its thoughts, texts and calls have together. */
function lengthOf({ thought, text, calls }: Candidate): number {
  return (thought?.length ?? 0) + text.length + calls.reduce((sum, { tokens }) => sum + tokens.length, 0);
}

function candidate(ask: Ask, rng: Rng, outputTokens: number | undefined): Candidate {
  let left = ask.maxTokens ?? Infinity;
  const spend = (tokens: readonly string[]): readonly string[] => {
    const spent = tokens.slice(0, left);
    left -= tokens.length;
    return spent;
  };
  const thought = ask.thinks ? spend(proseTokens(rng, THOUGHT_TOKENS)) : undefined;
  const calls: Call[] = [];
  for (const { name, parameters } of left < 0 ? [] : ask.calls)
    if (left > 0)
      calls.push({ name, tokens: spend(toTokens(JSON.stringify(schemaInstance(parameters) ?? {}))) });
  const said = ask.calls.length > 0 ? { text: [], stoppedBy: undefined } : say(ask, rng, outputTokens);
  const text = left > 0 ? spend(said.text) : [];
  const whole = left >= 0 && calls.length === ask.calls.length;
  return {
    thought,
    text,
    calls,
    finish: !whole ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop',
    stoppedBy: whole ? said.stoppedBy : undefined,
  };
}

interface Said {
  readonly text: readonly string[];
  readonly stoppedBy: string | undefined;
}

function say({ replySchema, stopSequences }: Ask, rng: Rng, outputTokens: number | undefined): Said {
  if (replySchema !== undefined)
    return { text: toTokens(JSON.stringify(schemaInstance(replySchema))), stoppedBy: undefined };
  const prose = proseTokens(rng, outputTokens);
  const { text, stoppedBy } = cutAtStop(prose.join(''), stopSequences);
  return { text: stoppedBy === undefined ? prose : toTokens(text), stoppedBy };
}
