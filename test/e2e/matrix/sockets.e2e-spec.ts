import { messageCreate } from './clients/anthropic/message-create.js';
import { messageHelpers } from './clients/anthropic/message-helpers.js';
import { generate } from './clients/genai/generate.js';
import { chatCreate } from './clients/openai/chat-create.js';
import { chatHelpers } from './clients/openai/chat-helpers.js';
import { responseCreate } from './clients/openai/response-create.js';
import { responseHelpers } from './clients/openai/response-helpers.js';
import { describeMatrix } from './describe-matrix.js';
import { UPSTREAMS } from './upstreams.js';
import { startVendorMatrix, type Vendor } from './vendor-matrix.js';

/** The vendor of responses serves chat completions at the same address: one server stands for both. */
const PLUGINS = {
  'openai-chat': ['openai', 'openai-compatible'],
  'openai-responses': [],
  'anthropic-messages': ['anthropic'],
  gemini: ['google'],
} as const;

const VENDORS = UPSTREAMS.flatMap((upstream) =>
  PLUGINS[upstream.dialect].map((plugin): Vendor => ({ ...upstream, plugin, model: `via-${plugin}` })),
);

const CLIENTS = [
  chatCreate,
  chatHelpers,
  responseCreate,
  responseHelpers,
  messageCreate,
  messageHelpers,
  generate,
];

describeMatrix(
  () => startVendorMatrix(VENDORS),
  VENDORS.map((upstream) => ({ name: `${upstream.plugin}, over HTTP`, upstream, clients: CLIENTS })),
);
