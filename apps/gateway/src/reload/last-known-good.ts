import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIns } from '@fairlead/configuration';

const ENDING = '.lkg';

/** What a copy holds: the policy with its imports, by path. Of `fairlead.yaml`, which may hold keys, only a hash. */
interface Copy {
  readonly version: string;
  readonly configuration: string;
  readonly policies: readonly (readonly [string, string])[];
}

export interface KnownGood {
  readonly version: string;
  readonly policies: StandIns;
  /** Whether `fairlead.yaml` has changed since. */
  readonly sameConfiguration: boolean;
}

/**
 * The policy that was last in force, kept on disk: a gateway that restarts while someone has broken the file goes on
 * with it. The file's name is the hash of its content, so a torn or altered copy is never used.
 */
export class LastKnownGood {
  constructor(
    private readonly folder: string,
    /** Of the text of `fairlead.yaml`. */
    private readonly configurationFile: string,
  ) {}

  /** @throws ErrnoException where the place cannot be written, or Error where it is not ours alone */
  save(version: string, policies: StandIns): void {
    const copy: Copy = { version, configuration: this.#configuration(), policies: [...policies] };
    const text = JSON.stringify(copy);
    const name = `${hash(text)}${ENDING}`;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.#requireOwn();
    const draft = join(this.folder, `${name}.${process.pid}`);
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, join(this.folder, name));
    for (const other of readdirSync(this.folder)) {
      if (other.endsWith(ENDING) && other !== name) rmSync(join(this.folder, other), { force: true });
    }
  }

  /** Undefined when there is none, or none that can be trusted. */
  find(): KnownGood | undefined {
    try {
      this.#requireOwn();
      for (const name of readdirSync(this.folder)) {
        const known = name.endsWith(ENDING) ? this.#read(name) : undefined;
        if (known !== undefined) return known;
      }
    } catch {
      // No folder, or somebody else's: as good as no copy.
    }
    return undefined;
  }

  #read(name: string): KnownGood | undefined {
    const text = readFileSync(join(this.folder, name), 'utf8');
    if (name !== `${hash(text)}${ENDING}`) return undefined;
    const { version, configuration, policies } = JSON.parse(text) as Copy;
    return {
      version,
      policies: new Map(policies),
      sameConfiguration: configuration === this.#configuration(),
    };
  }

  #configuration(): string {
    return hash(readFileSync(this.configurationFile, 'utf8'));
  }

  /** Whoever else can write here could give the gateway a policy. */
  #requireOwn(): void {
    const stat = lstatSync(this.folder);
    const own = process.getuid === undefined || stat.uid === process.getuid();
    if (!stat.isDirectory() || !own || (stat.mode & 0o022) !== 0) {
      throw new Error(`${this.folder} must be a folder that only the user of this process can write`);
    }
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
