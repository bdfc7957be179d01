/** Why the program could not start, for the person who started it. */
export function describe(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `${message}; another process uses this address (--api-listen, --admin-listen)`;
  return message ?? String(error);
}
