import type { TappedLane } from '../continuation/tapped-lane.js';
import type { Course } from '../course.js';
import { asJsonArray } from '../lanes/reframed-lane.js';
import type { Lane } from '../lanes/lane.js';
import type { Scene } from '../scene.js';
import type { Secured } from '../spending/secure.js';
import { Trial } from '../trial.js';
import type { TrialEnd } from '../trial-end.js';

interface Entry extends Secured {
  readonly lane: Lane;
  /** The same lane, where it is remembered what it says: another target may have to go on with it. */
  readonly tapped?: TappedLane | undefined;
  /** It goes beside another attempt that is slow. */
  readonly hedge: boolean;
  /** Its first content is about to go to the caller. */
  readonly onCommit: () => void;
}

/** One target in the running: its attempt, and the money that was set aside for it. */
export class Entrant {
  readonly hedge: boolean;
  readonly tapped: TappedLane | undefined;
  readonly #hold: Entry['hold'];
  readonly #trial: Trial;
  readonly #totalAt: number;

  constructor(scene: Scene, course: Course, entry: Entry) {
    const { choice, hold, hedge, onCommit, tapped } = entry;
    const lane = tapped ?? entry.lane;
    this.hedge = hedge;
    this.#hold = hold;
    this.#totalAt = course.deadline.totalAt;
    this.tapped = tapped;
    this.#trial = new Trial(scene, course, {
      choice,
      lane: scene.ingress.framing === 'json-array' ? asJsonArray(lane) : lane,
      hedge,
      onCommit,
    });
  }

  /** Something of an answer is here already, even if the caller has none of it. */
  get answering(): boolean {
    return this.#trial.answering;
  }

  /** @throws what the trial throws before anything of it is under way */
  run(): Promise<TrialEnd> {
    try {
      return this.#trial.run(this.#totalAt).then(this.#settled, this.#failed);
    } catch (error) {
      this.#hold.release();
      throw error;
    }
  }

  readonly #settled = (end: TrialEnd): TrialEnd => {
    this.#hold.settle(end);
    return end;
  };

  readonly #failed = (error: unknown): never => {
    this.#hold.release();
    throw error;
  };

  /** The provider is told at once. */
  cancel(): void {
    this.#trial.cancel();
  }
}
