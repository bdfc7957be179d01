import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerFixture, FaultFixture, KitFixtures, QuotaFixture } from '@fairlead/plugin-sdk/testing';

/**
 * What a plugin brings for one of its providers: what a test hands in, then `fixtures/<type>`, for plugins with several
 * providers, then `fixtures`.
 */
export class Fixtures {
  readonly #given: KitFixtures;
  readonly #folders: readonly string[];

  constructor(packageFolder: string, type: string, given: KitFixtures) {
    const folder = join(packageFolder, 'fixtures');
    this.#folders = [join(folder, type), folder];
    this.#given = given;
  }

  /** @returns undefined where the plugin has none of this name */
  answer(name: string): AnswerFixture | undefined {
    return this.#given.answers?.[name] ?? this.#read<AnswerFixture>(name);
  }

  get faults(): readonly FaultFixture[] {
    return this.#given.faults ?? this.#read('faults') ?? [];
  }

  get quota(): readonly QuotaFixture[] {
    return this.#given.quota ?? this.#read('quota') ?? [];
  }

  #read<Content>(name: string): Content | undefined {
    const file = this.#folders.map((folder) => join(folder, `${name}.json`)).find((path) => existsSync(path));
    return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as Content);
  }
}
