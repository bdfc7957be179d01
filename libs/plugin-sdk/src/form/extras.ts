import type { DialectName } from '../operation.js';
import type { JsonObject } from '../json.js';

/**
 * What one dialect says and the form has no word for, under that dialect's name: so that nothing is lost when the
 * same dialect writes it again. Another dialect never reads it.
 */
export type Extras = Readonly<Partial<Record<DialectName, JsonObject>>>;
