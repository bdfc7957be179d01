import { argsOf, wholeCall } from '../normalisations/gemini.js';

type Json = Record<string, unknown>;

/** What a client has of a stream at its end: fields that came, last ones first, and the parts of each candidate. */
export function geminiAnswer(chunks: readonly Json[]): Json {
  const answer: Json = {};
  const candidates = new Map<unknown, { fields: Json; parts: Json[] }>();
  for (const chunk of chunks) {
    Object.assign(answer, chunk);
    for (const candidate of (chunk['candidates'] ?? []) as Json[]) {
      const { content, index = 0, ...fields } = candidate;
      const so = candidates.get(index) ?? { fields: {}, parts: [] };
      candidates.set(index, so);
      Object.assign(so.fields, fields);
      so.parts.push(...(((content as Json | undefined)?.['parts'] ?? []) as Json[]));
    }
  }
  const said = [...candidates].map(([index, { fields, parts }]) => ({
    index,
    ...fields,
    parts: joined(parts),
  }));
  return { ...answer, candidates: said };
}

/** Neighbouring texts are one, and so are thoughts; a signature on a text stands behind it; calls are whole. */
function joined(parts: readonly Json[]): Json[] {
  const all: Json[] = [];
  let pieces: Json[] | undefined;
  for (const part of parts) {
    const call = part['functionCall'] as { willContinue?: boolean; partialArgs?: Json[] } | undefined;
    if (call !== undefined && (pieces !== undefined || call.willContinue === true)) {
      if (pieces === undefined) {
        const { willContinue: _goesOn, ...begun } = call;
        all.push({ ...part, functionCall: begun });
        pieces = [];
      }
      pieces.push(...(call.partialArgs ?? []));
      const last = all.at(-1)!;
      last['functionCall'] = { ...(last['functionCall'] as Json), args: argsOf(pieces) };
      if (call.willContinue !== true) pieces = undefined;
    } else add(all, wholeCall(part));
  }
  return all;
}

function add(all: Json[], part: Json): void {
  const { text, thought, thoughtSignature } = part;
  if (typeof text !== 'string') {
    all.push(part);
    return;
  }
  const last = all.at(-1);
  const goesOn =
    typeof last?.['text'] === 'string' &&
    last['thought'] === thought &&
    last['thoughtSignature'] === undefined;
  if (goesOn && (thought === true || thoughtSignature === undefined)) {
    Object.assign(last, part, { text: String(last['text']) + text });
  } else if (goesOn || (thought === undefined && thoughtSignature !== undefined)) {
    const { thoughtSignature: _signature, ...rest } = part;
    if (text !== '') add(all, rest);
    all.push({ text: '', thoughtSignature });
  } else if (text !== '' || thoughtSignature !== undefined) all.push({ ...part });
}
