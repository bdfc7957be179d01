import { ask, simulator } from '../testing/simulate.js';

const dialect = 'openai-moderations';

interface Result {
  readonly flagged: boolean;
  readonly categories: Readonly<Record<string, boolean>>;
}

describe('simulated moderations', () => {
  it.each<[input: unknown, flagged: (string | undefined)[]]>([
    ['a calm sea', [undefined]],
    ['a scene of violence', ['violence']],
    [
      ['a calm sea', 'hate'],
      [undefined, 'hate'],
    ],
    [
      [
        { type: 'text', text: 'harassment' },
        { type: 'image_url', image_url: { url: 'https://a.example' } },
      ],
      ['harassment'],
    ],
  ])('of %j flag %j', async (input, flagged) => {
    const { json } = await ask(simulator(), { input }, { dialect });
    const results = json['results'] as readonly Result[];
    const found = results.map(({ categories }) => Object.keys(categories).find((name) => categories[name]));
    expect([found, results.map((result) => result.flagged)]).toEqual([flagged, flagged.map(Boolean)]);
  });

  it.each([{}, { input: [] }, { input: [{ type: 'audio' }] }])('refuse %j', async (body) => {
    expect((await ask(simulator(), body, { dialect })).status).toBe(400);
  });
});
