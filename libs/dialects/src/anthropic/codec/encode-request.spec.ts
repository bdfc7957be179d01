import type { Conversation, Message, Part } from '../../form/index.js';
import { messagesCounting } from './counting-codec.js';
import { encodeRequest } from './encode-request.js';

const text = (words: string): Part => ({ kind: 'text', text: words });
const said = (role: Message['role'], ...parts: Part[]): Message => ({ role, parts });
const hi = said('user', text('Hi'));
const base: Conversation = { model: 'route', stream: false, messages: [hi] };
const written = (change: Partial<Conversation>, model = 'm') => encodeRequest({ ...base, ...change }, model);
const call = { kind: 'tool_call', id: 'a', name: 'f', input: '{"x":1}' } as const;
const use = { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } };
const result: Part = { kind: 'tool_result', callId: 'a', content: [text('r')] };
const signed = (origin: 'gemini' | 'anthropic-messages'): Part => ({
  kind: 'reasoning',
  text: 'hm',
  signature: { origin, value: 's' },
});
const thought = { type: 'thinking', thinking: 'hm', signature: 's' };

describe('a request', () => {
  it('has the limit that is required', () => {
    expect(written({})).toEqual({
      model: 'm',
      stream: false,
      max_tokens: 8192,
      messages: [{ role: 'user', content: 'Hi' }],
    });
  });

  it.each<[change: Partial<Conversation>, fields: object]>([
    [{ maxOutputTokens: 7 }, { max_tokens: 7 }],
    [{ reasoning: { budgetTokens: 2000 }, maxOutputTokens: 2001 }, { max_tokens: 2001 }],
    [{ reasoning: { budgetTokens: 2000 }, maxOutputTokens: 2000 }, { max_tokens: 4000 }],
    [{ reasoning: { budgetTokens: 9000 } }, { max_tokens: 13_096 }],
    [{ stop: ['\n', 'END'] }, { stop_sequences: ['END'] }],
    [{ stop: ['\n'] }, { stop_sequences: undefined }],
    [{ serviceTier: 'default' }, { service_tier: 'standard_only' }],
    [{ serviceTier: 'flex' }, { service_tier: 'standard_only' }],
    [{ serviceTier: 'priority' }, { service_tier: 'auto' }],
    [{ user: 'u', metadata: { x: '1' }, seed: 1 } as Partial<Conversation>, { metadata: { user_id: 'u' } }],
    [{ cache: { ttl: '5m' } }, { cache_control: { type: 'ephemeral', ttl: '5m' } }],
    [{ output: { kind: 'json' } }, { system: 'Answer with a single JSON object and nothing else.' }],
    [
      { output: { kind: 'schema', name: 'n', schema: { type: 'object' }, strict: true } },
      {
        output_config: {
          format: { type: 'json_schema', schema: { type: 'object', additionalProperties: false } },
        },
      },
    ],
    [
      { extras: { 'anthropic-messages': { container: 'c' }, gemini: { x: 1 } } },
      { container: 'c', x: undefined },
    ],
  ])('%j', (change, fields) => {
    const request = written(change);
    for (const [key, value] of Object.entries(fields)) expect(request[key]).toEqual(value);
  });

  it.each<[change: Partial<Conversation>, tools: unknown, tool_choice: unknown]>([
    [{ toolChoice: { kind: 'required' } }, ['f', 'g'], { type: 'any' }],
    [{ toolChoice: { kind: 'named', name: 'g' } }, ['f', 'g'], { type: 'tool', name: 'g' }],
    [{ toolChoice: { kind: 'among', names: ['g'], required: true } }, ['g'], { type: 'any' }],
    [{ toolChoice: { kind: 'among', names: ['g'], required: false } }, ['g'], { type: 'auto' }],
    [{ toolChoice: { kind: 'none' }, parallelToolCalls: false }, ['f', 'g'], { type: 'none' }],
    [{ parallelToolCalls: false }, ['f', 'g'], { type: 'auto', disable_parallel_tool_use: true }],
    [{ parallelToolCalls: true }, ['f', 'g'], undefined],
    [{ tools: [], toolChoice: { kind: 'auto' } }, undefined, undefined],
    [{ tools: [{ kind: 'vendor', dialect: 'gemini', value: {} }] }, undefined, undefined],
  ])('with tools and %j', (change, names, choice) => {
    const request = written({
      tools: [
        { kind: 'function', name: 'f' },
        { kind: 'function', name: 'g', schema: { properties: {} } },
      ],
      ...change,
    });
    const tools = request['tools'] as { name: string; input_schema: object }[] | undefined;
    expect(tools?.map(({ name }) => name)).toEqual(names);
    for (const { input_schema } of tools ?? [])
      expect(input_schema).toEqual({ type: 'object', properties: {} });
    expect(request['tool_choice']).toEqual(choice);
  });
});

