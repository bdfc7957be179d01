import type { Snapshot } from '@fairlead/telemetry';

/** A page of the admin listener as somebody asked the primary for it. */
export interface PageRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the primary tells a worker. */
export type Order =
  | { readonly order: 'page'; readonly id: number; readonly request: PageRequest }
  | { readonly order: 'counts'; readonly id: number }
  /** So many connections are more than its share. */
  | { readonly order: 'shed'; readonly connections: number }
  /** @property retire another one serves in its place: nobody has to notice first */
  | { readonly order: 'drain'; readonly cause: string; readonly retire: boolean };

/** What a worker tells the primary. */
export type Report =
  | { readonly report: 'ready'; readonly api: string; readonly banner: string }
  | { readonly report: 'page'; readonly id: number; readonly answer: PageAnswer }
  | {
      readonly report: 'counts';
      readonly id: number;
      readonly snapshot: Snapshot;
      readonly connections: number;
    }
  /** It has begun to drain, and is over it within so long. */
  | { readonly report: 'draining'; readonly withinMs: number }
  | { readonly report: 'last'; readonly snapshot: Snapshot };

/** Other messages may come by the same channel. */
export function isOrder(message: unknown): message is Order {
  return typeof message === 'object' && message !== null && 'order' in message;
}

export function isReport(message: unknown): message is Report {
  return typeof message === 'object' && message !== null && 'report' in message;
}
