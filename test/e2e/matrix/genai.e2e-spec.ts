import { playCountTokens } from './clients/genai/count-tokens.js';
import { playEmbedContent } from './clients/genai/embed-content.js';
import { generate } from './clients/genai/generate.js';
import { describeClients } from './describe-clients.js';

describeClients([generate], { 'a count of tokens': playCountTokens, embeddings: playEmbedContent });
