import type { Extras } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';

/** The name of this dialect, as parts, tools and extras bear it. */
export const OWN = 'anthropic-messages';

/** What this dialect said at some level and the form has no word for. */
export function ownExtras(holder: { readonly extras?: Extras }): JsonObject {
  return holder.extras?.[OWN] ?? {};
}

/** `extras` of this dialect, or no such key where there is nothing to keep. */
export function keep(rest: JsonObject | undefined): { readonly extras?: Extras } {
  const own = unlessEmpty(defined({ ...rest }));
  return own === undefined ? {} : { extras: { [OWN]: own } };
}

/** The object; undefined where it has no field. */
export function unlessEmpty<T extends object>(object: T | undefined): T | undefined {
  return object === undefined || Object.keys(object).length === 0 ? undefined : object;
}
