/** Headers that hold no credential and no content, and help to find a fault. All others stay out of logs. */
const SAFE_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'request-id',
  'retry-after',
  'retry-after-ms',
  'server',
  'traceparent',
  'transfer-encoding',
  'user-agent',
  'x-request-id',
  'x-request-timeout-ms',
  'x-should-retry',
  'x-stainless-retry-count',
]);

/** Provider rate limits come under many names with these beginnings. */
const SAFE_PREFIX = /^(?:x-)?(?:[a-z]+-)?ratelimit-/;

type HeaderValue = string | readonly string[] | undefined;

/**
 * The headers that may be logged, names in lower case. An allow-list: a header nobody thought of is left out, and
 * cannot leak.
 */
export function safeHeaders(headers: Readonly<Record<string, HeaderValue>>): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (value === undefined || !(SAFE_HEADERS.has(lower) || SAFE_PREFIX.test(lower))) continue;
    safe[lower] = typeof value === 'string' ? value : value.join(', ');
  }
  return safe;
}
