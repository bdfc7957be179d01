import type { Rng } from '@fairlead/plugin-sdk';
import type { HealthProfile } from '@fairlead/policy';
import { OutcomeWindow } from './outcome-window.js';
import type { CircuitState } from './standing.js';

/** Failures in a row that end a recovery. */
const RECOVERY_FAILURES = 2;
/** A target that has answered nothing since it came back gets no more than this at once. */
const UNPROVEN_INFLIGHT = 2;
/** Healthy time, with traffic, that takes one level off. */
const LEVEL_DECAY_MS = 60_000;

/**
 * One scope's circuit: healthy, ejected for a while, on probation with a few live requests, recovering with a growing
 * share. Time moves it lazily: whoever asks first after `untilMs` sees the new state.
 */
export class Circuit {
  state: CircuitState = 'healthy';
  /** Ejections of this run of incidents: each one lasts longer than the one before. */
  level = 0;
  untilMs = 0;
  /** Of all incidents so far. */
  ejections = 0;
  /**
   * Counts ejections and their ends. What was admitted before either says nothing about the time after it: a request
   * that was let through to an ejected target is no trial.
   */
  epoch = 0;
  /** A probe must pass before an ejection ends. */
  gated = false;
  /** Live requests on trial: in probation, or in a recovery that has no success yet. */
  onTrial = 0;
  consecutiveFailures = 0;
  window: OutcomeWindow;
  #successes = 0;
  #failuresInRow = 0;
  #recoveringSinceMs = 0;
  #healthySinceMs: number;

  constructor(
    private profile: HealthProfile,
    private readonly rng: Rng,
    nowMs: number,
  ) {
    this.window = new OutcomeWindow(profile.passive.windowMs);
    this.#healthySinceMs = nowMs;
  }

  /** New numbers from now on. What was learned stays, but for outcomes counted over another length of time. */
  configure(profile: HealthProfile): void {
    const { windowMs } = profile.passive;
    if (windowMs !== this.window.windowMs) this.window = new OutcomeWindow(windowMs);
    this.profile = profile;
  }

  /** Starts with a small share: its pool is well without it. */
  startSlowly(nowMs: number): void {
    this.#recover(nowMs);
  }

  /** Whether time alone has moved it on since it was last asked. */
  isDue(nowMs: number): boolean {
    if (this.state === 'ejected') return !this.gated && nowMs >= this.untilMs;
    return this.state === 'recovering' && nowMs >= this.#recoveringSinceMs + this.profile.slowStart.windowMs;
  }

  /** Brings the state up to `nowMs`. */
  advance(nowMs: number): void {
    if (!this.isDue(nowMs)) return;
    if (this.state === 'ejected') {
      this.#try();
      return;
    }
    this.state = 'healthy';
    this.window.clear();
    this.consecutiveFailures = 0;
    this.#healthySinceMs = nowMs;
  }

  /** Nothing to tell of it. */
  get isWell(): boolean {
    return this.state === 'healthy' && this.level === 0;
  }

  /** Whether one more live request may go out; probation and the first moments of recovery admit few. */
  get full(): boolean {
    if (this.state === 'probation') return this.onTrial >= this.profile.probation.concurrency;
    return this.state === 'recovering' && this.#successes === 0 && this.onTrial >= UNPROVEN_INFLIGHT;
  }

  /** Slow start's share of the weight, in (0, 1]. */
  weight(nowMs: number): number {
    if (this.state !== 'recovering') return 1;
    const { windowMs, minWeight, aggression } = this.profile.slowStart;
    const progress = Math.min(1, (nowMs - this.#recoveringSinceMs) / windowMs);
    return Math.max(minWeight, progress ** (1 / aggression));
  }

  succeed(nowMs: number): void {
    this.window.record(true, nowMs);
    this.consecutiveFailures = 0;
    this.#failuresInRow = 0;
    if (this.state === 'probation' && ++this.#successes >= this.profile.probation.successes)
      this.#recover(nowMs);
    else if (this.state === 'recovering') this.#successes++;
    else if (this.state === 'healthy') this.#forgive(nowMs);
  }

  /** @param weight how much the failure adds to the run of consecutive ones */
  fail(nowMs: number, weight: number): void {
    this.window.record(false, nowMs);
    this.consecutiveFailures += weight;
    if (this.state === 'healthy') {
      if (this.#isTooMuch(nowMs)) this.eject(nowMs);
    } else if (this.state === 'probation') this.eject(nowMs);
    else if (this.state === 'recovering' && ++this.#failuresInRow >= RECOVERY_FAILURES) this.eject(nowMs);
  }

  /** A rate limit is no failure, but a target on probation has not passed with it. */
  refuse(nowMs: number): void {
    if (this.state === 'probation') this.eject(nowMs);
  }

  /** @param forMs how long, where that is known; otherwise longer than the last time */
  eject(nowMs: number, forMs?: number): void {
    const { baseMs, multiplier, maxMs, jitter } = this.profile.ejection;
    this.level++;
    this.ejections++;
    const stayMs = Math.min(maxMs, baseMs * multiplier ** (this.level - 1));
    this.untilMs = nowMs + (forMs ?? stayMs * (1 - jitter + 2 * jitter * this.rng.float()));
    this.state = 'ejected';
    this.epoch++;
    this.onTrial = 0;
    this.#successes = 0;
    this.#failuresInRow = 0;
  }

  /** A free probe passed. It can end a stay, never declare health. */
  probePassed(nowMs: number, early: boolean): void {
    if (this.state === 'ejected' && (early || nowMs >= this.untilMs)) this.#try();
  }

  /** A free probe failed at the end of a stay: another, longer one. */
  probeFailed(nowMs: number): void {
    if (this.state === 'ejected' && nowMs >= this.untilMs) this.eject(nowMs);
  }

  #isTooMuch(nowMs: number): boolean {
    const { consecutiveFailures, failureRate, minRequests } = this.profile.passive;
    if (this.consecutiveFailures >= consecutiveFailures) return true;
    const seen = this.window.read(nowMs);
    return seen.count >= minRequests && (seen.failureRate ?? 0) >= failureRate;
  }

  #try(): void {
    this.state = 'probation';
    this.epoch++;
    this.onTrial = 0;
    this.#successes = 0;
  }

  #recover(nowMs: number): void {
    const proven = this.state === 'probation';
    this.state = 'recovering';
    this.#recoveringSinceMs = nowMs;
    this.#failuresInRow = 0;
    this.onTrial = 0;
    this.#successes = proven ? 1 : 0;
  }

  /** One level at a time: an hour in which nobody asked proves no more than a minute in which somebody did. */
  #forgive(nowMs: number): void {
    const healthyMs = nowMs - this.#healthySinceMs;
    if (this.level === 0 || healthyMs < LEVEL_DECAY_MS) return;
    this.level--;
    this.#healthySinceMs = nowMs - (healthyMs % LEVEL_DECAY_MS);
  }
}
