import { parseDurationMs, parsePercent } from './units.js';

describe('parseDurationMs', () => {
  it.each<[text: string, ms: number | undefined]>([
    ['250ms', 250],
    ['5s', 5000],
    ['2m', 120_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
    ['1.5s', 1500],
    ['0s', 0],
    ['5', undefined],
    ['', undefined],
    ['s', undefined],
    ['-5s', undefined],
    ['5 s', undefined],
    ['5 minutes', undefined],
    ['5S', undefined],
    ['1e3s', undefined],
  ])('reads %j as %s', (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms);
  });
});

describe('parsePercent', () => {
  it.each<[text: string, share: number | undefined]>([
    ['20%', 0.2],
    ['12.5%', 0.125],
    ['0%', 0],
    ['150%', 1.5],
    ['20', undefined],
    ['-1%', undefined],
    ['%', undefined],
    ['20 %', undefined],
  ])('reads %j as %s', (text, share) => {
    expect(parsePercent(text)).toBe(share);
  });
});
