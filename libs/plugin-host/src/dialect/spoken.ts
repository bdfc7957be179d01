import {
  DIALECTS,
  FORM_DIALECT,
  type DialectDefinition,
  type DialectName,
  type Provider,
  type SpokenDialect,
} from '@fairlead/plugin-sdk';
import { ForeignDialect } from './foreign-dialect.js';

/** What a provider speaks, as the engine sees it, and what stands behind the intermediate form. */
export interface Spoken {
  readonly names: readonly DialectName[];
  readonly foreign?: ForeignDialect;
}

/**
 * @param dialects those that plugins brought
 * @throws TypeError for a dialect that nobody knows, or none at all
 */
export function spokenBy(
  speaks: readonly SpokenDialect[],
  { exchange }: Pick<Provider, 'exchange'>,
  dialects: ReadonlyMap<string, DialectDefinition>,
): Spoken {
  const foreign = speaks.filter((name) => !isOwn(name));
  const unknown = foreign.find((name) => !dialects.has(name));
  if (unknown !== undefined) throw new TypeError(`it speaks "${unknown}", which no loaded plugin brings`);
  if (foreign.length > 1)
    throw new TypeError(`it speaks several dialects of plugins: ${foreign.join(', ')}; one at most`);
  if (foreign.length > 0 && exchange !== undefined)
    throw new TypeError(`it has exchange() and speaks "${foreign[0]}": one of them at most`);
  if (speaks.includes(FORM_DIALECT) && exchange === undefined)
    throw new TypeError(`it speaks "${FORM_DIALECT}" without exchange(): the form goes over no wire`);
  const names = speaks.map((name) => (isOwn(name) ? name : FORM_DIALECT));
  if (exchange !== undefined && !names.includes(FORM_DIALECT)) names.unshift(FORM_DIALECT);
  if (names.length === 0) throw new TypeError('it speaks no dialect, and has no exchange()');
  const [name] = foreign;
  return { names, ...(name !== undefined && { foreign: new ForeignDialect(name, dialects.get(name)!) }) };
}

function isOwn(name: SpokenDialect): name is DialectName {
  return Object.hasOwn(DIALECTS, name);
}
