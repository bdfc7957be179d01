type Json = Record<string, unknown>;

/** One thing that is not as it was after a request or a response went through the intermediate form, and why. */
interface Normalisation {
  readonly why: string;
  readonly apply: (body: Json) => Json;
}

/** What decode → encode changes in a request. Everything else comes out as it went in. */
export const REQUEST_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'a null is the same as no field',
    apply: (body) => nested(withoutNulls(body), 'reasoning', withoutNulls),
  },
  {
    why: 'input that is text alone is one message of the user',
    apply: (body) =>
      typeof body['input'] === 'string'
        ? { ...body, input: [{ role: 'user', content: body['input'] }] }
        : body,
  },
  {
    why: 'a message names its type',
    apply: (body) => items(body, (item) => ('role' in item ? { type: 'message', ...item } : item)),
  },
  {
    why: 'content that is a single plain text is written as text, but for messages that bear an id',
    apply: (body) => items(body, plainContent),
  },
  {
    why: 'a stream is asked for, or not',
    apply: (body) => ({ stream: false, ...body }),
  },
  {
    why: 'the provider keeps nothing that nobody asked it to keep: other dialects do not keep by default',
    apply: (body) => ({ store: false, ...body }),
  },
  {
    why: 'plain text is what an answer is without being told so',
    apply: (body) => {
      const { text, ...rest } = body;
      const { format, ...others } = (text ?? {}) as { format?: { type: string } };
      const kept = format === undefined || format.type === 'text' ? others : { format, ...others };
      return Object.keys(kept).length > 0 ? { ...rest, text: kept } : rest;
    },
  },
  {
    why: 'a summary of thoughts is asked for by the newer of its two names',
    apply: (body) =>
      nested(body, 'reasoning', ({ generate_summary, ...reasoning }) =>
        generate_summary === undefined ? reasoning : { summary: generate_summary, ...reasoning },
      ),
  },
  {
    why: 'what the form has a word for comes last in `include`, which has no order',
    apply: (body) =>
      Array.isArray(body['include']) ? { ...body, include: expect.arrayContaining(body['include']) } : body,
  },
  {
    why: 'a tool without a description has none',
    apply: (body) =>
      Array.isArray(body['tools']) ? { ...body, tools: (body['tools'] as Json[]).map(withoutNulls) } : body,
  },
];

/** What decode → encode adds to a response, or to one that a stream built up: required keys that its server left out. */
export const REPLY_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'every key that clients require is there',
    apply: (body) => ({
      background: false,
      completed_at: expect.anything(),
      max_tool_calls: null,
      prompt_cache_key: null,
      safety_identifier: null,
      service_tier: 'default',
      text: { format: { type: 'text' } },
      top_logprobs: 0,
      user: null,
      ...body,
    }),
  },
  {
    why: 'text has logprobs, if only none',
    apply: (body) => ({
      ...body,
      output: (body['output'] as Json[]).map((item) =>
        item['type'] === 'message'
          ? { ...item, content: (item['content'] as Json[]).map((part) => ({ logprobs: [], ...part })) }
          : item,
      ),
    }),
  },
];

/** What the last event of a stream says otherwise than the events before it, which are what is followed. */
export const STREAM_NORMALISATIONS: readonly Normalisation[] = [
  ...REPLY_NORMALISATIONS,
  {
    why: 'the last event seals thoughts anew, gives items other ids, and rounds logprobs',
    apply: (body) => ({ ...body, output: (body['output'] as Json[]).map(asFollowed) }),
  },
];

export function normalised(body: Json, normalisations: readonly Normalisation[]): Json {
  return normalisations.reduce((before, { apply }) => apply(before), body);
}

function asFollowed(item: Json): Json {
  if (item['type'] === 'reasoning')
    return {
      ...item,
      id: expect.any(String),
      ...(item['encrypted_content'] !== undefined && { encrypted_content: expect.any(String) }),
    };
  if (item['type'] !== 'message') return item;
  return {
    ...item,
    content: (item['content'] as { logprobs: Json[] }[]).map((part) => ({
      ...part,
      logprobs: part.logprobs.map((token) => ({
        ...token,
        logprob: expect.closeTo(token['logprob'] as number, 5),
      })),
    })),
  };
}

function withoutNulls(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function nested(body: Json, key: string, change: (object: Json) => Json): Json {
  return typeof body[key] === 'object' && body[key] !== null
    ? { ...body, [key]: change(body[key] as Json) }
    : body;
}

function items(body: Json, change: (item: Json) => Json): Json {
  return Array.isArray(body['input']) ? { ...body, input: (body['input'] as Json[]).map(change) } : body;
}

function plainContent(item: Json): Json {
  const { content } = item;
  if (item['type'] !== 'message' || 'id' in item || !Array.isArray(content) || content.length !== 1)
    return item;
  const { type, text, ...others } = content[0] as { type: string; text?: string };
  const plain = type.endsWith('_text') && Object.keys(others).length === 0;
  return plain ? { ...item, content: text } : item;
}
