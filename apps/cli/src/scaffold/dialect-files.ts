import { json } from './package-files.js';
import type { Files, Order } from './order.js';

/** A vendor with a protocol of its own: lines of JSON, as a beginning. */
export function dialectFiles({ names: { plugin, pascal } }: Order): Files {
  return {
    'src/dialect.ts': `import { defineDialect, Fault, type Conversation, type PartDecoder, type StreamPart } from '@fairlead/plugin-sdk';

/** \`{"prompt": …}\` in; \`{"text": …}\` out, or lines of \`{"delta": …}\` and one \`{"done": true, …}\`. */
export const dialect = defineDialect({
  framing: 'ndjson',
  encodeRequest(conversation, model) {
    // What the protocol cannot say is refused before anything is sent; another target is tried then.
    if (conversation.tools?.length) throw new Fault('unsupported_parameter', 'there are no tools here');
    return { model, prompt: textOf(conversation), stream: conversation.stream };
  },
  decodeReply({ text, usage }) {
    // A 200 is no proof of an answer.
    if (typeof text !== 'string') throw new Fault('empty_response', 'the reply has no text');
    return {
      choices: [{ index: 0, parts: [{ kind: 'text', text }], finish: { reason: 'stop' } }],
      usage: { tokens: tokensOf(usage) },
    };
  },
  openDecoder,
});

function openDecoder(): PartDecoder {
  let begun = false;
  return {
    read({ json = {} }): readonly StreamPart[] {
      const parts: StreamPart[] = [];
      if (!begun) {
        parts.push({ kind: 'start' }, { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } });
        begun = true;
      }
      if (typeof json['delta'] === 'string') parts.push({ kind: 'delta', block: 0, text: json['delta'] });
      if (json['done'] !== true) return parts;
      return [
        ...parts,
        { kind: 'close', block: 0 },
        { kind: 'usage', usage: { tokens: tokensOf(json['usage']) } },
        { kind: 'finish', choice: 0, finish: { reason: 'stop' } },
        // Only where the vendor said that it is done.
        { kind: 'end' },
      ];
    },
  };
}

function textOf({ messages }: Conversation): string {
  return messages
    .flatMap(({ parts }) => parts)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      throw new Fault('unsupported_parameter', \`there is no \${part.kind} here\`);
    })
    .join('\\n');
}

function tokensOf(usage: unknown): { input: number; output: number } {
  const { input = 0, output = 0 } = (usage ?? {}) as { input?: number; output?: number };
  return { input, output };
}
`,
    'src/index.ts': `import { configOf, definePlugin, defineProvider, IsUrl, Secret } from '@fairlead/plugin-sdk';
import { dialect } from './dialect.js';

class ${pascal}Config {
  @Secret() apiKey!: string;
  @IsUrl() baseUrl = 'https://api.${plugin}.example/v1';
}

export default definePlugin({
  name: '${plugin}',
  dialects: { '${plugin}-lines': dialect },
  providers: {
    '${plugin}': defineProvider({
      config: configOf(${pascal}Config),
      speaks: ['${plugin}-lines'],
      create: ({ apiKey, baseUrl }) => ({
        address: () => \`\${baseUrl}/generate\`,
        authorize: (headers) => void (headers['authorization'] = \`Bearer \${apiKey}\`),
      }),
    }),
  },
});
`,
    'fixtures/text.json': json({
      reply: { body: { text: 'Aye.', usage: { input: 3, output: 1 } } },
      stream: {
        headers: { 'content-type': 'application/x-ndjson' },
        chunks: ['{"delta":"A"}\n', '{"delta":"ye."}\n', '{"done":true,"usage":{"input":3,"output":1}}\n'],
      },
      says: { text: 'Aye.', finish: 'stop', usage: { input: 3, output: 1 } },
    }),
  };
}
