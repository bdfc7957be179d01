type Json = Record<string, unknown>;

/**
 * What a client has of a stream at its end: a completion, with texts joined, calls put together by their index, and
 * the last word of every other field.
 */
export function chatAnswer(chunks: readonly Json[]): Json {
  const answer: Json = {};
  const choices = new Map<unknown, Json>();
  for (const { choices: pieces, ...head } of chunks) {
    for (const [key, value] of Object.entries(head)) if (value !== null) answer[key] = value;
    for (const { index = 0, delta, logprobs, ...rest } of (pieces ?? []) as Json[]) {
      const choice = choices.get(index) ?? { message: {} };
      choices.set(index, choice);
      grow(choice['message'] as Json, (delta ?? {}) as Json);
      for (const [key, value] of Object.entries(rest)) if (value !== null) choice[key] = value;
      const tokens = (logprobs as Json | null | undefined)?.['content'] as Json[] | undefined;
      if (tokens?.length) {
        const before = (choice['logprobs'] as Json | undefined)?.['content'] as Json[] | undefined;
        choice['logprobs'] = { content: [...(before ?? []), ...tokens] };
      }
    }
  }
  return { ...answer, choices: [...choices].map(([index, choice]) => ({ index, ...choice })) };
}

/** Strings are appended, objects grow in the same way, lists too: by the index of their items where they have one. */
function grow(into: Json, delta: Json): void {
  for (const [key, value] of Object.entries(delta)) {
    const before = into[key];
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) into[key] = growList((before ?? []) as Json[], value as Json[], key);
    else if (typeof value === 'string' && typeof before === 'string' && !WORDS.has(key))
      into[key] = before + value;
    else if (typeof value === 'object' && typeof before === 'object') grow(before as Json, value as Json);
    else into[key] = typeof value === 'object' ? structuredClone(value) : value;
  }
}

/** Said whole, perhaps again and again. */
const WORDS: ReadonlySet<string> = new Set(['role', 'id', 'type', 'name', 'format', 'signature', 'data']);

function growList(list: Json[], items: readonly Json[], key: string): Json[] {
  const all = [...list];
  for (const item of items) {
    const known = key === 'tool_calls' ? all.find(({ index }) => index === (item['index'] ?? 0)) : undefined;
    if (known === undefined) all.push(structuredClone(item));
    else grow(known, item);
  }
  return all;
}
