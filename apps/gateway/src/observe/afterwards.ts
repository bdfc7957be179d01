/**
 * Work that nobody waits for, done together once what has arrived is on its way: the same code for a dozen requests in a row
 * runs three times as fast as once in each of them, between sockets.
 */
export class Afterwards {
  #tasks: (() => void)[] = [];

  add(task: () => void): void {
    if (this.#tasks.push(task) === 1) setImmediate(this.finish);
  }

  /** Does what is left to do now, for whoever is about to look at its result. */
  readonly finish = (): void => {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  };
}
