import type { FaultClass, ReplyHeaders } from '@fairlead/plugin-sdk';

/** What a provider said when it was asked for its models. */
export interface ListedModels {
  /** Undefined: no reply came. */
  readonly status?: number;
  readonly headers: ReplyHeaders;
  /** `ok`, or what kept the list away. */
  readonly result: 'ok' | FaultClass;
  /** Without secrets. Undefined when it is `ok`. */
  readonly message?: string;
  /** Undefined: the reply is no list that is known. */
  readonly ids?: readonly string[];
  /** There are more than these. */
  readonly partial: boolean;
}

/** The two shapes that vendors answer in: `{ data: [{ id }] }` and `{ models: [{ name: "models/…" }] }`. */
export function readModelIds(body: Uint8Array): Pick<ListedModels, 'ids' | 'partial'> {
  const list = parse(body);
  const entries = list['data'] ?? list['models'];
  if (!Array.isArray(entries)) return { partial: false };
  const ids = entries
    .map((entry: { id?: unknown; name?: unknown } | null) => entry?.id ?? entry?.name)
    .filter((id) => typeof id === 'string')
    .map((id) => id.replace(/^models\//, ''));
  return { ids, partial: list['has_more'] === true || typeof list['nextPageToken'] === 'string' };
}

function parse(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (Array.isArray(value)) return { data: value };
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
