import type { Api } from '../api.js';
import type { Seal } from '../reply/seal.js';
import { countTokens } from '../reply/tokens.js';
import { DEFAULT_DIMENSIONS, MAX_DIMENSIONS, unitVector } from '../reply/unit-vector.js';
import { geminiFailed, geminiRefused } from './gemini-error.js';
import { listOf, numberAt, proto, refuse, textAt } from './proto.js';
import { readContent } from './read-contents.js';

const EMBED_FIELDS = ['model', 'content', 'taskType', 'title', 'outputDimensionality'];

/** embedContent, and batchEmbedContents, whose body has `requests`. */
export const geminiEmbeddingsApi: Api = {
  reply({ body, model }, { seal }) {
    if (!('requests' in body)) {
      const { values, tokens } = embed(body, model, '', seal);
      return { json: { embedding: { values }, usageMetadata: { promptTokenCount: tokens } }, tokens: 1 };
    }
    const { requests } = proto(body, ['model', 'requests'], '');
    const embeddings = listOf(requests).map((one, index) => embed(one, model, `requests[${index}]`, seal));
    if (embeddings.length === 0)
      refuse('* BatchEmbedContentsRequest.requests: requests must not be empty.\n');
    const promptTokenCount = embeddings.reduce((sum, { tokens }) => sum + tokens, 0);
    const json = {
      embeddings: embeddings.map(({ values }) => ({ values })),
      usageMetadata: { promptTokenCount },
    };
    return { json, tokens: 1 };
  },
  refused: geminiRefused,
  failed: geminiFailed,
};

interface Embedding {
  readonly values: readonly number[];
  readonly tokens: number;
}

function embed(value: unknown, model: string, path: string, seal: Seal): Embedding {
  const request = proto(value, EMBED_FIELDS, path);
  const named = textAt(request, 'model', path);
  if (path !== '' && named === undefined)
    refuse(`* BatchEmbedContentsRequest.${path}.model: model is required.\n`);
  if (named !== undefined && named.replace(/^models\//, '') !== model)
    refuse(`* ${path || 'EmbedContentRequest'}.model: must be the model of the address, models/${model}.\n`);
  if (request['content'] === undefined) refuse('* EmbedContentRequest.content: contents is not specified\n');
  const { parts } = readContent(request['content'], path === '' ? 'content' : `${path}.content`, seal);
  const text = parts.map((part) => part.text).join('');
  if (text === '') refuse('* EmbedContentRequest.content: content contains an empty Part.\n');
  const dimensions = numberAt(request, 'outputDimensionality', path) ?? DEFAULT_DIMENSIONS;
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS)
    refuse(`output_dimensionality must be in the range [1, ${MAX_DIMENSIONS}].`);
  return {
    values: [...unitVector(`${model}:${JSON.stringify(text)}`, dimensions)],
    tokens: countTokens(text),
  };
}
