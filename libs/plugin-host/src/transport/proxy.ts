export type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for an origin by the usual variables, lower case first; undefined: go directly. */
export function proxyFor(origin: URL, env: Environment): string | undefined {
  const wanted = origin.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = read(env, wanted) ?? read(env, 'all_proxy');
  return proxy === undefined || isExempt(origin, read(env, 'no_proxy') ?? '') ? undefined : proxy;
}

/** `NO_PROXY`: names with or without a leading dot match themselves and what is below them; a port narrows; `*` is all. */
function isExempt(origin: URL, list: string): boolean {
  const host = origin.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = origin.port || (origin.protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const parts = /^(?<name>\[[^\]]+\]|[^:]+|[^:]*:[^:]*:.*?)(?::(?<port>\d+))?$/.exec(
        entry.toLowerCase(),
      )?.groups;
      const name = (parts?.['name'] ?? entry).replace(/^\*?\./, '').replace(/^\[|\]$/g, '');
      if (parts?.['port'] !== undefined && parts['port'] !== port) return false;
      return host === name || host.endsWith(`.${name}`);
    });
}

function read(env: Environment, name: string): string | undefined {
  return env[name] || env[name.toUpperCase()] || undefined;
}
