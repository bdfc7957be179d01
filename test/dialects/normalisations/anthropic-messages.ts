type Json = Record<string, unknown>;

/** One thing that is not as it was after a request or a message went through the intermediate form, and why. */
interface Normalisation {
  readonly why: string;
  readonly apply: (body: Json) => Json;
}

/** What decode → encode changes in a request. Everything else comes out as it went in. */
export const REQUEST_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'a stream is asked for, or not',
    apply: (body) => ({ stream: false, ...body }),
  },
  {
    why: 'messages of one side in a row are one turn',
    apply: (body) => ({ ...body, messages: (body['messages'] as Json[]).reduce(mergeTurns, []) }),
  },
  {
    why: 'an effort asks for thoughts, also where the model would have tried hard without them',
    apply: (body) => {
      const { effort } = (body['output_config'] ?? {}) as { effort?: string };
      return effort === undefined ? body : { thinking: { type: 'adaptive' }, ...body };
    },
  },
  {
    why: 'models that show their thoughts unasked are not asked to; later ones are not among the captures',
    apply: (body) => {
      const { display, ...thinking } = (body['thinking'] ?? {}) as Json;
      return display === 'summarized' ? { ...body, thinking } : body;
    },
  },
  {
    why: 'content that is a single plain text is written as text',
    apply: (body) => plainContents(body) as Json,
  },
  {
    why: 'the older name of the form of the answer is the newer one',
    apply: ({ output_format, ...body }) =>
      output_format === undefined ? body : { ...body, output_config: { format: output_format } },
  },
];

/** What decode → encode adds to a message: required keys that its server left out. */
export const REPLY_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'every key that clients require is there, if only as null',
    apply: (body) => ({ stop_sequence: null, ...body, usage: { ...NO_USAGE, ...(body['usage'] as Json) } }),
  },
  {
    why: 'text has citations, if only none, and a call says who made it',
    apply: (body) => ({
      ...body,
      content: (body['content'] as Json[]).map((block) => ({ ...REQUIRED[String(block['type'])], ...block })),
    }),
  },
];

const NO_USAGE = {
  cache_creation_input_tokens: null,
  cache_read_input_tokens: null,
  cache_creation: null,
  server_tool_use: null,
  inference_geo: null,
  service_tier: null,
};

const REQUIRED: Readonly<Record<string, Json>> = {
  text: { citations: null },
  tool_use: { caller: { type: 'direct' } },
};

export function normalised(body: Json, normalisations: readonly Normalisation[]): Json {
  return normalisations.reduce((before, { apply }) => apply(before), body);
}

function mergeTurns(turns: readonly Json[], turn: Json): Json[] {
  const last = turns.at(-1);
  if (last === undefined || last['role'] !== turn['role']) return [...turns, turn];
  const content = [...blocksOf(last), ...blocksOf(turn)];
  return [...turns.slice(0, -1), { ...last, content }];
}

function blocksOf({ content }: Json): readonly unknown[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content as unknown[]);
}

function plainContents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainContents);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key,
    key === 'content' || key === 'system' ? plainContent(plainContents(inner)) : plainContents(inner),
  ]);
  return Object.fromEntries(entries);
}

function plainContent(content: unknown): unknown {
  if (!Array.isArray(content) || content.length !== 1) return content;
  const { type, text, ...others } = content[0] as Json;
  return type === 'text' && Object.keys(others).length === 0 ? text : content;
}
