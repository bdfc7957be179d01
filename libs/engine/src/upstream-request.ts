import type { RequestFacts, RequestHeaders } from '@fairlead/plugin-sdk';
import type { RelayForm, UpstreamRequest } from '@fairlead/dialects';
import type { Lane } from './lanes/lane.js';
import type { Ingress, RelayAsk } from './ports.js';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * What goes to a target that knows the model as `model`.
 *
 * @param trace headers of the attempt's own trace
 */
export function upstreamRequest(
  ingress: Ingress,
  lane: Lane,
  facts: RequestFacts,
  model: string,
  trace?: Readonly<RequestHeaders>,
): UpstreamRequest {
  const { name, operation } = lane.dialect;
  const headers = lane.passes ? { ...ingress.dialectHeaders, ...ingress.forward } : ingress.forward;
  const { body, batch, draft } = lane.request(model);
  const request: Writable<UpstreamRequest> = {
    operation,
    dialect: name,
    model,
    stream: facts.stream,
    headers: trace ? { ...headers, ...trace } : headers,
    body,
  };
  if (batch !== undefined) request.batch = batch;
  if (draft !== undefined) request.draft = draft;
  if (ingress.relay !== undefined) request.relay = relayForm(ingress.relay, model);
  return request;
}

/** Each attempt reads an upload from its beginning. */
function relayForm(
  { upload, passRefusals: _, keeper: _keeper, ...form }: RelayAsk,
  model: string,
): RelayForm {
  return { ...form, ...(upload && { upload: upload.open(model) }) };
}
