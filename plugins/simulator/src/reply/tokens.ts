import type { Rng } from '@fairlead/plugin-sdk';
import { sentence } from './sentences.js';

/** A common rule of thumb for English text, and exact here: a simulated token is four characters. */
const CHARACTERS_PER_TOKEN = 4;

/** Text in pieces of one token each; no character is split. */
export function toTokens(text: string): readonly string[] {
  const characters = Array.from(text);
  const tokens: string[] = [];
  for (let at = 0; at < characters.length; at += CHARACTERS_PER_TOKEN)
    tokens.push(characters.slice(at, at + CHARACTERS_PER_TOKEN).join(''));
  return tokens;
}

/** How many tokens a text has. */
export function countTokens(text: string): number {
  return Math.ceil(Array.from(text).length / CHARACTERS_PER_TOKEN);
}

/** Sentences of exactly `length` tokens; without a length, as many whole ones as make 24 to 120 tokens. */
export function proseTokens(rng: Rng, length: number | undefined): readonly string[] {
  const atLeast = length ?? 24 + Math.floor(rng.float() * 70);
  let tokens: readonly string[] = [];
  for (let text = sentence(rng); tokens.length < atLeast; text += ` ${sentence(rng)}`)
    tokens = toTokens(text);
  return length === undefined ? tokens : tokens.slice(0, length);
}
