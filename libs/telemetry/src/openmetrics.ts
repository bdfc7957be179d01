/**
 * OpenMetrics 1.0 names a counter's family without `_total`, allows no blank lines and ends in `# EOF`; the rest of
 * the Prometheus text is the same. (prom-client's own OpenMetrics mode renames the counters for good, so that one
 * registry cannot serve both.)
 */
export function toOpenMetrics(prometheusText: string): string {
  const counters = new Set(
    Array.from(prometheusText.matchAll(/^# TYPE (\S+)_total counter$/gm), (match) => match[1]!),
  );
  const lines = prometheusText
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      line.replace(/^(# (?:HELP|TYPE) )(\S+)_total /, (whole, prefix: string, family: string) =>
        counters.has(family) ? `${prefix}${family} ` : whole,
      ),
    );
  return [...lines, '# EOF', ''].join('\n');
}

/** Whether a scraper's Accept header asks for OpenMetrics at all (Prometheus sends both, OpenMetrics first). */
export function wantsOpenMetrics(accept: string | undefined): boolean {
  return accept?.includes('application/openmetrics-text') ?? false;
}
