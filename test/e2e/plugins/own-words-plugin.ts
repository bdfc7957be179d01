import {
  defineDialect,
  definePlugin,
  defineProvider,
  Fault,
  type ConfigSpec,
  type Conversation,
  type ExchangeCall,
  type PartDecoder,
  type StreamPart,
} from '@fairlead/plugin-sdk';

/** What `plugins` of a configuration names: this very file, which Node reads as it is. */
export const OWN_WORDS_PLUGIN = import.meta.filename;

interface OwnConfig {
  readonly base_url: string;
  readonly api_key: string;
}

/** By hand: Node takes types away, and knows no decorators. */
const config: ConfigSpec<OwnConfig> = {
  keys: ['base_url', 'api_key'],
  secrets: ['api_key'],
  schema: { type: 'object', properties: { base_url: { type: 'string', pattern: '^https?://' } } },
  parse: (input) => ({ ok: true, value: input as OwnConfig, unset: [] }),
};

const said = ({ messages }: Conversation): string =>
  messages
    .flatMap(({ parts }) => parts)
    .map((part) => (part.kind === 'text' ? part.text : `<${part.kind}>`))
    .join(' ');

/** `{"ask": …}` in; lines of `{"say": …}` and one `{"over": true, "tokens": …}` out. */
function openDecoder(): PartDecoder {
  let begun = false;
  return {
    read({ json = {} }): readonly StreamPart[] {
      if (typeof json['oops'] === 'string') throw new Fault('overloaded', `the vendor said: ${json['oops']}`);
      const parts: StreamPart[] = begun ? [] : [{ kind: 'start', model: 'own-1' }];
      if (!begun) parts.push({ kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } });
      begun = true;
      if (typeof json['say'] === 'string') parts.push({ kind: 'delta', block: 0, text: json['say'] });
      if (json['over'] !== true) return parts;
      const tokens = { input: 3, output: Number(json['tokens']) };
      return [
        ...parts,
        { kind: 'close', block: 0 },
        { kind: 'usage', usage: { tokens } },
        { kind: 'finish', choice: 0, finish: { reason: 'stop' } },
        { kind: 'end' },
      ];
    },
  };
}

async function* exchange(conversation: Conversation, { signal }: ExchangeCall): AsyncGenerator<StreamPart> {
  const text = said(conversation);
  if (text.includes('overload')) throw new Fault('overloaded', 'busy', { status: 529 });
  if (text.includes('disorder')) yield { kind: 'end' };
  yield { kind: 'start', model: 'inner-1' };
  yield { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } };
  for (const word of ['heard ', text]) {
    if (signal.aborted) return;
    yield { kind: 'delta', block: 0, text: word };
  }
  if (text.includes('cut')) return;
  yield { kind: 'close', block: 0 };
  yield { kind: 'usage', usage: { tokens: { input: 5, output: 2 } } };
  yield { kind: 'finish', choice: 0, finish: { reason: 'stop' } };
  yield { kind: 'end' };
}

export default definePlugin({
  name: 'own-words',
  dialects: {
    'own-words': defineDialect({
      framing: 'ndjson',
      encodeRequest(conversation, model) {
        if ((conversation.tools ?? []).length > 0)
          throw new Fault('unsupported_parameter', 'this vendor has no tools');
        return { ask: said(conversation), voice: model, live: conversation.stream };
      },
      decodeReply: (body) => ({
        choices: [
          { index: 0, parts: [{ kind: 'text', text: String(body['said']) }], finish: { reason: 'stop' } },
        ],
        usage: { tokens: { input: 3, output: 4 } },
      }),
      openDecoder,
      readFailure: (_status, body) => ({ code: String(body?.['why']), message: 'no, thank you' }),
    }),
  },
  providers: {
    own: defineProvider({
      config,
      speaks: ['own-words'],
      create: ({ api_key, base_url }) => ({
        address: (_operation, model, { dialect, stream }) => `${base_url}/${dialect}/${model}?live=${stream}`,
        authorize: (headers) => void (headers['x-own-key'] = api_key),
        fault: ({ code }) => (code === 'tired' ? 'overloaded' : undefined),
      }),
    }),
    inner: defineProvider({
      config,
      speaks: [],
      create: () => ({ address: () => 'local://inner', exchange }),
    }),
  },
});
