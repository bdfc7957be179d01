type Json = Record<string, unknown>;

/** One thing that is not as it was after a request or a reply went through the intermediate form, and why. */
interface Normalisation {
  readonly why: string;
  readonly apply: (body: Json) => Json;
}

/** What decode → encode changes in a request. Everything else comes out as it went in. */
export const REQUEST_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'the vendor takes names of fields in snake case, and writes them in camel case',
    apply: (body) => camelCased(body) as Json,
  },
  {
    why: 'a null is the same as no field',
    apply: (body) => functions(body, withoutNulls),
  },
  {
    why: 'neighbouring contents of one side are one content, and their texts, where they are a kept stream, one text',
    apply: (body) => ({ ...body, contents: joined(body['contents'] as Content[]) }),
  },
  {
    why: 'the input of a call that was streamed in pieces is whole',
    apply: (body) => parts(body, wholeCall),
  },
  {
    why: 'all functions are one entry of the tools',
    apply: (body) => {
      const tools = (body['tools'] ?? []) as { functionDeclarations?: Json[] }[];
      const declared = tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations);
      const others = tools.filter((tool) => tool.functionDeclarations === undefined);
      if (declared.length === 0) return body;
      return { ...body, tools: [{ functionDeclarations: declared }, ...others] };
    },
  },
  {
    why: 'schemas are JSON Schema, in the fields that take it',
    apply: (body) => {
      const { responseSchema, ...config } = (body['generationConfig'] ?? {}) as Json;
      const renamed = functions(body, ({ parameters, ...rest }) =>
        parameters === undefined ? rest : { parametersJsonSchema: jsonSchema(parameters), ...rest },
      );
      if (responseSchema === undefined) return renamed;
      const responseJsonSchema = jsonSchema(responseSchema);
      return { ...renamed, generationConfig: { ...config, responseJsonSchema } };
    },
  },
  {
    why: 'text is what an answer is made of without being told so, and a setting of nothing is not sent',
    apply: ({ generationConfig, ...body }) => {
      const { responseModalities, ...config } = (generationConfig ?? {}) as Json;
      const words = String(responseModalities) === 'TEXT' ? undefined : responseModalities;
      const kept = { ...config, ...(words !== undefined && { responseModalities: words }) };
      return Object.keys(kept).length > 0 ? { ...body, generationConfig: kept } : body;
    },
  },
  {
    why: 'modes are in capitals',
    apply: (body) => {
      const { functionCallingConfig, ...rest } = (body['toolConfig'] ?? {}) as {
        functionCallingConfig?: Json;
      };
      const mode = functionCallingConfig?.['mode'];
      if (typeof mode !== 'string') return body;
      const calling = { ...functionCallingConfig, mode: mode.toUpperCase() };
      return { ...body, toolConfig: { ...rest, functionCallingConfig: calling } };
    },
  },
];

/** What decode → encode changes in a reply. */
export const REPLY_NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'a candidate says which one it is',
    apply: (body) => candidates(body, (candidate, index) => ({ index, ...candidate })),
  },
  {
    why: 'the signature of a text stands on an empty text before it',
    apply: (body) =>
      candidates(body, (candidate) => {
        const content = candidate['content'] as Content;
        if (content.parts === undefined) return candidate;
        return { ...candidate, content: { ...content, parts: content.parts.flatMap(signatureFirst) } };
      }),
  },
];

export function normalised(body: Json, normalisations: readonly Normalisation[]): Json {
  return normalisations.reduce((before, { apply }) => apply(before), body);
}

interface Content {
  readonly role?: string;
  readonly parts?: Json[];
}

/** The input of a call, from pieces that all stand at its top. */
export function wholeCall(part: Json): Json {
  const { partialArgs, ...call } = (part['functionCall'] ?? {}) as { partialArgs?: Json[] };
  if (partialArgs === undefined) return part;
  return { ...part, functionCall: { ...call, args: argsOf(partialArgs) } };
}

export function argsOf(pieces: readonly Json[]): Json {
  const args: Json = {};
  for (const { jsonPath, stringValue, numberValue } of pieces) {
    const name = String(jsonPath).slice('$.'.length);
    args[name] = numberValue ?? `${(args[name] as string | undefined) ?? ''}${String(stringValue)}`;
  }
  return args;
}

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== 'object' || value === null) return value;
  const verbatim = /^(?:args|response|parameters|parametersJsonSchema|responseSchema|responseJsonSchema)$/;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const camel = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [camel, verbatim.test(camel) ? inner : camelCased(inner)];
    }),
  );
}

function withoutNulls(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function functions(body: Json, change: (declaration: Json) => Json): Json {
  if (!Array.isArray(body['tools'])) return body;
  const tools = (body['tools'] as { functionDeclarations?: Json[] }[]).map((tool) =>
    tool.functionDeclarations === undefined
      ? tool
      : { ...tool, functionDeclarations: tool.functionDeclarations.map(change) },
  );
  return { ...body, tools };
}

function parts(body: Json, change: (part: Json) => Json): Json {
  const contents = (body['contents'] as Content[]).map((content) => ({
    ...content,
    parts: content.parts?.map(change),
  }));
  return { ...body, contents };
}

function joined(contents: readonly Content[]): Content[] {
  const all: Content[] = [];
  for (const content of contents) {
    const last = all.at(-1);
    if (last?.role !== content.role) all.push(content);
    else {
      const parts = [...(last?.parts ?? []), ...(content.parts ?? [])];
      all[all.length - 1] = { ...last, parts: content.role === 'model' ? textsJoined(parts) : parts };
    }
  }
  return all;
}

function textsJoined(parts: readonly Json[]): Json[] {
  const all: Json[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    const [before, after] = [onlyText(last), onlyText(part)];
    if (before === undefined || after === undefined) all.push(part);
    else all[all.length - 1] = { text: before + after };
  }
  return all;
}

function onlyText(part: Json | undefined): string | undefined {
  const text = part?.['text'];
  return typeof text === 'string' && Object.keys(part ?? {}).length === 1 ? text : undefined;
}

function jsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(jsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = schema as Json;
  const entries = Object.entries(rest).map(([key, value]): [string, unknown] => {
    if (key === 'type') return [key, lowerType(value, nullable === true)];
    if (key === 'enum' && nullable === true) return [key, [...(value as unknown[]), null]];
    if (key === 'minItems' || key === 'maxItems') return [key, Number(value)];
    return [key, key === 'properties' || key === 'items' || key === 'anyOf' ? inner(value) : value];
  });
  return Object.fromEntries(entries);
}

function inner(value: unknown): unknown {
  if (Array.isArray(value) || (value as Json)['type'] !== undefined) return jsonSchema(value);
  return Object.fromEntries(
    Object.entries(value as Json).map(([name, schema]) => [name, jsonSchema(schema)]),
  );
}

function lowerType(type: unknown, nullable: boolean): unknown {
  const lower = String(type).toLowerCase();
  return nullable ? [lower, 'null'] : lower;
}

function candidates(body: Json, change: (candidate: Json, index: number) => Json): Json {
  return { ...body, candidates: (body['candidates'] as Json[]).map(change) };
}

function signatureFirst(part: Json): Json[] {
  const { thoughtSignature, ...rest } = part;
  const ofText = typeof rest['text'] === 'string' && rest['text'] !== '' && rest['thought'] === undefined;
  return ofText && thoughtSignature !== undefined ? [{ text: '', thoughtSignature }, rest] : [part];
}
