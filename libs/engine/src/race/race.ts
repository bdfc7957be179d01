import type { TargetId } from '@fairlead/plugin-sdk';
import { TappedLane } from '../continuation/tapped-lane.js';
import type { Course } from '../course.js';
import { judge } from '../judge.js';
import type { Scene } from '../scene.js';
import type { Secured } from '../spending/secure.js';
import type { Lane } from '../lanes/lane.js';
import type { Succession } from '../succession.js';
import type { TrialEnd } from '../trial-end.js';
import { Entrant } from './entrant.js';
import { Hedge } from './hedge.js';

type Failed = TrialEnd & { readonly kind: 'failed' };

/**
 * One attempt at a target and, where the route hedges and the target is slow, a second one beside it. The first content
 * of either is the answer, and the other is called off in the same tick; when one fails, the other goes on alone.
 */
export class Race {
  #running: readonly Entrant[] = [];
  /** Whose end is the end of the race, once that is clear. */
  #decided: Entrant | undefined;
  #end: TrialEnd | undefined;
  #hedge: { readonly target: TargetId; readonly entrant: Entrant } | undefined;
  #lostNanoUsd: number | undefined;
  #stopWaiting: (() => void) | undefined;
  #resolve!: (end: TrialEnd) => void;
  #reject!: (error: unknown) => void;

  constructor(
    private readonly scene: Scene,
    private readonly course: Course,
    private readonly succession: Succession,
  ) {}

  /** Resolves when all attempts of the race are over, with the end that counts. */
  run(first: Secured): Promise<TrialEnd> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      const primary = this.#enter(first, false);
      this.#planHedge(first, primary);
    });
  }

  /** The caller has left. */
  cancel(): void {
    this.#stopWaiting?.();
    for (const entrant of this.#running) entrant.cancel();
  }

  #enter(secured: Secured, hedge: boolean): Entrant {
    const lane = this.course.fitness.lane(secured.choice.info);
    const { choice, hold } = secured;
    const tapped = this.#tap(lane);
    const onCommit = (): void => {
      this.#decide(entrant);
      // Not when the stream ends: until then a broken target would go on taking requests.
      this.course.suspects.charge();
    };
    const entry = { choice, hold, lane, tapped, hedge, onCommit };
    const entrant = new Entrant(this.scene, this.course, entry);
    this.#running = [...this.#running, entrant];
    entrant.run().then(
      (end) => this.#ended(entrant, end),
      (error: unknown) => this.#broke(error),
    );
    return entrant;
  }

  #tap(lane: Lane): TappedLane | undefined {
    const { facts, route } = this.course;
    const { framing } = this.scene.ingress;
    const remembers = facts.stream && route.failover.onStreamBreak === 'continue' && framing === undefined;
    return remembers ? new TappedLane(lane) : undefined;
  }

  #planHedge({ choice }: Secured, primary: Entrant): void {
    const { scene, course } = this;
    const plan = course.route.hedge;
    if (plan === undefined || course.fitness.lane(choice.info).dialect.relayed) return;
    const hedge = new Hedge(scene, course, plan, choice);
    const delayMs = hedge.delayMs();
    if (delayMs === undefined) return;
    this.#stopWaiting = scene.state.clock.after(delayMs, () => {
      if (this.#decided !== undefined || primary.answering) return;
      try {
        const second = hedge.secure();
        if (second !== undefined)
          this.#hedge = { target: second.choice.target.id, entrant: this.#enter(second, true) };
      } catch (error) {
        this.#broke(error);
      }
    });
  }

  /** The others are called off, and nothing is waited for any more. */
  #decide(entrant: Entrant): void {
    this.#stopWaiting?.();
    if (this.#decided !== undefined) return;
    this.#decided = entrant;
    this.course.tapped = entrant.tapped;
    for (const other of this.#running) if (other !== entrant) other.cancel();
  }

  #ended(entrant: Entrant, end: TrialEnd): void {
    try {
      this.#weigh(entrant, end);
    } catch (error) {
      this.#broke(error);
    }
  }

  #weigh(entrant: Entrant, end: TrialEnd): void {
    this.#running = this.#running.filter((other) => other !== entrant);
    if (this.#decided !== undefined && this.#decided !== entrant) this.#lost(end);
    else {
      judge(this.scene, this.course, end);
      if (end.kind === 'failed' && this.#leavesIt(entrant, end)) return;
      this.#decide(entrant);
      this.#end = end;
    }
    if (this.#running.length === 0) this.#finish();
  }

  /** The other goes on alone, unless what the first was told is about the request. */
  #leavesIt(entrant: Entrant, end: Failed): boolean {
    if (this.#running.length === 0 || this.#decided !== undefined) return false;
    return this.succession.passOver(end, entrant.hedge ? 'always' : 'unless_final');
  }

  /** Not a failure of its own; what it is known to have cost is paid. */
  #lost(end: TrialEnd): void {
    end.flight.end(end.outcome);
    this.#lostNanoUsd = end.bill.costNanoUsd;
  }

  #finish(): void {
    const end = this.#end!;
    if (this.#hedge !== undefined) {
      const { target, entrant } = this.#hedge;
      this.scene.record.hedge = {
        target,
        won: entrant === this.#decided && (end.kind === 'done' || end.committed),
        ...(this.#lostNanoUsd !== undefined && { lostNanoUsd: this.#lostNanoUsd }),
      };
    }
    this.#resolve(end);
  }

  #broke(error: unknown): void {
    this.cancel();
    this.#reject(error);
  }
}
