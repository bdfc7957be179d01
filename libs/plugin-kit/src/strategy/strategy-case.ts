import type { StrategySubject } from './trial.js';

/** One thing that every strategy must get right. */
export interface StrategyCase {
  /** Unique in the kit. */
  readonly code: string;
  /** What it proves, as a sentence. */
  readonly title: string;
  /**
   * @throws Difference when it is not so
   * @throws NotClaimed when the plugin does not say that it can do this
   */
  run(subject: StrategySubject): void;
}
