import { ApiError } from '@google/genai';
import type { OwnCase } from '../../stage.js';
import { connect } from './generate.js';

export const playEmbedContent: OwnCase = async ({ call, upstream }) => {
  const { models } = connect(call);
  const params = { model: call.model, contents: ['quay', 'buoy'] };
  if (!upstream.embeds) {
    await expect(models.embedContent(params)).rejects.toMatchObject({ status: 400 });
    await expect(models.embedContent(params)).rejects.toBeInstanceOf(ApiError);
    return;
  }
  const both = (await models.embedContent(params)).embeddings?.map(({ values }) => values);
  const { embeddings } = await models.embedContent({ model: call.model, contents: 'quay' });
  expect(both).toHaveLength(2);
  expect(both?.[0]?.length).toBeGreaterThan(0);
  expect(embeddings?.map(({ values }) => values)).toEqual([both?.[0]]);
};
