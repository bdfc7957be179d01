import { dollars, grouped, percentText } from '../format/figures.js';
import { table } from '../format/table.js';
import type { RoiPart, RoiReport } from './roi.js';

/** A comparison for people. */
export function roiAsText(report: RoiReport): string {
  const { monthly, present, mix, mixMonthlyUsd, presentYearlyUsd, mixYearlyUsd } = report;
  const { savedMonthlyUsd, savedYearlyUsd, savedShare, priceDate, priceTable } = report;
  const cached = monthly.inputTokens === 0 ? 0 : monthly.cacheReadTokens / monthly.inputTokens;
  const rows = [
    ['now', present, presentYearlyUsd] as const,
    ...mix.map((part) => ['mix', part, part.monthlyUsd * 12] as const),
  ].map(([when, part, yearly]) => [
    when,
    part.target,
    percentText(part.share),
    dollars(part.monthlyUsd),
    dollars(yearly),
    ratesText(part),
  ]);
  const total = ['mix', 'in all', '100%', dollars(mixMonthlyUsd), dollars(mixYearlyUsd), ''];
  return [
    `A month: ${grouped(monthly.inputTokens)} prompt tokens (${percentText(cached)} from a cache), ${grouped(monthly.outputTokens)} of answers`,
    '',
    ...table(
      ['', 'target', '>share', '>a month', '>a year', 'US dollars per million: prompt, cached, answer'],
      [...rows, total],
    ),
    '',
    `saved: ${dollars(savedMonthlyUsd)} a month, ${dollars(savedYearlyUsd)} a year, ${percentText(savedShare)}`,
    `prices of ${priceDate}; where a source says "table", that is ${priceTable}`,
  ].join('\n');
}

function ratesText({ rates }: RoiPart): string {
  if (rates === undefined) return 'as the gateway reckoned';
  const { inputUsdPerMtok, cacheReadUsdPerMtok, outputUsdPerMtok, source } = rates;
  const figures = [inputUsdPerMtok, cacheReadUsdPerMtok, outputUsdPerMtok].map((each) =>
    String(+each.toPrecision(4)),
  );
  return `${figures.join(', ')} (${source})`;
}
