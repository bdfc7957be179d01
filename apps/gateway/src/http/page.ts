import type { ListedModel } from './model-list.js';

/** How callers ask for a part of a list. */
export interface PageQuery {
  /** Absent: all there is. */
  readonly limit?: number;
  /** The id that the part begins behind. */
  readonly after?: string;
  /** The id that the part ends before; `after` wins. */
  readonly before?: string;
}

export interface Page {
  readonly models: readonly ListedModel[];
  /** There is more in the direction that was asked for. */
  readonly more: boolean;
}

/** The policy has changed under whoever walks the list, or the id was made up. */
class NotInList extends Error {
  readonly statusCode = 400;
}

/** @throws NotInList */
export function pageOf(all: readonly ListedModel[], { limit = Infinity, after, before }: PageQuery): Page {
  if (after === undefined && before !== undefined) {
    const end = indexOf(all, before);
    const start = Math.max(0, end - limit);
    return { models: all.slice(start, end), more: start > 0 };
  }
  const start = after === undefined ? 0 : indexOf(all, after) + 1;
  return { models: all.slice(start, start + limit), more: start + limit < all.length };
}

/** What is no whole number above zero asks for nothing in particular. */
export function readLimit(text: string | null): { readonly limit?: number } {
  const limit = Number(text);
  return Number.isInteger(limit) && limit > 0 ? { limit } : {};
}

function indexOf(all: readonly ListedModel[], id: string): number {
  const index = all.findIndex((model) => model.id === id);
  if (index >= 0) return index;
  throw new NotInList(`The list of models has no "${id}" any more; begin with its first page.`);
}
