const OWN_SCOPE = '@fairlead/';

/** Whether code of a stranger runs in this thread: a loop of it that does not end is told of, which takes a second thread. */
class ForeignCode {
  #here = false;
  readonly #listeners = new Set<() => void>();

  /** @param reference the package or path of a plugin, as the configuration names it */
  loaded(reference: string): void {
    if (this.#here || reference.startsWith(OWN_SCOPE)) return;
    this.#here = true;
    for (const listener of this.#listeners) listener();
  }

  /** Hears of the first of it, at once where it is here already. @returns to stop it */
  onArrival(listener: () => void): () => void {
    if (this.#here) listener();
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const foreignCode = new ForeignCode();
