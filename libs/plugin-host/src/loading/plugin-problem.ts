export type PluginProblemCode =
  | 'plugin-not-found'
  | 'plugin-version'
  | 'plugin-throws'
  | 'plugin-timeout'
  | 'plugin-shape'
  | 'plugin-conflict'
  | 'plugin-isolation';

/** Why one plugin could not be used: what, where, and what to do. The others are loaded all the same. */
export interface PluginProblem {
  readonly code: PluginProblemCode;
  /** The package or path as the configuration names it. */
  readonly reference: string;
  readonly message: string;
}
