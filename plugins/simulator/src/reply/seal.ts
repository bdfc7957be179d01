import { hash32 } from '@fairlead/plugin-sdk';

/**
 * Signs what the model thought, as providers do, so that a later request can be held to it. Whoever has the seed can
 * forge one: it is to catch a client that mixes up or makes up signatures, not an enemy.
 */
export class Seal {
  constructor(private readonly seed: number) {}

  /** Base64 that holds the text, and a mark that only this provider would put on it. */
  close(text: string): string {
    return Buffer.from(`${this.#markOf(text)}${text}`).toString('base64');
  }

  /** The text that was sealed; undefined where the seal is another's. */
  open(sealed: string): string | undefined {
    const whole = Buffer.from(sealed, 'base64').toString();
    const text = whole.slice(MARK_LENGTH);
    return this.close(text) === sealed ? text : undefined;
  }

  #markOf(text: string): string {
    return `${hash32(`${this.seed}:seal:${text}`).toString(16).padStart(8, '0')}:`;
  }
}

const MARK_LENGTH = 9;
