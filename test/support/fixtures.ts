import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const BESIDE_THE_REPOSITORY = resolve(import.meta.dirname, '../../../shared/fixtures');

/**
 * The folder of captured provider replies: `FAIRLEAD_FIXTURES`, or `../shared/fixtures` beside the repository. They
 * are read in place because their licences are not this project's. Undefined where there are none;
 * `FAIRLEAD_FIXTURES=` (empty) does without them.
 * @throws Error when `FAIRLEAD_FIXTURES` names a folder that holds none.
 */
export function fixturesFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['FAIRLEAD_FIXTURES'];
  if (named === '') return undefined;
  const folder = named ?? BESIDE_THE_REPOSITORY;
  if (existsSync(indexFile(folder))) return folder;
  if (named === undefined) return undefined;
  throw new Error(
    `FAIRLEAD_FIXTURES=${named}: no wire/index.jsonl there; correct the path or unset the variable`,
  );
}

/** A `describe` that needs the captures; where they are absent it is skipped, and its name says so. */
export function describeWithFixtures(name: string, tests: (folder: string) => void): void {
  const folder = fixturesFolder();
  if (folder !== undefined) describe(name, () => tests(folder));
  else describe.skip(`${name} (skipped: no fixtures)`, () => it('needs FAIRLEAD_FIXTURES', () => undefined));
}

/** One HTTP interaction with a real provider, as it was recorded. */
export interface Capture {
  /** Path below `wire/`, which names the scenario. */
  readonly file: string;
  readonly provider: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly body: Readonly<Record<string, unknown>>;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** Parsed JSON; undefined where `sse` is given. */
    readonly body?: unknown;
    /** The raw text of a stream. */
    readonly sse?: string;
  };
}

export interface CaptureFilter {
  /** All where absent. */
  readonly providers?: readonly string[];
  readonly endpoint:
    | 'chat.completions'
    | 'responses'
    | 'generateContent'
    | 'streamGenerateContent'
    | 'countTokens'
    | 'messages'
    | 'messages.count_tokens'
    | 'embeddings'
    | 'completions'
    | 'moderations';
  /** All where absent. */
  readonly status?: number;
  readonly stream?: boolean;
}

interface IndexRow {
  readonly file: string;
  readonly provider: string;
  readonly endpoint: string;
  readonly status: number;
  readonly stream: boolean;
}

/** The captures that fit, in the index's order. */
export function loadCaptures(folder: string, filter: CaptureFilter): Capture[] {
  const lines = readFileSync(indexFile(folder), 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as IndexRow)
    .filter((row) => fits(row, filter))
    .map((row) => {
      const text = readFileSync(join(folder, 'wire', row.file), 'utf8');
      return {
        ...(JSON.parse(text) as Omit<Capture, 'file' | 'provider'>),
        file: row.file,
        provider: row.provider,
      };
    });
}

/** An error that a provider documents but nobody has published a capture of. */
export interface DocumentedError {
  readonly provider: string;
  readonly status: number;
  readonly kind: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | null;
  readonly sse?: string;
  readonly retryable?: boolean;
}

export function loadDocumentedErrors(folder: string): readonly DocumentedError[] {
  const text = readFileSync(join(folder, 'documented-errors/documented-errors.json'), 'utf8');
  return (JSON.parse(text) as { entries: DocumentedError[] }).entries;
}

function fits(row: IndexRow, { providers, endpoint, status, stream }: CaptureFilter): boolean {
  return (
    row.endpoint === endpoint &&
    (providers?.includes(row.provider) ?? true) &&
    row.status === (status ?? row.status) &&
    row.stream === (stream ?? row.stream)
  );
}

function indexFile(folder: string): string {
  return join(folder, 'wire/index.jsonl');
}
