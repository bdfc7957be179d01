type Json = Record<string, unknown>;

/** One thing that is not as it was after a request or a reply went through the intermediate form, and why. */
interface Normalisation {
  readonly why: string;
  readonly apply: (body: Json) => Json;
}

/** What decode → encode changes in a request. Everything else comes out as it went in. */
export const REQUEST_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'a null is the same as no field, and so are an empty list of calls and an empty thought',
    apply: (body) => messages(withoutNulls(body), (message) => withoutNothing(withoutNulls(message))),
  },
  {
    why: 'a stream is asked for, or not mentioned; where it is, so is its usage, which the gateway counts',
    apply: ({ stream, stream_options: _options, ...body }) =>
      stream === true ? { ...body, stream, stream_options: { include_usage: true } } : body,
  },
  {
    why: 'the longest answer has the newer of its two names',
    apply: ({ max_tokens, ...body }) =>
      max_tokens === undefined ? body : { max_completion_tokens: max_tokens, ...body },
  },
  {
    why: 'stop sequences are a list',
    apply: (body) => (typeof body['stop'] === 'string' ? { ...body, stop: [body['stop']] } : body),
  },
  {
    why: "how much is thought is said in the vendor's word, not in the object of relays; a default is not said",
    apply: ({ reasoning, reasoning_effort, ...body }) => {
      const effort = reasoning_effort ?? (reasoning as Json | undefined)?.['effort'] ?? 'default';
      return effort === 'default' ? body : { ...body, reasoning_effort: effort };
    },
  },
  {
    why: 'sampling among the likeliest tokens is not known to the vendor',
    apply: ({ top_k: _topK, ...body }) => body,
  },
  {
    why: 'plain text is what an answer is without being told so, and a schema has a name',
    apply: ({ response_format, ...body }) => {
      const { type = 'text', json_schema } = (response_format ?? {}) as Json;
      if (type === 'text') return body;
      const named = json_schema === undefined ? {} : { json_schema: { name: 'answer', ...json_schema } };
      return { ...body, response_format: { type, ...named } };
    },
  },
  {
    why: 'content that is a single plain text is written as text',
    apply: (body) => messages(body, (message) => ({ ...message, content: plainContent(message['content']) })),
  },
  {
    why: 'an assistant that only calls tools has no text, which is null',
    apply: (body) =>
      messages(body, (message) => {
        const { length } = (message['content'] ?? '') as string | unknown[];
        const silent = length === 0 && message['tool_calls'] !== undefined;
        return silent ? { ...message, content: null } : message;
      }),
  },
  {
    why: 'thoughts go back under one name, their details numbered',
    apply: (body) =>
      messages(body, ({ reasoning, reasoning_details, ...message }) => ({
        ...message,
        ...(reasoning !== undefined && { reasoning_content: reasoning }),
        ...(Array.isArray(reasoning_details) && {
          reasoning_details: reasoning_details.map((detail: Json, index) => ({ index, ...detail })),
        }),
      })),
  },
  {
    why: "calls, tools and the choice of a tool say of which kind they are; `any` is one vendor's word for `required`",
    apply: ({ tools, tool_choice, ...body }) => ({
      ...messages(body, calls),
      ...(Array.isArray(tools) && { tools: tools.map(ofKind) }),
      ...(tool_choice !== undefined && {
        tool_choice: typeof tool_choice === 'object' ? ofKind(tool_choice as Json) : word(tool_choice),
      }),
    }),
  },
];

