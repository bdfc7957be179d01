import type { ClientPort } from '@fairlead/engine';
import type { SteppedClock } from './stepped-clock.js';

/** How a caller treats its answer. */
export interface Manners {
  /** Leaves at this moment after the request. */
  readonly leavesAtMs?: number;
  /** Reads each write only after this long. */
  readonly readsAfterMs?: number;
}

/** The caller's end, which keeps all that it was sent. */
export class Caller implements ClientPort {
  readonly starts: { readonly status: number; readonly headers: Readonly<Record<string, string>> }[] = [];
  readonly writes: { readonly atMs: number; readonly text: string }[] = [];
  ends = 0;
  endedAtMs: number | undefined;
  gone = false;
  /** The connection was cut under it. */
  aborted = false;
  /** What was sent to a caller that had its end already, or before its status. */
  readonly outOfTurn: string[] = [];
  readonly #clock: SteppedClock;
  readonly #manners: Manners;
  #left: (() => void) | undefined;
  #resumes: (() => void)[] = [];

  constructor(clock: SteppedClock, manners: Manners = {}) {
    this.#clock = clock;
    this.#manners = manners;
    if (manners.leavesAtMs !== undefined) clock.after(manners.leavesAtMs, () => this.#leave());
  }

  start(status: number, headers: Readonly<Record<string, string>>): void {
    if (this.ends > 0) this.outOfTurn.push(`start ${status}`);
    this.starts.push({ status, headers });
  }

  write(bytes: Uint8Array): boolean {
    const text = Buffer.from(bytes).toString();
    if (this.starts.length === 0 || this.ends > 0) this.outOfTurn.push(text);
    this.writes.push({ atMs: this.#clock.now(), text });
    const { readsAfterMs } = this.#manners;
    if (readsAfterMs === undefined) return true;
    this.#clock.after(readsAfterMs, () => this.#resumes.splice(0).forEach((resume) => resume()));
    return false;
  }

  end(bytes?: Uint8Array): void {
    if (bytes !== undefined) this.write(bytes);
    this.ends++;
    this.endedAtMs = this.#clock.now();
  }

  abort(): void {
    this.aborted = true;
  }

  onDrain(resume: () => void): void {
    this.#resumes.push(resume);
  }

  onGone(left: () => void): void {
    this.#left = left;
  }

  get text(): string {
    return this.writes.map(({ text }) => text).join('');
  }

  get status(): number | undefined {
    return this.starts[0]?.status;
  }

  header(name: string): string | undefined {
    return this.starts[0]?.headers[name];
  }

  #leave(): void {
    if (this.ends > 0) return;
    this.gone = true;
    this.#left?.();
  }
}
