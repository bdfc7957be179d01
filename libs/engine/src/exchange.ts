import { Fault, isFault } from '@fairlead/plugin-sdk';
import type { Choice } from '@fairlead/routing';
import { Admission, type Admitted } from './admission/admission.js';
import { Answer } from './answer.js';
import { secondHalf } from './continuation/second-half.js';
import type { Course } from './course.js';
import type { EngineState } from './engine-state.js';
import { EarlyFlush } from './early-flush.js';
import { ExchangeRecord } from './exchange-record.js';
import { openExchange } from './opening.js';
import { Entrant } from './race/entrant.js';
import { Race } from './race/race.js';
import type { ClientPort, Generation, Ingress } from './ports.js';
import { Presence } from './presence.js';
import { tooLargeToReplay, withReplayHint } from './replay.js';
import type { Scene } from './scene.js';
import { offerCopies } from './shadow/offer-copies.js';
import { secure, type Secured } from './spending/secure.js';
import { Succession } from './succession.js';
import type { TrialEnd } from './trial-end.js';

type Failed = TrialEnd & { readonly kind: 'failed' };

/** One request from its bytes to its single end: choose, try, and on failure decide what comes next. */
export class Exchange {
  readonly #scene: Scene;
  readonly #answer: Answer;
  readonly #presence: Presence;
  /** What to stop when the caller leaves. */
  #running: Race | Entrant | undefined;
  readonly #earlyFlush: EarlyFlush;
  /** What is asked for, once somebody may answer. */
  #underWay: Course | undefined;

  constructor(
    readonly state: EngineState,
    readonly generation: Generation,
    readonly ingress: Ingress,
    client: ClientPort,
  ) {
    const record = new ExchangeRecord(state, generation, ingress);
    this.#answer = new Answer(record, generation, ingress, client);
    this.#presence = new Presence(state.clock, client, () => {
      this.#earlyFlush.stop();
      this.#running?.cancel();
    });
    this.#earlyFlush = new EarlyFlush(state.clock, this.#answer);
    this.#scene = { state, generation, ingress, record, answer: this.#answer, presence: this.#presence };
  }

  /** Never rejects: what is thrown where nothing should throw is an answer too. */
  async run(): Promise<void> {
    let admission: Admission | undefined;
    try {
      const course = this.#isOneTooMany() ? undefined : openExchange(this.#scene);
      if (course === undefined) return;
      this.#earlyFlush.start(this.#scene, course);
      admission = new Admission(this.#scene, course);
      let admitted = admission.ask();
      while (admitted === 'queued') {
        await admission.turn();
        admitted = admission.ask();
      }
      // Nothing comes between the choice and its attempt: a place that is free now may not be a moment later.
      if (admitted !== undefined) await this.#pursue(admitted);
    } catch (error) {
      this.#answer.fail(
        isFault(error) ? error : new Fault('gateway_error', 'The gateway failed; the cause is in its log.'),
        {},
        error,
      );
    } finally {
      admission?.giveUp();
      this.#underWay?.suspects.charge();
      this.#earlyFlush.stop();
    }
  }

  /** Somebody answers. */
  answered(): void {
    offerCopies(this.#scene, this.#underWay!);
  }

  /** Refused before its body is looked at: that is the work there is too much of. */
  #isOneTooMany(): boolean {
    const max = this.state.maxInflight();
    if (max === undefined || this.state.inflight <= max) return false;
    const message = `The gateway has ${max} requests under way and takes no more.`;
    this.#answer.fail(new Fault('gateway_throttled', message, { retryAfterMs: 1000 }));
    return true;
  }

  async #pursue(first: Admitted): Promise<void> {
    const { course } = first;
    this.#underWay = course;
    this.#answer.listener = this;
    const succession = new Succession(this.#scene, course);
    let secured: Secured | undefined = first;
    let last: Fault | undefined;
    let before: Choice | undefined;
    while (secured !== undefined) {
      const { choice }: Secured = secured;
      if (choice.target.id !== before?.target.id) this.#earnRetries(course, choice);
      const race = new Race(this.#scene, course, succession);
      this.#running = race;
      const end: TrialEnd = await race.run(secured);
      before = end.choice;
      if (end.kind !== 'failed') return this.#answer.settle(end);
      if (end.committed) return this.#answer.settle((await this.#goOn(course, end)) ?? end);
      last = end.fault;
      const next = await succession.after(end);
      if (this.#presence.gone) return this.#answer.cancelled();
      secured = next && secure(this.#scene, course, next);
      if (secured !== undefined) this.#observeMove(course, end, secured.choice);
    }
    if (last === undefined) return;
    const { notReplayedBytes } = this.#scene.record;
    this.#answer.fail(withReplayHint(this.#withQuotaHint(course, last), course.route, notReplayedBytes));
  }

  /** Whichever target said no last: the caller need not wait for longer than for the first that is back. */
  #withQuotaHint({ quotaBackAt }: Course, fault: Fault): Fault {
    if (fault.faultClass !== 'rate_limited' || quotaBackAt === undefined) return fault;
    const retryAfterMs = Math.max(0, quotaBackAt - this.state.clock.now());
    return new Fault(fault.faultClass, fault.message, { ...fault.details, retryAfterMs });
  }

  /** First attempts pay for retries; a retry that paid for others would feed a storm. */
  #earnRetries({ route }: Course, { info }: Choice): void {
    this.state.retryBudget.deposit(info.scopes.endpoint, route.failover.retryBudget.ratio);
  }

  /** The stream broke off after content; undefined: nobody can go on with it. */
  async #goOn(course: Course, broken: Failed): Promise<TrialEnd | undefined> {
    const { record } = this.#scene;
    if (this.#presence.gone || record.countedAttempts >= course.maxAttempts) return undefined;
    if (tooLargeToReplay(this.ingress, course.route) !== undefined) return undefined;
    const second = course.tapped && secondHalf(this.state, record.decisions, course, broken);
    if (second === undefined) return undefined;
    const hold = course.purse.reserve(second.choice.info);
    if (hold === undefined) return undefined;
    this.#observeMove(course, broken, second.choice);
    const onCommit = (): void => course.suspects.charge();
    const entrant = new Entrant(this.#scene, course, { ...second, hold, hedge: false, onCommit });
    this.#running = entrant;
    const ending = await entrant.run();
    ending.flight.end(ending.outcome);
    return ending.kind === 'failed' ? undefined : ending;
  }

  #observeMove({ route }: Course, { choice: from, fault }: Failed, to: Choice): void {
    if (from.target.id === to.target.id) return;
    const move = { route: route.name, from: from.target.id, to: to.target.id, result: fault.faultClass };
    this.state.observer.failedOver(move);
  }
}
