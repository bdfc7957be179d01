import type { DialectName } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../json/decode.js';

/**
 * What one dialect says and the form has no word for, under that dialect's name: so that nothing is lost when the
 * same dialect writes it again. Another dialect never reads it.
 */
export type Extras = Readonly<Partial<Record<DialectName, JsonObject>>>;
