/**
 * What stands below an address that a plugin gave, which may have a query of its own (a version, say).
 *
 * @param suffix further segments of the path, a query, or both
 */
export function addressBelow(address: string, suffix: string): string {
  const [base, own] = halves(address);
  const [path, query] = halves(suffix);
  const queries = [own, query].filter((text) => text !== '');
  return `${base}${path}${queries.length > 0 ? `?${queries.join('&')}` : ''}`;
}

function halves(text: string): [before: string, query: string] {
  const mark = text.indexOf('?');
  return mark < 0 ? [text, ''] : [text.slice(0, mark), text.slice(mark + 1)];
}
