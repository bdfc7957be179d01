import { isMap, type JsonMap } from '../json-map.js';
import type { Seal } from '../reply/seal.js';
import { RequestRefused } from '../request-refused.js';
import { BLOCKS_OF, blockFields, isBlockType } from './block-fields.js';
import { below, listAt, mapAt, onlyKnown, refuse, stringAt } from './field-rules.js';

/** A content block that the API would take. */
export interface Block {
  readonly type: string;
  /** What of it the model reads. */
  readonly text: string;
  /** The id of a tool's call, in the call and in its result. */
  readonly callId: string | undefined;
  readonly marksCache: boolean;
}

export type Role = 'user' | 'assistant';

/** @throws RequestRefused when the API would refuse it */
export function readBlock(value: unknown, role: Role, path: string, seal: Seal): Block {
  const block = mapAt(value, path);
  const type = stringAt(block, 'type', path);
  if (!isBlockType(type))
    refuse(path, `Input tag '${type}' found using 'type' does not match any of the expected tags`);
  if (!BLOCKS_OF[role].test(type)) {
    const home = role === 'user' ? 'assistant' : 'user';
    throw new RequestRefused(`${path}: \`${type}\` blocks can only be in \`${home}\` messages`);
  }
  const fields = blockFields(type);
  if (fields) onlyKnown(block, fields, `${path}.${type}`);
  return {
    type,
    text: textOf(block, type, path, seal),
    callId: callIdOf(block, type, path),
    marksCache: isMap(block['cache_control']),
  };
}

function textOf(block: JsonMap, type: string, path: string, seal: Seal): string {
  const at = `${path}.${type}`;
  switch (type) {
    case 'text': {
      const text = stringAt(block, 'text', at);
      return text === '' ? refuse('messages', 'text content blocks must be non-empty') : text;
    }
    case 'thinking':
      return signedThought(stringAt(block, 'thinking', at), stringAt(block, 'signature', at), path, seal);
    case 'redacted_thinking': {
      const text = seal.open(stringAt(block, 'data', at));
      return text ?? refuse(path, 'Invalid `data` in `redacted_thinking` block');
    }
    case 'tool_use':
      return stringAt(block, 'name', at) + JSON.stringify(mapAt(block['input'], below(at, 'input')));
    case 'tool_result':
      return resultText(block['content'], below(at, 'content'));
    case 'image':
    case 'document':
      mapAt(block['source'], below(at, 'source'));
      return '';
    default:
      return '';
  }
}

/** A thought whose text is left out has a seal that holds it. */
function signedThought(thinking: string, signature: string, path: string, seal: Seal): string {
  const text = seal.open(signature);
  if (text !== undefined && (thinking === '' || thinking === text)) return text;
  return refuse(path, 'Invalid `signature` in `thinking` block');
}

const RESULT_PARTS = ['text', 'image', 'document', 'search_result', 'tool_reference'];

function resultText(content: unknown, path: string): string {
  if (content === undefined || typeof content === 'string') return content ?? '';
  return listAt(content, path)
    .map((value, index) => {
      const part = mapAt(value, below(path, index));
      const type = stringAt(part, 'type', below(path, index));
      if (!RESULT_PARTS.includes(type))
        refuse(below(path, index), `Input tag '${type}' is not permitted here`);
      onlyKnown(part, blockFields(type) ?? [], `${path}.${index}.${type}`);
      return type === 'text' ? stringAt(part, 'text', `${path}.${index}.text`) : '';
    })
    .join('');
}

/** Ids are the caller's word, and the API is choosy about them. */
const CALL_ID = /^[a-zA-Z0-9_-]+$/;

function callIdOf(block: JsonMap, type: string, path: string): string | undefined {
  const key = type === 'tool_use' ? 'id' : type === 'tool_result' ? 'tool_use_id' : undefined;
  if (key === undefined) return undefined;
  const id = stringAt(block, key, `${path}.${type}`);
  return CALL_ID.test(id)
    ? id
    : refuse(`${path}.${type}.${key}`, `String should match pattern '${CALL_ID.source}'`);
}
