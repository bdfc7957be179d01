import { ask, simulator, stream } from '../testing/simulate.js';

const dialect = 'openai-completions';
type Choice = { readonly text: string; readonly index: number; readonly finish_reason: string | null };

describe('simulated completions', () => {
  it.each([
    ['one for a prompt', { prompt: 'Ahoy' }, 1],
    ['one for each prompt', { prompt: ['Ahoy', 'there'] }, 2],
    ['as many as were asked for', { prompt: 'Ahoy', n: 3 }, 3],
    ['one for a prompt in tokens', { prompt: [1, 2, 3] }, 1],
    ['one for each in tokens', { prompt: [[1], [2, 3]] }, 2],
  ])('come %s', async (_how, body, count) => {
    const { json } = await ask(simulator({ output_tokens: 20 }), body, { dialect });
    expect(json).toMatchObject({ object: 'text_completion', usage: { completion_tokens: count * 16 } });
    const choices = json['choices'] as readonly Choice[];
    expect(choices.map(({ index, finish_reason }) => [index, finish_reason])).toEqual(
      [...Array(count).keys()].map((index) => [index, 'length']),
    );
  });

  it('stream the same text', async () => {
    const body = { prompt: 'Ahoy', max_tokens: 8, stream: true, stream_options: { include_usage: true } };
    const chunks = await stream(simulator(), body, { dialect });
    const choices = chunks.flatMap(({ choices: said }) => said as readonly Choice[]);
    expect(choices.map(({ text }) => text).join('')).toMatch(/\w{3}/);
    expect(choices.at(-1)?.finish_reason).toBe('length');
    expect(chunks.at(-1)?.['usage']).toEqual({ prompt_tokens: 1, completion_tokens: 8, total_tokens: 9 });
  });

  it.each([{}, { prompt: [] }, { prompt: 'a', max_tokens: -1 }, { prompt: 'a', n: 0 }])(
    'refuse %j',
    async (body) => {
      expect((await ask(simulator(), body, { dialect })).status).toBe(400);
    },
  );
});
