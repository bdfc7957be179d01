import type { JsonObject } from '@fairlead/dialects';
import type { LaneRequest } from './lane.js';

/** A request that the gateway writes itself. */
export function encodeDraft<Request>(
  codec: { encodeRequest(request: Request, model: string): JsonObject },
  request: Request,
  model: string,
): LaneRequest {
  const draft = { ...codec.encodeRequest(request, model) };
  return { body: Buffer.from(JSON.stringify(draft), 'utf8'), draft };
}
