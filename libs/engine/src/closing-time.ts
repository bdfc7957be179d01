import { Roster, type Place } from './roster.js';

/** An attempt that can be told that there is no more time. */
interface UnderWay {
  expire(): void;
}

/** The end of the process: attempts under way end at once, and their callers are told so in the words of their dialect. */
export class ClosingTime {
  #come = false;
  readonly #underWay = new Roster<UnderWay>();

  begins(attempt: UnderWay): Place<UnderWay> {
    const place = this.#underWay.join(attempt);
    if (this.#come) attempt.expire();
    return place;
  }

  ended(place: Place<UnderWay>): void {
    this.#underWay.leave(place);
  }

  call(): void {
    this.#come = true;
    for (const attempt of this.#underWay.members()) attempt.expire();
  }
}
