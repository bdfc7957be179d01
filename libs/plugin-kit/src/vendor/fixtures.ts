import { join } from 'node:path';
import type { AnswerFixture, FaultFixture, KitFixtures, QuotaFixture } from '@fairlead/plugin-sdk/testing';
import { readJson } from '../kit-file.js';

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
    for (const folder of this.#folders) {
      const content = readJson<Content>(join(folder, `${name}.json`));
      if (content !== undefined) return content;
    }
    return undefined;
  }
}
