import type { Behaviour } from './behaviour.js';
import { sendJson } from './send.js';

/** `GET /v1/models`: the free question whether a provider and a key work. */
export function modelsList(ids: readonly string[] = ['small', 'large']): Behaviour {
  const data = ids.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'test' }));
  return { name: 'modelsList', play: (turn) => sendJson(turn, 200, { object: 'list', data }) };
}
