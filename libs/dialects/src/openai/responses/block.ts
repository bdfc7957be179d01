import type { BlockDelta, Extras } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';

/** Says one event; its sequence number is the sayer's business. */
export type Say = (type: string, fields: JsonObject) => void;

/** What a block grows by. */
export type Growth = Pick<BlockDelta, 'text' | 'citations' | 'logprobs' | 'signature' | 'sealed'>;

/** A block while it is open. */
export interface OpenBlock {
  grow(growth: Growth): void;
  /** @returns the finished item, where the block is one of its own */
  close(extras?: Extras): JsonObject | undefined;
}

/** Where an item stands, as its events name it. */
export interface Place {
  readonly output_index: number;
  readonly item_id: string;
}
