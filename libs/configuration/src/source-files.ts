import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Where another text stands for a file's own: path → text. */
export type StandIns = ReadonlyMap<string, string>;

/**
 * Reads the files of one configuration and remembers them: which ones to watch, and what was in them. Only of policies
 * is the text itself kept; the others may hold secrets.
 */
export class SourceFiles {
  /** Absolute path → digest of what was read. */
  readonly #digests = new Map<string, string>();
  readonly #policies = new Map<string, string>();

  constructor(private readonly standIns: StandIns = new Map()) {}

  /** @throws ErrnoException; the file is remembered all the same, since it may appear */
  read(path: string): string {
    try {
      const text = this.standIns.get(path) ?? readFileSync(path, 'utf8');
      this.#digests.set(path, digest(text));
      return text;
    } catch (error) {
      this.#digests.set(path, unreadable(error));
      throw error;
    }
  }

  /** A policy or what it imports. @throws ErrnoException */
  readPolicy(path: string): string {
    const text = this.read(path);
    this.#policies.set(path, text);
    return text;
  }

  get paths(): readonly string[] {
    return [...this.#digests.keys()];
  }

  /** The policy and its imports: path → text. */
  get policies(): StandIns {
    return this.#policies;
  }

  /** Of every file together, as they were when they were read. */
  get fingerprint(): string {
    return combine(this.#digests);
  }
}

/** The fingerprint that these files would have if they were read now. */
export async function fingerprintOf(paths: readonly string[]): Promise<string> {
  const entries = await Promise.all(
    paths.map(async (path): Promise<[string, string]> => {
      try {
        return [path, digest(await readFile(path, 'utf8'))];
      } catch (error) {
        return [path, unreadable(error)];
      }
    }),
  );
  return combine(entries);
}

function combine(digests: Iterable<readonly [string, string]>): string {
  return digest(JSON.stringify([...digests].sort(([a], [b]) => (a < b ? -1 : 1))));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function unreadable(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'error';
}
