import { chatCreate } from './clients/openai/chat-create.js';
import { chatHelpers } from './clients/openai/chat-helpers.js';
import { playEmbeddings } from './clients/openai/embeddings.js';
import { responseCreate } from './clients/openai/response-create.js';
import { responseHelpers } from './clients/openai/response-helpers.js';
import { describeClients } from './describe-clients.js';

describeClients([chatCreate, chatHelpers, responseCreate, responseHelpers], { embeddings: playEmbeddings });
