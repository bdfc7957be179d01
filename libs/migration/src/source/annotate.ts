import type { Remark, Verdict } from './remarks.js';

const MARKS: Readonly<Record<Verdict, string>> = { exact: '=', approximated: '~', unsupported: '!' };
const ORDER: readonly Verdict[] = ['exact', 'approximated', 'unsupported'];

/**
 * The source with a mark before every line (`=` exact, `~` approximated, `!` unsupported) and the notes behind it. A
 * line that begins no setting goes on with the one above. Values that may be keys are not repeated.
 */
export function annotate(text: string, remarks: readonly Remark[]): string {
  let mark = ' ';
  const lines = text.split('\n').map((line, index) => {
    if (/^\s*(?:#|[[\]{},]*\s*$)/.test(line)) return `  ${line}`.trimEnd();
    const here = remarks.filter((remark) => remark.line === index + 1);
    if (here.length > 0) mark = MARKS[worst(here)];
    const notes = here.flatMap(({ note, path }) =>
      note && note !== 'holds what follows' ? [noted(path, note)] : [],
    );
    return `${mark} ${hidden(line)}${notes.length > 0 ? `  # ${notes.join('; ')}` : ''}`;
  });
  return lines.join('\n');
}

function noted(path: string, note: string): string {
  return `${path.slice(path.lastIndexOf('.') + 1)}: ${note}`;
}

function worst(remarks: readonly Remark[]): Verdict {
  return ORDER[Math.max(...remarks.map(({ verdict }) => ORDER.indexOf(verdict)))]!;
}

/** A key that stands in the source does not go into a report. */
function hidden(line: string): string {
  return line.replaceAll(
    /((?:api_key|master_key|password|secret_key|client_secret|auth_token)"?\s*:\s*)("?)(?!os\.environ\/|\$|["{])[^\s,"]+/gi,
    '$1$2…',
  );
}
