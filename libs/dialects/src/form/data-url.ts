/** `data:image/png;base64,…`, taken apart; undefined for any other URL. */
export function parseDataUrl(
  url: string,
): { readonly mediaType?: string; readonly base64: string } | undefined {
  if (!url.startsWith('data:')) return undefined;
  const comma = url.indexOf(',');
  const head = url.slice('data:'.length, comma).split(';');
  if (comma < 0 || head.at(-1) !== 'base64') return undefined;
  const mediaType = head.slice(0, -1).join(';');
  return { base64: url.slice(comma + 1), ...(mediaType !== '' && { mediaType }) };
}

export function toDataUrl(mediaType: string, base64: string): string {
  return `data:${mediaType};base64,${base64}`;
}
