import type { Part, Reply } from '../../form/index.js';
import { asArray, asCount, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { decodeOutputItem, vendorItem } from './decode-item.js';
import { decodeFinish } from './finish.js';
import { keep } from './own.js';
import { decodeUsage } from './usage.js';

export function decodeReply(body: JsonObject): Reply {
  const parts = asArray(body['output']).flatMap((item) => decodeItemOf(asObject(item) ?? {}));
  return {
    ...replyHead(body),
    ...defined({ usage: decodeUsage(body['usage']) }),
    choices: [{ index: 0, parts, finish: decodeFinish(body, parts) }],
    ...keep(echoOf(body)),
  };
}

/** Never throws: an item that is not what its type says is one that only this dialect can make something of. */
export function decodeItemOf(item: JsonObject): readonly Part[] {
  const decoded = decoding(() => decodeOutputItem(new FieldReader(item)));
  return decoded.ok ? decoded.value : [vendorItem(item)];
}

export function replyHead(response: JsonObject): Pick<Reply, 'id' | 'model' | 'createdS' | 'serviceTier'> {
  return defined({
    id: asText(response['id']),
    model: asText(response['model']),
    createdS: asCount(response['created_at']),
    serviceTier: asText(response['service_tier']),
  });
}

/** Everything that a response says of itself and of its request, but for what the form holds. */
export function echoOf(response: JsonObject): JsonObject {
  const { id: _id, model: _model, created_at: _createdAt, output: _output, usage, ...echo } = response;
  return decodeUsage(usage) === undefined && usage !== undefined ? { ...echo, usage } : echo;
}
