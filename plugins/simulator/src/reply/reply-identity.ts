/** What every part of one reply repeats. */
export interface ReplyIdentity {
  /** Tells one request from another; the same request has the same. */
  readonly key: string;
  /** Seconds since 1970. */
  readonly created: number;
}
