/** A request in flight may end now and make room. */
export const AT_ANY_MOMENT_MS = -Infinity;

/** What stands in the way of a tier's targets and may pass: whether it is quota, and when the first of it ends. */
export class Waits {
  /** Undefined when nothing ends by itself. */
  soonestMs: number | undefined;
  quota = 0;
  others = 0;

  /** One more target that has to wait. */
  add(quota: boolean, untilMs: number | undefined): void {
    if (quota) this.quota++;
    else this.others++;
    if (untilMs !== undefined && untilMs < (this.soonestMs ?? Infinity)) this.soonestMs = untilMs;
  }
}
