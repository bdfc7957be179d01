import type { Dialect } from '../dialect.js';
import { anthropicMessages } from '../anthropic/anthropic-messages.js';
import { gemini } from '../gemini/gemini.js';
import { openAiChat } from '../openai/chat/openai-chat.js';
import { openAiResponses } from '../openai/responses/openai-responses.js';
import type { ConversationDialect } from '@fairlead/plugin-sdk';
import { requestTies } from './request-ties.js';

const chat = { model: 'm', messages: [{ role: 'user', content: 'hi' }] };
const messages = { ...chat, max_tokens: 10 };
const contents = { contents: [{ role: 'user', parts: [{ text: 'hi' }] }] };
const responses = { model: 'm', input: 'hi', store: false };
const ownTool = { name: 'f', input_schema: { type: 'object' } };

describe('ties of a request', () => {
  it.each<[string, Dialect, object, string[]]>([
    ['chat: none', openAiChat, chat, []],
    ['chat: kept', openAiChat, { ...chat, store: true }, ['stored']],
    ['chat: a search of the provider', openAiChat, { ...chat, web_search_options: {} }, ['provider_tool']],
    [
      'chat: a file by its id',
      openAiChat,
      {
        ...chat,
        messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }],
      },
      ['upload'],
    ],
    ['responses: none', openAiResponses, responses, []],
    ['responses: kept, since nothing is said', openAiResponses, { model: 'm', input: 'hi' }, ['stored']],
    [
      'responses: goes on from an earlier one',
      openAiResponses,
      { ...responses, previous_response_id: 'r' },
      ['state'],
    ],
    [
      'responses: a tool that runs there',
      openAiResponses,
      { ...responses, tools: [{ type: 'web_search' }] },
      ['provider_tool'],
    ],
    ['messages: the caller’s own tool', anthropicMessages, { ...messages, tools: [ownTool] }, []],
    [
      'messages: a tool that runs there',
      anthropicMessages,
      { ...messages, tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
      ['provider_tool'],
    ],
    [
      'messages: servers that the provider calls',
      anthropicMessages,
      { ...messages, mcp_servers: [{ type: 'url', url: 'https://x.test', name: 'x' }] },
      ['provider_tool'],
    ],
    ['messages: a container that goes on', anthropicMessages, { ...messages, container: 'c' }, ['state']],
    ['gemini: none', gemini, contents, []],
    ['gemini: a cached prompt', gemini, { ...contents, cachedContent: 'cachedContents/1' }, ['state']],
    [
      'gemini: a search of the provider',
      gemini,
      { ...contents, tools: [{ googleSearch: {} }] },
      ['provider_tool'],
    ],
  ])('%s', (_, dialect, body, ties) => {
    const codec = dialect.codec!;
    const call = { model: 'm', stream: false };
    const reading = dialect.readRequest(Buffer.from(JSON.stringify(body)), call);
    const decoded = codec.decodeRequest(body as Record<string, unknown>, call);
    if (!decoded.ok || !reading.ok) throw new Error('a request that cannot be read');
    expect([
      ...requestTies(decoded.value, reading.request, dialect.name as ConversationDialect, codec),
    ]).toEqual(ties);
  });
});
