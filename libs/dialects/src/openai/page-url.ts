/** A page's address as the schema wants it; undefined for what is no address. Vendors cite some with blanks in them. */
export function pageUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return /\s/.test(url) ? new URL(url).href : url;
}
