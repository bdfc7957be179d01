/** An error on its way to a caller, in no dialect yet. */
export interface DialectError {
  readonly status: number;
  readonly message: string;
  /** The provider's own, where its error is surfaced. */
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  /** What only Fairlead says: request id, route, attempts. */
  readonly fairlead?: Readonly<Record<string, unknown>>;
}
