import type {
  DialectName,
  Failure,
  FaultClass,
  Patch,
  QuotaReading,
  ReplyHeaders,
} from '@fairlead/plugin-sdk';

/** What is known of one vendor whose API is compatible, but for this. */
export interface Profile {
  readonly baseUrl: string;
  /** Default: chat completions and embeddings. */
  readonly speaks?: readonly DialectName[];
  /** The vendor's id in the built-in price table. */
  readonly priceTable: string;
  readonly patch?: Patch;
  readonly quota?: (headers: ReplyHeaders) => readonly QuotaReading[];
  readonly fault?: (failure: Failure) => FaultClass | undefined;
}
