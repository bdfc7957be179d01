import { chainClient } from './clients/langchain/chain-client.js';
import {
  CHAIN_ANTHROPIC,
  CHAIN_GOOGLE,
  CHAIN_OPENAI_CHAT,
  CHAIN_OPENAI_RESPONSES,
} from './clients/langchain/chain-models.js';
import { describeClients } from './describe-clients.js';

describeClients([CHAIN_OPENAI_CHAT, CHAIN_OPENAI_RESPONSES, CHAIN_ANTHROPIC, CHAIN_GOOGLE].map(chainClient));
