import { hash32 } from '@fairlead/plugin-sdk';
import { toTokens } from './tokens.js';

/** Providers do not keep shorter prompts; what they keep, they keep in steps of this many tokens. */
const LEAST_TOKENS = 1024;
const STEP_TOKENS = 128;
/** Steps of the prompts seen last; the oldest are forgotten. */
const MAX_STEPS = 10_000;

/** The heads of prompts that a provider has seen, as its bill knows them. */
export class PromptCache {
  readonly #seen = new Set<number>();

  /** How many tokens at the head of the text were here before; from now on, all of them are. */
  cachedTokens(text: string): number {
    const tokens = toTokens(text);
    if (tokens.length < LEAST_TOKENS) return 0;
    let cached = 0;
    let head = 0;
    for (let end = STEP_TOKENS; end <= tokens.length; end += STEP_TOKENS) {
      head = hash32(`${head}:${tokens.slice(end - STEP_TOKENS, end).join('')}`);
      if (this.#seen.has(head) && cached === end - STEP_TOKENS) cached = end;
      this.#remember(head);
    }
    return cached < LEAST_TOKENS ? 0 : cached;
  }

  #remember(head: number): void {
    this.#seen.delete(head);
    this.#seen.add(head);
    const oldest = this.#seen.size > MAX_STEPS ? this.#seen.values().next() : undefined;
    if (oldest?.done === false) this.#seen.delete(oldest.value);
  }
}
