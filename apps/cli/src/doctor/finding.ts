/** What is looked at, in this order. */
const CHECKS = {
  key: 'the credential is there and looks like one',
  proxy: 'whether a proxy stands between',
  dns: 'the name has an address',
  connection: 'a connection opens, and the certificate is good',
  models: 'the provider takes the key and lists its models',
  names: 'each model that the policy names is in that list',
  quota: 'what the rate-limit headers say is left',
  clock: 'both clocks agree',
} as const;
export type CheckName = keyof typeof CHECKS;

/** `problem`: requests fail. `warning`: they may soon. `skipped`: it could not be looked at. */
export type Level = 'ok' | 'warning' | 'problem' | 'skipped';

/** What one check found, without secrets. */
export interface Finding {
  readonly check: CheckName;
  readonly level: Level;
  readonly said: string;
  /** What to do about it. */
  readonly todo?: string;
}

export const ok = (check: CheckName, said: string): Finding => ({ check, level: 'ok', said });
export const skipped = (check: CheckName, said: string): Finding => ({ check, level: 'skipped', said });
export const warning = (check: CheckName, said: string, todo: string): Finding => ({
  check,
  level: 'warning',
  said,
  todo,
});
export const problem = (check: CheckName, said: string, todo: string): Finding => ({
  check,
  level: 'problem',
  said,
  todo,
});
