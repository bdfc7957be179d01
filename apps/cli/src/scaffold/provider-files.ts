import type { Files, Order } from './order.js';

/** What `--from` takes: an API that many vendors copy. */
export const COPIED_API = 'openai-compatible';

/** A vendor that speaks one of the gateway's own dialects. */
export function providerFiles({ names, compatible }: Order): Files {
  return { 'src/index.ts': compatible ? byWire(names) : byHand(names) };
}

const optionsOf = (plugin: string, pascal: string): string => `class ${pascal}Config {
  /** Redacted in every output. Unset: the provider is skipped. */
  @Secret() apiKey!: string;
  @IsUrl() baseUrl = 'https://api.${plugin}.example/v1';
}`;

/** The vendor's addresses are those that everybody copies. */
function byWire({ plugin, pascal }: Order['names']): string {
  return `import { configOf, definePlugin, defineProvider, IsUrl, openaiWire, Secret } from '@fairlead/plugin-sdk';

${optionsOf(plugin, pascal)}

export default definePlugin({
  name: '${plugin}',
  providers: {
    '${plugin}': defineProvider({
      config: configOf(${pascal}Config),
      speaks: ['openai-chat', 'openai-embeddings'],
      create: (config) => openaiWire(config),
    }),
  },
});
`;
}

function byHand({ plugin, pascal }: Order['names']): string {
  return `import { configOf, definePlugin, defineProvider, Fault, IsUrl, Secret } from '@fairlead/plugin-sdk';

${optionsOf(plugin, pascal)}

export default definePlugin({
  name: '${plugin}',
  providers: {
    '${plugin}': defineProvider({
      config: configOf(${pascal}Config),
      // The wire protocols of this vendor; the gateway translates from every other one.
      speaks: ['openai-chat'],
      create: ({ apiKey, baseUrl }) => ({
        address(_operation, _model, { dialect }) {
          if (dialect === 'openai-chat') return \`\${baseUrl}/chat/completions\`;
          throw new Fault('unsupported_parameter', \`there is no \${dialect} here\`);
        },
        authorize(headers) {
          headers['authorization'] = \`Bearer \${apiKey}\`;
        },
        // Proves address and key without spending tokens.
        probe: { method: 'GET', url: \`\${baseUrl}/models\` },
        // This vendor's own codes; undefined keeps the gateway's word.
        fault: ({ code }) => (code === 'engine_busy' ? 'overloaded' : undefined),
      }),
    }),
  },
});
`;
}