describe('thinking is left off', () => {
  const tools: Conversation['tools'] = [{ kind: 'function', name: 'f' }];
  const results = said('tool', result);
  it.each<[why: string, change: Partial<Conversation>, thinks: boolean]>([
    ['nowhere else', {}, true],
    ['where a tool must be called', { toolChoice: { kind: 'required' } }, false],
    ['not where one may be', { toolChoice: { kind: 'auto' } }, true],
    [
      'where the thoughts behind a call are lost',
      { messages: [hi, said('assistant', call), results] },
      false,
    ],
    [
      'where they are of another vendor',
      { messages: [hi, said('assistant', signed('gemini'), call), results] },
      false,
    ],
    [
      'not where they came back',
      { messages: [hi, said('assistant', signed('anthropic-messages'), call), results] },
      true,
    ],
    ['where the answer goes on from words', { messages: [hi, said('assistant', text('So'))] }, false],
    ['not where the last turn was over', { messages: [hi, said('assistant', text('So')), hi] }, true],
  ])('%s', (_why, change, thinks) => {
    const request = written({ tools, reasoning: { budgetTokens: 2000 }, ...change });
    expect(request['thinking']).toEqual(thinks ? { type: 'enabled', budget_tokens: 2000 } : undefined);
  });

  it('but an adaptive model may be told to call a tool', () => {
    const request = written(
      { tools, reasoning: { effort: 'low' }, toolChoice: { kind: 'required' } },
      'opus-4-6',
    );
    expect(request).toMatchObject({ thinking: { type: 'adaptive' }, tool_choice: { type: 'any' } });
  });
});

describe('messages', () => {
  it.each<[what: string, Message[], system: unknown, turns: unknown[]]>([
    [
      'of developers join the system prompt, wherever they stand',
      [said('system', text('A')), hi, said('developer', text('B')), said('user', text('Ho'))],
      [
        { type: 'text', text: 'A' },
        { type: 'text', text: 'B' },
      ],
      [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hi' },
            { type: 'text', text: 'Ho' },
          ],
        },
      ],
    ],
    [
      'of developers alone are what the user says',
      [said('system', text('A'))],
      undefined,
      [{ role: 'user', content: 'A' }],
    ],
    [
      'of tools and of the user are one turn, results first',
      [hi, said('assistant', call), said('user', text('So?')), said('tool', result)],
      undefined,
      [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: [use] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a', content: 'r' },
            { type: 'text', text: 'So?' },
          ],
        },
      ],
    ],
    [
      'without a word are left out',
      [hi, said('assistant', text('')), said('user')],
      undefined,
      [{ role: 'user', content: 'Hi' }],
    ],
    [
      'around one without a word are one turn',
      [hi, said('assistant', text('')), hi],
      undefined,
      [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hi' },
            { type: 'text', text: 'Hi' },
          ],
        },
      ],
    ],
    [
      'that the answer goes on from end in no white space',
      [hi, said('assistant', text('So \n'))],
      undefined,
      [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'So' },
      ],
    ],
  ])('%s', (_what, messages, system, turns) => {
    const request = written({ messages });
    expect(request['system']).toEqual(system);
    expect(request['messages']).toEqual(turns);
  });

  const blockOf = (part: Part, role: Message['role']) => {
    const [, turn] = written({ messages: [hi, said('assistant', text('.'), part), hi] })[
      'messages'
    ] as unknown[];
    const [first] = written({ messages: [said(role, text('.'), part)] })['messages'] as unknown[];
    return ((role === 'assistant' ? turn : first) as { content: unknown[] | string }).content.slice(1);
  };

  it.each<[part: Part, blocks: unknown[] | string]>([
    [{ ...call, input: '' }, [{ ...use, input: {} }]],
    [{ ...call, input: '[1]' }, [{ ...use, input: {} }]],
    [{ ...call, id: 'a.b:1' }, [{ ...use, id: 'a_b_1' }]],
    [signed('anthropic-messages'), [thought]],
    [signed('gemini'), ''],
    [{ kind: 'reasoning', text: 'hm' }, ''],
    [{ kind: 'refusal', text: 'no' }, [{ type: 'text', text: 'no' }]],
    [{ kind: 'media', media: 'image', source: { from: 'data', base64: 'QQ==' } }, ''],
    [{ kind: 'vendor', dialect: 'gemini', value: { x: 1 } }, ''],
    [{ kind: 'vendor', dialect: 'anthropic-messages', value: { type: 'x' } }, [{ type: 'x' }]],
    [{ kind: 'text', text: 'a', citations: [{ url: 'u' }] }, [{ type: 'text', text: 'a' }]],
  ])('of the assistant with %j', (part, blocks) => {
    expect(blockOf(part, 'assistant')).toEqual(blocks);
  });

  it.each<[part: Part, block: object]>([
    [
      { kind: 'media', media: 'image', source: { from: 'data', base64: 'QQ==' } },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'QQ==' } },
    ],
    [
      { kind: 'media', media: 'document', source: { from: 'data', base64: 'w7w=' }, mediaType: 'text/csv' },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'ü' } },
    ],
    [
      { kind: 'media', media: 'document', source: { from: 'data', base64: 'QQ==' }, name: 'n' },
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: 'QQ==' },
        title: 'n',
      },
    ],
  ])('of the user with %j', (part, block) => {
    expect(blockOf(part, 'user')).toEqual([block]);
  });
});

describe('a question for a count', () => {
  it('has nothing that bears on the answer alone', () => {
    const question = messagesCounting.encodeRequest(
      { ...base, maxOutputTokens: 5, stop: ['x'], user: 'u', sampling: { temperature: 1 }, cache: {} },
      'm',
    );
    expect(question).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      cache_control: { type: 'ephemeral' },
    });
  });

  it('is answered with a number', () => {
    expect(messagesCounting.decodeReply({ input_tokens: 0 })).toBe(0);
    expect(messagesCounting.decodeReply({})).toBeUndefined();
    expect(messagesCounting.encodeReply(7)).toEqual({ input_tokens: 7 });
  });
});
