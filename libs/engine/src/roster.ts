/** A member's place; what it leaves by. */
export interface Place<T> {
  readonly member: T;
  index: number;
}

/**
 * Who is here now, in no order. Not a Set: that makes a new table every few dozen departures, and each outgrown table, once it is
 * old, keeps all that was in it until the next full collection.
 */
export class Roster<T> {
  readonly #places: Place<T>[] = [];

  join(member: T): Place<T> {
    const place = { member, index: this.#places.length };
    this.#places.push(place);
    return place;
  }

  /** Once for each place. */
  leave(place: Place<T>): void {
    const last = this.#places.pop()!;
    if (last === place) return;
    this.#places[place.index] = last;
    last.index = place.index;
  }

  /** Those of this moment, whoever leaves meanwhile. */
  members(): T[] {
    return this.#places.map(({ member }) => member);
  }
}
