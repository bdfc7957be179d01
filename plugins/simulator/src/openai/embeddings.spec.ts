import { read, send, simulator } from '../testing/simulate.js';

interface Embeddings {
  readonly model: string;
  readonly data: readonly { readonly index: number; readonly embedding: readonly number[] | string }[];
  readonly usage: object;
}

async function embed(body: Record<string, unknown>, seed = 1): Promise<Embeddings> {
  const reply = await send(simulator({ seed }), body, { dialect: 'openai-embeddings' });
  return JSON.parse((await read(reply)).text) as Embeddings;
}

const vectorOf = async (body: Record<string, unknown>, seed = 1): Promise<readonly number[]> =>
  (await embed(body, seed)).data[0]!.embedding as readonly number[];

describe('simulated embeddings', () => {
  it.each([
    [{}, 256],
    [{ dimensions: 8 }, 8],
    [{ dimensions: 1536 }, 1536],
  ])('with %j are unit vectors of %d numbers', async (body, dimensions) => {
    const vector = await vectorOf({ input: 'rope', ...body });
    expect(vector).toHaveLength(dimensions);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('are the same for the same input, whatever the seed, and others for another', async () => {
    const vector = await vectorOf({ input: 'rope' });
    expect(await vectorOf({ input: 'rope' }, 2)).toEqual(vector);
    expect(await vectorOf({ input: 'knot' })).not.toEqual(vector);
  });

  it('are the same numbers in base64', async () => {
    const plain = await vectorOf({ input: 'rope', dimensions: 8 });
    const { data } = await embed({ input: 'rope', dimensions: 8, encoding_format: 'base64' });
    const bytes = Buffer.from(data[0]!.embedding as string, 'base64');
    expect(plain.map((_value, index) => bytes.readFloatLE(index * 4))).toEqual(plain);
  });

  it.each([
    ['rope', 1, 1],
    [['rope', 'harbour'], 2, 3],
    [[1, 2, 3], 1, 3],
    [[[1, 2], [3]], 2, 3],
  ])('of %j are %d, for %d tokens', async (input, count, tokens) => {
    const { data, usage, model } = await embed({ input });
    expect(data.map(({ index }) => index)).toEqual([...Array(count).keys()]);
    expect({ usage, model }).toEqual({
      usage: { prompt_tokens: tokens, total_tokens: tokens },
      model: 'swift',
    });
  });

  it.each([
    {},
    { input: '' },
    { input: [] },
    { input: [{}] },
    { input: 'a', dimensions: 0 },
    { input: 'a', dimensions: 9000 },
  ])('refuses %j', async (body) => {
    expect((await send(simulator(), body, { dialect: 'openai-embeddings' })).status).toBe(400);
  });
});