/** What decode → encode changes in a reply. */
export const REPLY_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'every key that clients require is there',
    apply: (body) => choices(body, (choice) => ({ logprobs: null, ...choice })),
  },
  {
    why: 'every key of a message that clients require is there, and calls say of which kind they are',
    apply: (body) =>
      choices(body, (choice) => ({
        ...choice,
        message: calls({ role: 'assistant', content: null, refusal: null, ...(choice['message'] as Json) }),
      })),
  },
  {
    why: 'thoughts are shown under the name that most clients know',
    apply: (body) =>
      choices(body, (choice) => {
        const message = choice['message'] as Json;
        return typeof message['reasoning'] !== 'string'
          ? choice
          : { ...choice, message: { reasoning_content: message['reasoning'], ...message } };
      }),
  },
  {
    why: 'thoughts among the content stand beside it, and content is one text',
    apply: (body) =>
      choices(body, (choice) => {
        const message = choice['message'] as Json;
        return Array.isArray(message['content'])
          ? { ...choice, message: { ...message, ...apart(message['content'] as Json[]) } }
          : choice;
      }),
  },
];

/** What decode → encode changes in what a stream says, all in all. */
export const STREAM_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'random letters that hide how long a piece is mean nothing',
    apply: ({ p: _padding, obfuscation: _obfuscation, ...body }) => body,
  },
  {
    why: 'every chunk is a chunk, and the first has an empty text, as the vendor has it',
    apply: (body) =>
      choices({ ...body, object: 'chat.completion.chunk' }, (choice) => ({
        ...choice,
        message: { content: '', ...(choice['message'] as Json) },
      })),
  },
  {
    why: 'thoughts have the name that most clients know, and details beside it only where there is a proof',
    apply: (body) =>
      choices(body, (choice) => {
        const { reasoning, reasoning_details, ...message } = choice['message'] as Json;
        const details = proven((reasoning_details ?? []) as Json[]);
        return {
          ...choice,
          message: {
            ...message,
            ...(reasoning !== undefined && { reasoning_content: reasoning }),
            ...(details.length > 0 && { reasoning_details: details }),
          },
        };
      }),
  },
];

export function normalised(body: Json, normalisations: readonly Normalisation[]): Json {
  return normalisations.reduce((before, { apply }) => apply(before), body);
}

function withoutNulls(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function withoutNothing({ tool_calls, reasoning_content, ...message }: Json): Json {
  return {
    ...message,
    ...(Array.isArray(tool_calls) && tool_calls.length > 0 && { tool_calls }),
    ...(Boolean(reasoning_content) && { reasoning_content }),
  };
}

function messages(body: Json, change: (message: Json) => Json): Json {
  return { ...body, messages: (body['messages'] as Json[]).map(change) };
}

function choices(body: Json, change: (choice: Json) => Json): Json {
  return { ...body, choices: (body['choices'] as Json[]).map(change) };
}

function calls(message: Json): Json {
  if (!Array.isArray(message['tool_calls'])) return message;
  return {
    ...message,
    tool_calls: (message['tool_calls'] as Json[]).map(ofKind),
  };
}

function word(choice: unknown): unknown {
  return choice === 'any' ? 'required' : choice;
}

function ofKind(object: Json): Json {
  return { type: 'function', ...object };
}

function plainContent(content: unknown): unknown {
  if (!Array.isArray(content) || content.length !== 1) return content;
  const { type, text, ...others } = content[0] as Json;
  return type === 'text' && Object.keys(others).length === 0 ? text : content;
}

function apart(pieces: readonly Json[]): Json {
  const textOf = (list: readonly Json[]): string => list.map(({ text }) => text as string).join('');
  const thoughts = pieces
    .filter(({ type }) => type === 'thinking')
    .map(({ thinking }) => textOf(thinking as Json[]));
  return {
    content: textOf(pieces.filter(({ type }) => type === 'text')),
    ...(thoughts.length > 0 && { reasoning_content: thoughts.join('\n\n') }),
  };
}

/** Pieces of thought are one detail where a signature proves them, and none otherwise. */
function proven(details: readonly Json[]): Json[] {
  const sealed = details.filter(({ type }) => type === 'reasoning.encrypted');
  const signed = details.find(({ signature }) => Boolean(signature));
  if (signed === undefined) return sealed;
  return [{ ...signed, text: details.map(({ text = '' }) => text).join('') }, ...sealed];
}
