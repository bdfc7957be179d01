import { didYouMean, parseDurationMs } from '@fairlead/plugin-sdk';
import type { Flags } from './command.js';
import { UsageError } from './command.js';

/** The text of a flag; undefined when it was not given. */
export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** Every text of a flag that may be repeated. */
export function textFlags(flags: Flags, name: string): readonly string[] {
  const value = flags[name];
  return [value].flat().filter((each): each is string => typeof each === 'string');
}

/**
 * A number; undefined when the flag was not given.
 *
 * @throws UsageError when it is no number of at least `min`
 */
export function numberFlag(flags: Flags, name: string, min = 0): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= min) return value;
  throw new UsageError(`--${name} ${text}: expected a number of at least ${min}`);
}

/**
 * `500ms`, `5s`: milliseconds; undefined when the flag was not given.
 *
 * @throws UsageError when it is no duration
 */
export function durationFlag(flags: Flags, name: string): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  const value = parseDurationMs(text);
  if (value !== undefined && value > 0) return value;
  throw new UsageError(`--${name} ${text}: expected a duration with its unit, such as 500ms or 5s`);
}

/**
 * `key=value` pairs.
 *
 * @throws UsageError for anything else
 */
export function pairFlags(flags: Flags, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    textFlags(flags, name).map((text) => {
      const at = text.indexOf('=');
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)] as const;
      throw new UsageError(`--${name} ${text}: expected name=value`);
    }),
  );
}

/**
 * One of some words; undefined when the flag was not given.
 *
 * @throws UsageError for any other word
 */
export function wordFlag<W extends string>(flags: Flags, name: string, words: readonly W[]): W | undefined {
  const text = textFlag(flags, name);
  return text === undefined ? undefined : oneOf(text, name, words);
}

/** The same for a flag that may be repeated. */
export function wordFlags<W extends string>(flags: Flags, name: string, words: readonly W[]): readonly W[] {
  return textFlags(flags, name).map((text) => oneOf(text, name, words));
}

function oneOf<W extends string>(text: string, name: string, words: readonly W[]): W {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const near = didYouMean(text, words);
  throw new UsageError(
    `--${name} ${text}: ${near ? `did you mean "${near}"?` : `known: ${words.join(', ')}`}`,
  );
}
