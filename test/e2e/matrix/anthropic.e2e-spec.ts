import { messageCreate } from './clients/anthropic/message-create.js';
import { messageHelpers } from './clients/anthropic/message-helpers.js';
import { describeClients } from './describe-clients.js';

describeClients([messageCreate, messageHelpers]);
