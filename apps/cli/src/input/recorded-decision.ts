import type { RecordedExchange } from '@fairlead/simulation';
import { UsageError } from '../command.js';

/**
 * A decision of a running gateway.
 *
 * @param token of its admin listener, where that asks for one
 * @throws UsageError when the gateway cannot be reached or does not know it
 */
export async function readDecision(
  admin: string,
  id: string,
  token: string | undefined,
): Promise<RecordedExchange> {
  const url = `${admin.replace(/\/+$/, '')}/admin/decisions/${encodeURIComponent(id)}`;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const reply = await fetch(url, { headers }).catch((error: Error) => {
    throw new UsageError(
      `cannot reach ${admin} (${String((error.cause as Error | undefined)?.message ?? error.message)})`,
    );
  });
  if (reply.ok) return (await reply.json()) as RecordedExchange;
  if (reply.status === 404)
    throw new UsageError(`the gateway at ${admin} does not remember the decision ${id}`);
  if (reply.status === 401 || reply.status === 403)
    throw new UsageError(`${admin} asks for a token: set FAIRLEAD_ADMIN_TOKEN`);
  throw new UsageError(`${url} answered ${reply.status}`);
}
