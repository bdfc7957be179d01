import type { Extras } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';

/** The name of this dialect, as parts, tools and extras bear it. */
export const OWN = 'openai-chat';

/** What this dialect said at some level and the form has no word for. */
export function ownExtras(holder: { readonly extras?: Extras }): JsonObject {
  return holder.extras?.[OWN] ?? {};
}

/** `extras` of this dialect, or no such key where there is nothing to keep. */
export function keep(own: JsonObject | undefined): { readonly extras?: Extras } {
  const kept = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? {} : { extras: { [OWN]: Object.fromEntries(kept) } };
}

/** What is written, and what was kept of the same object; where both say an object, its fields are put together. */
export function withOwn(written: JsonObject, holder: { readonly extras?: Extras }): JsonObject {
  const kept = Object.entries(ownExtras(holder)).map(([key, value]) => {
    const [here, there] = [asObject(written[key]), asObject(value)];
    return [key, here && there ? { ...here, ...there } : value] as const;
  });
  return { ...written, ...Object.fromEntries(kept) };
}
