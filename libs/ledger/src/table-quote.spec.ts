import { calcPrice, waitForUpdate } from '@pydantic/genai-prices';
import type { TokenUsage } from '@fairlead/plugin-sdk';
import { tableQuote } from './table-quote.js';

const evening = '2026-01-15T20:00:00Z';

function cost(vendor: string, model: string, usage: TokenUsage, at = evening): number | undefined {
  return tableQuote(vendor, model, { wall: () => new Date(at) })?.costNanoUsd(usage);
}

describe('tableQuote', () => {
  it.each<[vendor: string, model: string, usage: TokenUsage, nano: number]>([
    ['openai', 'gpt-4.1', { input: 10_000, output: 300 }, 22_400_000],
    ['openai', 'gpt-4.1', { input: 10_000, cacheRead: 8_000, output: 300 }, 10_400_000],
    ['openai', 'gpt-4.1-2025-04-14', { input: 10_000, output: 300 }, 22_400_000],
    ['openai', 'text-embedding-3-small', { input: 1000 }, 20_000],
    ['anthropic', 'claude-sonnet-4-5', { input: 100, cacheWrite: 60, cacheRead: 30, output: 10 }, 414_000],
    ['deepseek', 'deepseek-chat', { input: 1000, cacheRead: 900, output: 100 }, 100_000],
  ])('prices %s %s', (vendor, model, usage, nano) => {
    expect(cost(vendor, model, usage)).toBe(nano);
  });

  it.each<[input: number, nano: number]>([
    [200_000, 200_000 * 1250 + 1000 * 10_000],
    [200_001, 200_001 * 2500 + 1000 * 15_000],
  ])('prices every token of a prompt of %d tokens by its tier', (input, nano) => {
    expect(cost('google', 'gemini-2.5-pro', { input, output: 1000 })).toBe(nano);
  });

  it('follows the clock', () => {
    let at = '2026-01-15T16:29:00Z';
    const quote = tableQuote('deepseek', 'deepseek-chat', { wall: () => new Date(at) })!;
    const usage = { input: 1000, output: 1000 };
    expect(quote.costNanoUsd(usage)).toBe(1_370_000);
    at = '2026-01-15T16:30:00Z';
    expect(quote.costNanoUsd(usage)).toBe(685_000);
  });

  it('does not guess: output of a model that has no price for it is unknown', () => {
    expect(cost('openai', 'text-embedding-3-small', { input: 1000, output: 1 })).toBeUndefined();
    expect(cost('openai', 'whisper-1', { input: 1000 })).toBeUndefined();
  });

  it('agrees with the table’s own calculation wherever that prices tokens', async () => {
    const usage = { input: 300_000, cacheRead: 200_000, cacheWrite: 1000, output: 700 };
    const reported = {
      input_tokens: usage.input,
      cache_read_tokens: usage.cacheRead,
      cache_write_tokens: usage.cacheWrite,
      output_tokens: usage.output,
    };
    const timestamp = new Date(evening);
    const disagreeing: string[] = [];
    let compared = 0;
    for (const provider of (await waitForUpdate()) ?? []) {
      for (const { id } of provider.models) {
        const theirs = calcPrice(reported, id, { provider, timestamp });
        if (theirs?.model_price['input_mtok'] === undefined) continue;
        if (theirs.model_price['output_mtok'] === undefined) continue;
        const ours = cost(provider.id, id, usage);
        compared += 1;
        if (ours === undefined || Math.abs(ours - theirs.total_price * 1e9) > 0.51) {
          disagreeing.push(`${provider.id}/${id}: ${ours} and ${theirs.total_price * 1e9}`);
        }
      }
    }
    expect(disagreeing).toEqual([]);
    expect(compared).toBeGreaterThan(500);
  });
});
