import { AGENT_CHAT, AGENT_RESPONSES } from './clients/agents/agent-apis.js';
import { agentClient } from './clients/agents/agent-client.js';
import { describeClients } from './describe-clients.js';

describeClients([AGENT_CHAT, AGENT_RESPONSES].map(agentClient));
