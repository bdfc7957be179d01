import type { Operation, RequestHeaders, TargetId, TokenUsage } from '@fairlead/plugin-sdk';
import type { AttemptReport, ExchangeReport } from './report.js';

/** What is known of an attempt as it goes out. */
export interface AttemptOutset {
  readonly target: TargetId;
  /** The provider's name in the configuration. */
  readonly provider: string;
  /** The model as the provider spells it. */
  readonly model: string;
  /** `host:port`, or the name of a provider in this process. */
  readonly endpoint: string;
  readonly operation: Operation;
  readonly stream: boolean;
}

/** One exchange, as it is heard of. Must be quick and must not throw. */
export interface ExchangeTrace {
  attemptStarts(outset: AttemptOutset): AttemptTrace;
  /** Told once, after the last attempt. */
  ended(report: ExchangeReport): void;
}

export interface AttemptTrace {
  /** Go to the provider, so that its own trace hangs below this attempt; they replace the caller's. */
  readonly headers: Readonly<RequestHeaders>;
  ended(report: AttemptReport, usage: TokenUsage | undefined): void;
}
