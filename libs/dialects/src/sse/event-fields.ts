import { decodeUtf8 } from '../json/decode.js';

/** The fields of one server-sent event that matter here. */
export interface EventFields {
  /** The `event:` field. */
  readonly name?: string;
  /** The `data:` lines joined by LF; undefined when there is none (a comment, a ping, a blank line). */
  readonly data?: string;
}

/** Reads one event, as cut by the splitter. A byte order mark before the first field is passed over. */
export function readEvent(bytes: Uint8Array): EventFields {
  const text = decodeUtf8(bytes);
  // Nearly every event of a stream: one data line, one blank line.
  if (text.startsWith('data: ') && text.indexOf('\n') === text.length - 2 && !text.includes('\r')) {
    return { data: text.slice(6, -2) };
  }
  return readLines(text.replace(/^\uFEFF/, ''));
}

function readLines(text: string): EventFields {
  let name: string | undefined;
  let data: string | undefined;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    if (field !== 'data' && field !== 'event') continue;
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') name = value;
    else data = data === undefined ? value : `${data}\n${value}`;
  }
  return { ...(name !== undefined && { name }), ...(data !== undefined && { data }) };
}
