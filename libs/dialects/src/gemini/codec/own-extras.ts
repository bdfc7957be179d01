import type { Extras } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { unlessEmpty } from '../objects.js';

/** What only this dialect says, as a field to spread; nothing where there is nothing. */
export function ownExtras(rest: JsonObject | undefined): { extras?: Extras } {
  const gemini = rest && unlessEmpty(rest);
  return gemini === undefined ? {} : { extras: { gemini } };
}
