import type { Part, Reply } from '../../form/index.js';
import { asArray, asObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { decoding, FieldReader } from '../../json/field-reader.js';
import { decodeBlock } from './decode-block.js';
import { decodeFinish } from './finish.js';
import { OWN } from './own.js';
import { decodeHead } from './reply-head.js';
import { decodeUsage } from './reply-usage.js';

export function decodeReply(message: JsonObject): Reply {
  const { content, stop_reason, stop_sequence, stop_details, usage } = message;
  const parts = asArray(content).map((block) => decodeReplyBlock(asObject(block) ?? {}));
  return {
    ...decodeHead(message),
    choices: [
      { index: 0, parts, ...decodeFinish({ stop_reason, stop_sequence, ...defined({ stop_details }) }) },
    ],
    ...defined({ usage: decodeUsage(usage) }),
  };
}

/** Never throws: a block that is not what its type says is one that only this dialect can make something of. */
export function decodeReplyBlock(block: JsonObject): Part {
  const decoded = decoding(() => decodeBlock(new FieldReader(block)));
  return decoded.ok ? decoded.value : { kind: 'vendor', dialect: OWN, value: block };
}
