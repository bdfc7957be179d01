import { didYouMean } from '@fairlead/plugin-sdk';
import { FAILURE_MODES, isFailureMode, type FailureMode } from './failure-mode.js';

/** How the n-th request of a provider fails, counted from 1; undefined: the script has no word on it. */
export type FailureScript = (ordinal: number) => FailureMode | undefined;

interface Scene {
  readonly from: number;
  /** Included. */
  readonly to: number;
  readonly failWith: FailureMode;
}

/**
 * Reads `[{ requests: '10-20', fail_with: overloaded }]`. Where ranges overlap, the first entry holds.
 *
 * @throws Error that names the entry and what it should be
 */
export function readScript(entries: readonly unknown[]): FailureScript {
  const scenes = entries.map((entry, index) => readScene(entry, `script[${index}]`));
  return (ordinal) => scenes.find(({ from, to }) => from <= ordinal && ordinal <= to)?.failWith;
}

function readScene(entry: unknown, at: string): Scene {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw new Error(`${at} must be a map such as { requests: 10-20, fail_with: overloaded }`);
  }
  const { requests, fail_with: failWith, ...others } = entry as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw new Error(`${at} has an unknown option "${unknown}"; known: requests, fail_with`);
  if (!isFailureMode(failWith)) throw new Error(`${at}.fail_with ${hintFor(failWith)}`);
  return { ...readRange(requests, `${at}.requests`), failWith };
}

function hintFor(failWith: unknown): string {
  const near = typeof failWith === 'string' ? didYouMean(failWith, FAILURE_MODES) : undefined;
  return `must be one of ${FAILURE_MODES.join(', ')}${near ? `; did you mean "${near}"?` : ''}`;
}

function readRange(requests: unknown, at: string): { readonly from: number; readonly to: number } {
  const text = typeof requests === 'number' || typeof requests === 'string' ? String(requests).trim() : '';
  const [, first, last = first] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (from >= 1 && to >= from) return { from, to };
  throw new Error(`${at} must be the number of a request or a range of them, counted from 1: 5 or 10-20`);
}
