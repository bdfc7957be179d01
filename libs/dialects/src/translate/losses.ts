import type { CarriageTable, Reply, RequestFeature } from '../form/index.js';
import { replyFeatures } from './reply-features.js';
import type { RequestFeatures } from './request-features.js';

/** What becomes of a request on its way into another dialect. Fields are named as the caller's dialect names them. */
export interface RequestLosses {
  /** Cannot be expressed, and the answer would mean something else without it. */
  readonly refused: readonly { readonly field: string; readonly why: string }[];
  /** Left out; the answer means the same. */
  readonly dropped: readonly string[];
}

/** What only one dialect knows has no name in the other's table, nor in its own: these rows are about the others'. */
const NAMES: Readonly<Partial<Record<RequestFeature, string>>> = {
  vendor_tool: 'tools',
  vendor_part: 'content',
};

/** @param vendorFields names of the top-level fields that only the caller's dialect knows */
export function requestLosses(
  features: RequestFeatures,
  from: CarriageTable,
  to: CarriageTable,
  vendorFields: readonly string[],
): RequestLosses {
  const refused: { field: string; why: string }[] = [];
  const dropped = new Set<string>();
  for (const feature of features) {
    const there = to.request[feature];
    const here = from.request[feature];
    const field = 'as' in here ? here.as : (NAMES[feature] ?? feature);
    if (there.how === 'refused') refused.push({ field, why: there.note });
    if (there.how !== 'dropped') continue;
    for (const name of feature === 'vendor_field' ? vendorFields : [field]) dropped.add(name);
  }
  return { refused, dropped: [...dropped] };
}

/** What of a whole answer the caller's dialect has no word for. */
export function replyLosses(reply: Reply, to: CarriageTable): readonly string[] {
  return [...replyFeatures(reply)].filter((feature) => to.reply[feature].how === 'dropped');
}
