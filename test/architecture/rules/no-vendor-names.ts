import { isSpec } from '../layers.js';
import type { Rule } from '../rule.js';

const VENDORS =
  /openai|anthropic|claude|deepseek|holysheep|google|gemini|mistral|groq|azure|cohere|bedrock|vertex|openrouter|ollama|vllm|xai\b/gi;

/**
 * A wire protocol is called by the name of who made it up, and many others speak it. These spellings mean the
 * protocol, not the vendor, wherever they stand.
 */
const PROTOCOL_NAMES =
  /openai-(?:chat|embeddings|responses|completions|moderations|images|image-edits|speech|transcriptions|translations)\b|openAi(?:Chat|Embeddings|Responses|Completions|Moderations|Images|ImageEdits|Speech|Transcriptions|Translations)|anthropic-(?:messages|count-tokens)|anthropic(?:Messages|CountTokens)|gemini-(?:embeddings|count-tokens)|gemini(?:Embeddings|CountTokens)?(?=['\]:,} ;)])/g;

/** Places that may say more, each with its reason. */
const ALLOWED: readonly { readonly where: RegExp; readonly what: RegExp; readonly reason: string }[] = [
  {
    where: /^libs\/dialects\/src\/(?:openai|anthropic|gemini)\/|^libs\/plugin-sdk\/src\/openai-wire\.ts$/,
    what: /openai|anthropic|gemini|google/i,
    reason: 'the folder of a protocol holds what that protocol says, headers and field names included',
  },
  {
    where: /^libs\/(?:dialects|plugin-sdk)\/src\/(?:index|dialect-of)\.ts$/,
    what: /openai|anthropic|gemini/i,
    reason: 'the index and the list of all protocols name their files',
  },
  {
    where: /^apps\/gateway\/src\/http\//,
    what: /openai|anthropic|gemini/i,
    reason: 'client libraries call a protocol under this URL prefix, and expect its shapes there',
  },
  {
    where: /^libs\/migration\/src\/vendors\.ts$/,
    what: /./,
    reason: 'the one table of how other gateways spell the vendors that our plugins reach',
  },
  {
    where: /^apps\/cli\/src\/scaffold\/provider-files\.ts$/,
    what: /openai/i,
    reason: 'a new provider may begin from the API that most vendors copy, and it is known by that name',
  },
];

export const noVendorNames: Rule = {
  name: 'name no vendor outside plugins',

  check(tree) {
    const violations: string[] = [];
    for (const [path, text] of tree.files) {
      if (!/^(?:apps|libs)\//.test(path) || isSpec(path)) continue;
      const allowances = ALLOWED.filter(({ where }) => where.test(path));
      for (const [index, line] of text.split('\n').entries())
        for (const [vendor] of line.replace(PROTOCOL_NAMES, '').matchAll(VENDORS))
          if (!allowances.some(({ what }) => what.test(vendor)))
            violations.push(
              `${path}:${index + 1} names "${vendor}": what is particular to a vendor lives in its plugin`,
            );
    }
    return violations;
  },

  examples: [
    {
      title: 'a special case in the engine, a default address, a comment',
      files: {
        'libs/engine/src/a.ts': `if (target.provider === 'deepseek') retry();`,
        'libs/plugin-host/src/a.ts': `const url = 'https://api.OpenAI.com';`,
        'apps/gateway/src/a.ts': `// Azure wants another header here\nconst groqKey = '';`,
      },
      finds: ['names "deepseek"', 'names "OpenAI"', 'a.ts:1 names "Azure"', 'a.ts:2 names "groq"'],
    },
    {
      title: "one vendor in the files of another one's protocol",
      files: { 'libs/dialects/src/openai/usage.ts': `if (vendor === 'holysheep') {}` },
      finds: ['names "holysheep"'],
    },
    {
      title: 'protocols by their names, their own files, plugins and specs',
      files: {
        'libs/engine/src/a.ts': `const dialect = 'openai-chat';`,
        'apps/gateway/src/runtime/a.ts': `import { openAiChat } from '@fairlead/dialects';`,
        'apps/gateway/src/http/routes.ts': `const prefix = '/openai/v1';`,
        'libs/dialects/src/openai/a.ts': `const header = 'openai-version';`,
        'plugins/deepseek/src/index.ts': `const url = 'https://api.deepseek.example';`,
        'libs/policy/src/a.spec.ts': `const target = 'openai/m';`,
      },
      finds: [],
    },
  ],
};
