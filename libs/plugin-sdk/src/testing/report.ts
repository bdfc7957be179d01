/** How one case of the kit ended. `not_claimed`: the plugin does not say that it can do this, so nothing was checked. */
export interface CaseResult {
  /** Unique in the kit: `provider.text`, `strategy.deterministic`. */
  readonly code: string;
  /** What the case proves. */
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'not_claimed';
  /** What was expected and what was there, or why it is not claimed. Never a secret. */
  readonly why?: string;
}

/** One provider type or strategy of a plugin, with its cases in the order of the table. */
export interface SubjectReport {
  readonly kind: 'provider' | 'strategy';
  readonly name: string;
  readonly cases: readonly CaseResult[];
}

/** What the kit found in a plugin. */
export interface KitReport {
  /** As it was given: a path or a package. */
  readonly reference: string;
  /** The plugin's own name; undefined when it could not be loaded. */
  readonly name?: string;
  readonly version?: string;
  /** Why it could not be loaded: a code of the loader, and its words. Then there are no subjects. */
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly subjects: readonly SubjectReport[];
  /** No problem, and no case failed. */
  readonly passed: boolean;
}
