import { Fault, isFault } from '@fairlead/plugin-sdk';
import type { Choice } from '@fairlead/routing';
import { Admission, type Admitted } from './admission/admission.js';
import { Answer } from './answer.js';
import { secondHalf } from './continuation/second-half.js';
import { TappedLane } from './continuation/tapped-lane.js';
import type { Course } from './course.js';
import type { EngineState } from './engine-state.js';
import type { Lane } from './lanes/lane.js';
import { asJsonArray } from './lanes/reframed-lane.js';
import { openExchange } from './opening.js';
import { isSuspicious } from './poison.js';
import type { ClientPort, Generation, Ingress } from './ports.js';
import { Presence } from './presence.js';
import type { Scene } from './scene.js';
import { offerCopies } from './shadow/offer-copies.js';
import type { Hold } from './spending/hold.js';
import { secure, type Secured } from './spending/secure.js';
import { Succession } from './succession.js';
import { Trial } from './trial.js';
import type { TrialEnd } from './trial-end.js';

/** One request from its bytes to its single end: choose, try, and on failure decide what comes next. */
export class Exchange {
  readonly #scene: Scene;
  readonly #answer: Answer;
  readonly #presence: Presence;
  #trial: Trial | undefined;

  constructor(
    readonly state: EngineState,
    readonly generation: Generation,
    readonly ingress: Ingress,
    client: ClientPort,
  ) {
    this.#answer = new Answer(state, generation, ingress, client);
    this.#presence = new Presence(state.clock, client, () => this.#trial?.cancel());
    this.#scene = { state, generation, ingress, answer: this.#answer, presence: this.#presence };
  }

  /** Never rejects: what is thrown where nothing should throw is an answer too. */
  async run(): Promise<void> {
    try {
      const course = openExchange(this.#scene);
      if (course !== undefined) await this.#carryOut(course);
    } catch (error) {
      this.#answer.fail(
        isFault(error) ? error : new Fault('gateway_error', 'The gateway failed; the cause is in its log.'),
        {},
        error,
      );
    }
  }

  /** Nothing comes between the choice and its attempt: a place that is free now may not be a moment later. */
  async #carryOut(opened: Course): Promise<void> {
    const admission = new Admission(this.#scene, opened);
    let admitted: Admitted | undefined;
    try {
      let answer = admission.ask();
      while (answer === 'queued') {
        await admission.turn();
        answer = admission.ask();
      }
      admitted = answer;
    } finally {
      admission.giveUp();
    }
    if (admitted === undefined) return;
    const { course } = admitted;
    const { suspects } = course;
    this.#answer.onGiven = () => offerCopies(this.#scene, course);
    await this.#pursue(admitted).finally(() => suspects.charge());
  }

  async #pursue({ course, ...first }: Admitted): Promise<void> {
    const succession = new Succession(this.#scene, course);
    let secured: Secured | undefined = first;
    let last: Fault | undefined;
    let before: Choice | undefined;
    while (secured !== undefined) {
      const { choice, hold }: Secured = secured;
      if (choice.target.id !== before?.target.id) this.#earnRetries(course, choice);
      before = choice;
      const end = await this.#try(course, choice, hold).finally(() => hold.release());
      if (end.kind !== 'failed') return this.#answer.settle(end);
      if (end.committed) return this.#answer.settle((await this.#goOn(course, choice, end)) ?? end);
      last = end.fault;
      if (last.faultClass === 'rate_limited') this.#noteQuota(course, choice);
      const next = await succession.after(choice, end);
      if (this.#presence.gone) return this.#answer.cancelled();
      secured = next && secure(this.#scene, course, next);
      if (secured !== undefined) this.#observeMove(course, choice, secured.choice, end.fault);
    }
    if (last !== undefined) this.#answer.fail(this.#withQuotaHint(course, last));
  }

  #noteQuota(course: Course, { target }: Choice): void {
    const { untilMs = this.state.clock.now() } = this.generation.health.standing(target.id).obstacle ?? {};
    course.quotaBackAt = Math.min(course.quotaBackAt ?? Infinity, untilMs);
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

  async #try(course: Course, choice: Choice, hold: Hold): Promise<TrialEnd> {
    const lane = course.fitness.lane(choice.info);
    const { onStreamBreak } = course.route.failover;
    const remembers =
      course.facts.stream && onStreamBreak === 'continue' && this.ingress.framing === undefined;
    course.tapped = remembers ? new TappedLane(lane) : undefined;
    const end = await this.#attempt(course, choice, course.tapped ?? lane, hold);
    this.#judge(course, choice, end);
    return end;
  }

  /** The stream broke off after content; undefined: nobody can go on with it. */
  async #goOn(
    course: Course,
    broken: Choice,
    end: TrialEnd & { kind: 'failed' },
  ): Promise<TrialEnd | undefined> {
    if (this.#presence.gone || this.#answer.countedAttempts >= course.maxAttempts) return undefined;
    const second = course.tapped && secondHalf(this.state, this.#answer.decisions, course, broken, end);
    if (second === undefined) return undefined;
    const hold = course.purse.reserve(second.choice.info);
    if (hold === undefined) return undefined;
    this.#observeMove(course, broken, second.choice, end.fault);
    const ending = await this.#attempt(course, second.choice, second.lane, hold);
    ending.flight.end(ending.outcome);
    return ending.kind === 'failed' ? undefined : ending;
  }

  async #attempt(course: Course, choice: Choice, lane: Lane, hold: Hold): Promise<TrialEnd> {
    const framed = this.ingress.framing === 'json-array' ? asJsonArray(lane) : lane;
    this.#trial = new Trial(
      this.state,
      this.generation,
      this.ingress,
      this.#answer,
      course.route,
      choice,
      framed,
      course.facts,
      // Not when the stream ends: until then a broken target would go on taking requests.
      () => course.suspects.charge(),
    );
    const end = await this.#trial.run(course.deadline.totalAt);
    hold.settle(end);
    return end;
  }

  /** Tells health and routing how it went; what may be the request's own fault waits. */
  #judge({ suspects }: Course, choice: Choice, end: TrialEnd): void {
    if (end.kind === 'failed' && !end.committed && isSuspicious(end.fault.faultClass)) {
      const known = this.state.poison.knows(this.ingress.body);
      const suspicion = { scopes: choice.info.scopes, failureRate: choice.candidate.failureRate };
      if (known) return end.flight.end({ ...end.outcome, uncharged: true });
      end.poisoned = suspects.accuse({ flight: end.flight, outcome: end.outcome, suspicion });
      if (end.poisoned) this.state.poison.remember(this.ingress.body);
      return;
    }
    if (end.kind === 'done') suspects.charge();
    end.flight.end(end.outcome);
  }

  #observeMove({ route }: Course, from: Choice, to: Choice, fault: Fault): void {
    if (from.target.id === to.target.id) return;
    const move = { route: route.name, from: from.target.id, to: to.target.id, result: fault.faultClass };
    this.state.observer.failedOver(move);
  }
}
