import { playCountTokens } from './clients/anthropic/count-tokens.js';
import { messageCreate } from './clients/anthropic/message-create.js';
import { messageHelpers } from './clients/anthropic/message-helpers.js';
import { describeClients } from './describe-clients.js';

describeClients([messageCreate, messageHelpers], { 'a count of tokens': playCountTokens });
