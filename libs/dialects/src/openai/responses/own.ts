import type { Extras } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';

/** The name of this dialect, as parts, tools and extras bear it. */
export const OWN = 'openai-responses';

/** What this dialect said at some level and the form has no word for. */
export function ownExtras(holder: { readonly extras?: Extras }): JsonObject {
  return holder.extras?.[OWN] ?? {};
}

/** A group within the own extras: the fields of an item stand apart from those of a content part inside it. */
export function ownGroup(holder: { readonly extras?: Extras }, group: string): JsonObject {
  return asObject(ownExtras(holder)[group]) ?? {};
}

/** `extras` of this dialect, or no such key where there is nothing to keep. */
export function keep(own: JsonObject | undefined): { readonly extras?: Extras } {
  if (own === undefined) return {};
  const kept = Object.entries(own).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? {} : { extras: { [OWN]: Object.fromEntries(kept) } };
}
