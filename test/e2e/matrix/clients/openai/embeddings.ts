import OpenAI from 'openai';
import type { OwnCase } from '../../stage.js';
import { connect } from './connect.js';

/** The library asks for base64 where the caller does not say otherwise, and decodes it. */
export const playEmbeddings: OwnCase = async ({ call, upstream }) => {
  const { embeddings } = connect(call);
  const params = { model: call.model, input: ['quay', 'buoy'] };
  if (!upstream.embeds) {
    await expect(embeddings.create(params)).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    return;
  }
  const { data, usage } = await embeddings.create(params);
  const plain = await embeddings.create({ ...params, encoding_format: 'float' });
  expect(usage.prompt_tokens).toBeGreaterThan(0);
  expect(data.map(({ index }) => index)).toEqual([0, 1]);
  for (const [index, { embedding }] of data.entries()) {
    expect(embedding.length).toBeGreaterThan(0);
    expect(rounded(embedding)).toEqual(rounded(plain.data[index]?.embedding));
  }
};

/** Base64 holds numbers of half the length. */
function rounded(vector: readonly number[] = []): string[] {
  return vector.map((x) => x.toFixed(4));
}
