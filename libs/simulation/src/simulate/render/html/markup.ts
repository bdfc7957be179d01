/** Text as it may stand in a page. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}

/** A table of texts; a heading that begins with `>` is a column of figures. */
export function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const figures = headings.map((heading) => heading.startsWith('>'));
  const cell = (tag: 'td' | 'th', text: string, column: number): string =>
    `<${tag}${figures[column] ? ' class="figure"' : ''}>${escaped(text)}</${tag}>`;
  const head = headings.map((heading, column) => cell('th', heading.replace(/^>/, ''), column)).join('');
  const body = rows
    .map((row) => `<tr>${row.map((text, column) => cell('td', text, column)).join('')}</tr>`)
    .join('\n');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}
