import fc from 'fast-check';
import { formatDuration, formatPercent, parseDurationMs, parsePercent } from './units.js';

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

describe('a quantity, written', () => {
  it.each([
    [600_000, '10m'],
    [90_000, '90s'],
    [250, '250ms'],
    [172_800_000, '2d'],
    [0, '0ms'],
  ])('%s ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('is read as what it was', () => {
    fc.assert(fc.property(fc.nat(2 ** 31), (ms) => parseDurationMs(formatDuration(ms)) === ms));
    const hundredths = fc.nat(10_000).map((share) => parsePercent(`${share / 100}%`)!);
    fc.assert(fc.property(hundredths, (share) => parsePercent(formatPercent(share)) === share));
  });
});
