import { CAPABILITIES, ENDPOINTS } from '@fairlead/plugin-sdk';
import { PLAIN_REQUEST, type RehearsedRequest } from '../../stage/rehearsed-request.js';
import type { TimedRequest, Traffic } from './traffic.js';

/** A line that cannot be read, and why. */
export class RecordedLineError extends Error {
  override readonly name = 'RecordedLineError';

  constructor(
    /** From 1. */
    readonly line: number,
    reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}

/** Requests a second of a record that does not say when they came. */
const USUAL_RPS = 10;

/**
 * Traffic from a record: a JSON object on each line, with the keys of a request in a file of tests and `at`, the moment
 * as a date or in milliseconds. What the gateway tells of its decisions is such a record too.
 *
 * @throws RecordedLineError for the first line that is none
 */
export function recordedTraffic(lines: readonly string[]): Traffic {
  const requests: TimedRequest[] = [];
  let firstMs: number | undefined;
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const { at, request } = readLine(text, index + 1);
    firstMs ??= at;
    const atMs = at === undefined ? (requests.length * 1000) / USUAL_RPS : Math.max(0, at - firstMs!);
    requests.push({ atMs, request });
  }
  requests.sort((a, b) => a.atMs - b.atMs);
  const isDated = firstMs !== undefined && firstMs > YEAR_2000_MS;
  return {
    start: isDated ? new Date(firstMs!) : undefined,
    forMs: (requests.at(-1)?.atMs ?? 0) + 1,
    requests: () => requests,
  };
}

/** A number below it is a count from the beginning, not a date. */
const YEAR_2000_MS = 946_684_800_000;

type Fields = Readonly<Record<string, unknown>>;

function readLine(text: string, line: number): { at: number | undefined; request: RehearsedRequest } {
  const row = parse(text, line);
  // A decision of the gateway holds what it was asked with.
  const facts = isObject(row['facts']) ? row['facts'] : row;
  const read = new LineReader(facts, line);
  const request: RehearsedRequest = {
    operation: read.word(['endpoint', 'operation'], ENDPOINTS) ?? PLAIN_REQUEST.operation,
    model: read.text(['model']) ?? PLAIN_REQUEST.model,
    stream: read.truth(['stream']) ?? PLAIN_REQUEST.stream,
    promptTokens: read.count(['prompt_tokens', 'promptTokens']) ?? PLAIN_REQUEST.promptTokens,
    outputTokens: read.count(['output_tokens', 'outputTokens']) ?? PLAIN_REQUEST.outputTokens,
    capabilities: read.words(['capabilities'], CAPABILITIES) ?? [],
    labels: read.texts(['labels']) ?? {},
    headers: read.texts(['headers']) ?? {},
    ...defined('promptPrefix', read.text(['prompt_prefix', 'promptPrefix'])),
    ...defined('maxOutputTokens', read.count(['max_output_tokens', 'maxOutputTokens'])),
    ...defined('cacheReadShare', read.number(['cache_read', 'cacheReadShare'])),
  };
  return { at: new LineReader(row, line).moment(['at', 'at_ms']), request };
}

function parse(text: string, line: number): Fields {
  try {
    const row: unknown = JSON.parse(text);
    if (isObject(row)) return row;
  } catch {
    // Said below, for whatever is no object.
  }
  throw new RecordedLineError(line, 'expected a JSON object');
}

function defined<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of one line, each under one of its names. */
class LineReader {
  constructor(
    private readonly fields: Fields,
    private readonly line: number,
  ) {}

  text(names: readonly string[]): string | undefined {
    return this.#as(names, 'text', (value): value is string => typeof value === 'string');
  }

  truth(names: readonly string[]): boolean | undefined {
    return this.#as(names, 'true or false', (value): value is boolean => typeof value === 'boolean');
  }

  number(names: readonly string[]): number | undefined {
    return this.#as(names, 'a number', (value): value is number => Number.isFinite(value));
  }

  count(names: readonly string[]): number | undefined {
    return this.#as(
      names,
      'a count',
      (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
    );
  }

  word<W extends string>(names: readonly string[], words: readonly W[]): W | undefined {
    return this.#as(names, `one of ${words.join(', ')}`, (value): value is W => words.includes(value as W));
  }

  words<W extends string>(names: readonly string[], words: readonly W[]): readonly W[] | undefined {
    const isList = (value: unknown): value is W[] =>
      Array.isArray(value) && value.every((each) => words.includes(each as W));
    return this.#as(names, `a list of ${words.join(', ')}`, isList);
  }

  texts(names: readonly string[]): Readonly<Record<string, string>> | undefined {
    const isTexts = (value: unknown): value is Record<string, string> =>
      isObject(value) && Object.values(value).every((each) => typeof each === 'string');
    return this.#as(names, 'a map of texts', isTexts);
  }

  /** Milliseconds. */
  moment(names: readonly string[]): number | undefined {
    const isMoment = (value: unknown): value is string | number =>
      Number.isFinite(value) || (typeof value === 'string' && !Number.isNaN(Date.parse(value)));
    const value = this.#as(names, 'a moment', isMoment);
    return typeof value === 'string' ? Date.parse(value) : value;
  }

  #as<T>(names: readonly string[], expected: string, is: (value: unknown) => value is T): T | undefined {
    const name = names.find((each) => this.fields[each] !== undefined && this.fields[each] !== null);
    if (name === undefined) return undefined;
    const value = this.fields[name];
    if (is(value)) return value;
    throw new RecordedLineError(this.line, `"${name}" is not ${expected}`);
  }
}
