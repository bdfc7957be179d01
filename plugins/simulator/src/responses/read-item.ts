import type { Scene } from '../api.js';
import type { JsonMap } from '../json-map.js';
import { filledListAt, listAt, mapAt, textAt, wrongType, wrongValue } from '../openai/field-rules.js';
import { RequestRefused } from '../request-refused.js';
import { ITEM_FIELDS, onlyKnown } from './response-fields.js';

/** An item of the input that the API would take. */
export interface Item {
  readonly type: string;
  readonly role: string | undefined;
  /** What of it the model reads. */
  readonly text: string;
  /** The id that a call and its output share. */
  readonly callId: string | undefined;
  readonly id: string | undefined;
}

const OF_SERVER_TOOLS =
  /^(?:custom_tool_call|web_search_call|file_search_call|computer_call|code_interpreter_call|image_generation_call|local_shell_call|shell_call|apply_patch_call|mcp_call|mcp_list_tools|mcp_approval_request|mcp_approval_response|tool_search_call|compaction)(?:_output)?$/;

/** @throws RequestRefused when the API would refuse it */
export function readItem(value: unknown, at: string, scene: Scene): Item {
  const item = mapAt(value, at);
  const type = textAt(item['type'] ?? ('role' in item ? 'message' : undefined), `${at}.type`);
  const fields = Object.hasOwn(ITEM_FIELDS, type) ? ITEM_FIELDS[type] : undefined;
  if (fields) onlyKnown(item, fields, at);
  else if (!OF_SERVER_TOOLS.test(type)) wrongValue(`${at}.type`, type, Object.keys(ITEM_FIELDS));
  const role = type === 'message' ? readRole(item, at) : undefined;
  const called = type === 'function_call' || type === 'function_call_output';
  return {
    type,
    role,
    text: textOf(item, type, role, at, scene),
    callId: called ? textAt(item['call_id'], `${at}.call_id`) : undefined,
    id: readId(item, type, at),
  };
}

const ROLES = ['assistant', 'system', 'developer', 'user'];

function readRole(item: JsonMap, at: string): string {
  const role = textAt(item['role'], `${at}.role`);
  return ROLES.includes(role) ? role : wrongValue(`${at}.role`, role, ROLES);
}

function textOf(item: JsonMap, type: string, role: string | undefined, at: string, scene: Scene): string {
  switch (type) {
    case 'message':
      return readContent(item['content'], role === 'assistant' ? SAID : HEARD, `${at}.content`);
    case 'function_call':
      return textAt(item['name'], `${at}.name`) + textAt(item['arguments'], `${at}.arguments`);
    case 'function_call_output':
      return readContent(item['output'], HEARD, `${at}.output`);
    case 'reasoning':
      return readReasoning(item, at, scene);
    case 'item_reference':
      return find(textAt(item['id'], `${at}.id`), scene);
    default:
      return JSON.stringify(item);
  }
}

const HEARD = ['input_text', 'input_image', 'input_file', 'input_audio'];
const SAID = ['output_text', 'refusal'];

function readContent(content: unknown, known: readonly string[], at: string): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return wrongType(at, 'one of an array of objects or string', content);
  return filledListAt(content, at)
    .map((value, index) => {
      const path = `${at}[${index}]`;
      const part = mapAt(value, path);
      const type = textAt(part['type'], `${path}.type`);
      if (!known.includes(type)) wrongValue(`${path}.type`, type, known);
      if (type === 'refusal') return textAt(part['refusal'], `${path}.refusal`);
      return type.endsWith('_text') ? textAt(part['text'], `${path}.text`) : '';
    })
    .join('');
}

/** A thought comes back sealed, or by the id of one that was kept. */
function readReasoning(item: JsonMap, at: string, scene: Scene): string {
  for (const [index, part] of listAt(item['summary'], `${at}.summary`).entries()) {
    const path = `${at}.summary[${index}]`;
    const { type, text } = mapAt(part, path);
    if (type !== 'summary_text') wrongValue(`${path}.type`, type, ['summary_text']);
    textAt(text, `${path}.text`);
  }
  const given = item['encrypted_content'] ?? undefined;
  if (given === undefined) return find(textAt(item['id'], `${at}.id`), scene);
  const sealed = textAt(given, `${at}.encrypted_content`);
  const text = scene.seal.open(sealed);
  if (text !== undefined) return text;
  const shortened = `${sealed.slice(0, 4)}...${sealed.slice(-4)}`;
  throw new RequestRefused(
    `The encrypted content ${shortened} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
    { code: 'invalid_encrypted_content' },
  );
}

/** A kept item's text is in the conversation it is kept with; here it only has to be there. */
function find(id: string, { store }: Scene): string {
  if (store.knowsItem(id)) return '';
  const hint =
    'Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input.';
  throw new RequestRefused(`Item with id '${id}' not found. ${hint}`, { status: 404, param: 'input' });
}

const ID_PREFIXES: Readonly<Record<string, string>> = {
  message: 'msg',
  function_call: 'fc',
  reasoning: 'rs',
};

function readId(item: JsonMap, type: string, at: string): string | undefined {
  const given = item['id'] ?? undefined;
  if (given === undefined) return undefined;
  const id = textAt(given, `${at}.id`);
  const prefix = ID_PREFIXES[type];
  if (prefix === undefined || id.startsWith(prefix)) return id;
  throw new RequestRefused(`Invalid '${at}.id': '${id}'. Expected an ID that begins with '${prefix}'.`, {
    param: `${at}.id`,
    code: 'invalid_value',
  });
}
