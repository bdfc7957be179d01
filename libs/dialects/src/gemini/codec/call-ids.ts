/**
 * Ids that were made up here, for calls to which the vendor gave none. They fit into the 40 characters that some
 * dialects allow; the vendor has ids of its own that begin with `call_`.
 */
const MADE_UP = /^gemini_call_(?:[\w-]+_)?\d+$/;

/** True for an id that the vendor never saw: it is not sent, and the vendor matches calls and results by name. */
export function isMadeUp(id: string): boolean {
  return MADE_UP.test(id);
}

/** Gives every call of a text an id, and every result that of its call. Stable: the same text has the same ids. */
export class CallIds {
  #count = 0;
  readonly #open: { readonly id: string; readonly name: string }[] = [];

  /** @param scope what makes the ids unique where several texts are one conversation; '' for a whole one */
  constructor(readonly scope = '') {}

  ofCall(given: string | undefined, name: string): string {
    const id = given ?? this.#next();
    this.#open.push({ id, name });
    return id;
  }

  /** The call with the id that the result states; else the first one of its name that has no result yet. */
  ofResult(given: string | undefined, name: string): string {
    const byId = this.#open.findIndex((call) => call.id === given);
    const at = byId >= 0 ? byId : this.#open.findIndex((call) => call.name === name);
    const [call] = at < 0 ? [] : this.#open.splice(at, 1);
    return call?.id ?? given ?? this.#next();
  }

  #next(): string {
    return `gemini_call_${this.scope === '' ? '' : `${this.scope}_`}${this.#count++}`;
  }
}
