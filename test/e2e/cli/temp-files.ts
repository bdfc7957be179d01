import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a test file's own, gone when its tests have run. */
export class TempFiles {
  #folder = '';

  constructor() {
    beforeAll(() => (this.#folder = mkdtempSync(join(tmpdir(), 'fairlead-test-'))));
    afterAll(() => rmSync(this.#folder, { recursive: true }));
  }

  /** Where a file of this name is, or would be. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Writes it. @returns its path */
  write(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }
}
