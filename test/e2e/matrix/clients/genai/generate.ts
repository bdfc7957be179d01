import {
  ApiError,
  GoogleGenAI,
  type FunctionCall,
  type GenerateContentResponse,
  type Part,
} from '@google/genai';
import { z } from 'zod';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Call, Client } from '../../client.js';
import { runTool } from '../../tools.js';
import { generateParams, type GenerateParams } from './generate-params.js';
import { generateSaid } from './generate-said.js';

export const generate: Client = {
  name: '@google/genai: models.generateContent() and generateContentStream()',
  finishes: { stop: 'STOP', tools: 'STOP', length: 'MAX_TOKENS' },
  asksForThoughts: true,
  cannot: {},
  saysNotFound: (error) => error instanceof ApiError && error.status === 404,
  saysBroken: (error) => error instanceof Error,

  say: async (call, ask) => generateSaid(await whole(call, generateParams(call.model, ask))),

  async stream(call, ask, { signal, onPiece } = {}) {
    return generateSaid(
      await streamed(call, generateParams(call.model, ask, signal), (chunk) => {
        for (const _piece of generateSaid([chunk]).pieces) onPiece?.();
      }),
    );
  },

  /** The library runs the tools itself. */
  async loop(call, ask, isStreamed) {
    const ran: { name: string; input: unknown }[] = [];
    const params = generateParams(call.model, ask);
    const [tool] = params.config.tools ?? [];
    const callTool = async (calls: FunctionCall[]): Promise<Part[]> =>
      calls.map(({ id, name = '', args: input }) => {
        ran.push({ name, input });
        return { functionResponse: { ...(id && { id }), name, response: { output: runTool(name, input) } } };
      });
    params.config.tools = [{ tool: async () => ({ ...tool }), callTool }];
    const chunks = await (isStreamed ? streamed(call, params) : whole(call, params));
    return { text: generateSaid(chunks).text, ran };
  },

  async structured(call, ask, isStreamed) {
    const params = generateParams(call.model, ask);
    params.config.responseMimeType = 'application/json';
    params.config.responseJsonSchema = z.toJSONSchema(BERTH_SCHEMA);
    const chunks = await (isStreamed ? streamed(call, params) : whole(call, params));
    return JSON.parse(generateSaid(chunks).text) as unknown;
  },
};

export function connect({ baseUrl, apiKey }: Call): GoogleGenAI {
  // Left to itself, the library looks for Node's dispatcher among the globals, where a test runner has its own.
  return new GoogleGenAI({ apiKey, vertexai: false, httpOptions: { baseUrl, fetch } });
}

async function whole(call: Call, params: GenerateParams): Promise<GenerateContentResponse[]> {
  return [await connect(call).models.generateContent(params)];
}

async function streamed(
  call: Call,
  params: GenerateParams,
  onChunk: (chunk: GenerateContentResponse) => void = () => undefined,
): Promise<GenerateContentResponse[]> {
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of await connect(call).models.generateContentStream(params)) {
    chunks.push(chunk);
    onChunk(chunk);
  }
  return chunks;
}
