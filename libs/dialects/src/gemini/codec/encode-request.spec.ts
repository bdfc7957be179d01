import type { Conversation, Part } from '@fairlead/plugin-sdk';
import { encodeGeminiRequest } from './encode-request.js';

const hello = { role: 'user' as const, parts: [{ kind: 'text' as const, text: 'Hi' }] };
const OLD = 'gemini-2.5-flash';
const NEW = 'gemini-3.1-pro-preview';

const encode = (conversation: Partial<Conversation>, model = OLD) =>
  encodeGeminiRequest({ model: 'm', stream: false, messages: [hello], ...conversation }, model);

describe('encodeGeminiRequest writes settings', () => {
  const tools = [{ kind: 'function' as const, name: 'f' }];
  const calling = (functionCallingConfig: object) => ({ toolConfig: { functionCallingConfig } });

  it.each<[Partial<Conversation>, object]>([
    [{ maxOutputTokens: 5 }, { generationConfig: { maxOutputTokens: 5 } }],
    [
      { stop: ['1', '2', '3', '4', '5', '6'] },
      { generationConfig: { stopSequences: ['1', '2', '3', '4', '5'] } },
    ],
    [
      { sampling: { temperature: 1, topP: 0.5, topK: 3, seed: 7, frequencyPenalty: 1, presencePenalty: 2 } },
      {
        generationConfig: {
          temperature: 1,
          topP: 0.5,
          topK: 3,
          seed: 7,
          frequencyPenalty: 1,
          presencePenalty: 2,
        },
      },
    ],
    [{ sampling: { logitBias: { 5: 1 } } }, { generationConfig: undefined }],
    [{ output: { kind: 'json' } }, { generationConfig: { responseMimeType: 'application/json' } }],
    [
      { output: { kind: 'schema', schema: { type: 'object' }, name: 'n', strict: true } },
      { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: { type: 'object' } } },
    ],
    [{ logprobs: { top: 2 } }, { generationConfig: { responseLogprobs: true, logprobs: 2 } }],
    [{ modalities: ['image'] }, { generationConfig: { responseModalities: ['TEXT', 'IMAGE'] } }],
    [{ modalities: ['audio'] }, { generationConfig: { responseModalities: ['AUDIO'] } }],
    [{ reasoning: { effort: 'low' } }, { generationConfig: { thinkingConfig: { thinkingBudget: 1024 } } }],
    [{ serviceTier: 'flex' }, { serviceTier: 'flex' }],
    [{ serviceTier: 'auto' }, { serviceTier: undefined }],
    [{ tools, toolChoice: { kind: 'auto' } }, calling({ mode: 'AUTO' })],
    [{ tools, toolChoice: { kind: 'none' } }, calling({ mode: 'NONE' })],
    [{ tools, toolChoice: { kind: 'required' } }, calling({ mode: 'ANY' })],
    [
      { tools, toolChoice: { kind: 'named', name: 'f' } },
      calling({ mode: 'ANY', allowedFunctionNames: ['f'] }),
    ],
    [
      { tools, toolChoice: { kind: 'among', names: ['f'], required: false } },
      calling({ mode: 'VALIDATED', allowedFunctionNames: ['f'] }),
    ],
    [{ toolChoice: { kind: 'required' } }, { toolConfig: undefined }],
    [{ tools: [{ kind: 'vendor', dialect: 'openai-responses', value: {} }] }, { tools: undefined }],
    [
      { tools: [{ ...tools[0]!, schema: { type: 'object' }, strict: true }] },
      { tools: [{ functionDeclarations: [{ name: 'f', parametersJsonSchema: { type: 'object' } }] }] },
    ],
    [
      { extras: { 'openai-chat': { a: 1 }, gemini: { labels: { a: 'b' } } } },
      { labels: { a: 'b' }, a: undefined },
    ],
  ])('%j', (conversation, expected) => {
    const body = encode(conversation);
    for (const [key, value] of Object.entries(expected)) expect(body[key]).toEqual(value);
  });
});

describe('encodeGeminiRequest writes turns', () => {
  const text = (words: string) => ({ kind: 'text' as const, text: words });
  const tool = (id: string, more: Partial<Part & { kind: 'tool_call' }> = {}) =>
    ({ kind: 'tool_call', id, name: `f_${id}`, input: '{"a":1}', ...more }) as const;
  const result = (callId: string) => ({ kind: 'tool_result', callId, content: [text('ok')] }) as const;
  const sealed = (value: string) =>
    ({ kind: 'reasoning', text: '', sealed: { origin: 'gemini', value } }) as const;
  const functionCall = (id: string) => ({ id, name: `f_${id}`, args: { a: 1 } });

  it('puts all instructions in one place, and neighbours of one side in one content', () => {
    const body = encode({
      messages: [
        { role: 'system', parts: [text('a')] },
        hello,
        { role: 'developer', parts: [text('b')] },
        { role: 'user', parts: [text('there')] },
      ],
    });
    expect(body).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Hi' }, { text: 'there' }] }],
      systemInstruction: { parts: [{ text: 'a' }, { text: 'b' }] },
    });
  });

  it('makes instructions without a turn the turn', () => {
    const body = encode({ messages: [{ role: 'system', parts: [text('a')] }] });
    expect(body).toEqual({ contents: [{ role: 'user', parts: [{ text: 'a' }] }] });
  });

  it('answers parallel calls in one content, each with the name of its function', () => {
    const { contents } = encode({
      messages: [
        hello,
        { role: 'assistant', parts: [tool('1'), tool('2')] },
        { role: 'tool', parts: [result('1')] },
        { role: 'tool', parts: [result('2')] },
      ],
    });
    expect(contents).toEqual([
      { role: 'user', parts: [{ text: 'Hi' }] },
      { role: 'model', parts: [{ functionCall: functionCall('1') }, { functionCall: functionCall('2') }] },
      {
        role: 'user',
        parts: ['1', '2'].map((id) => ({
          functionResponse: { id, name: `f_${id}`, response: { output: 'ok' } },
        })),
      },
    ]);
  });

  const turn = (parts: readonly Part[], model = OLD) => {
    const { contents } = encode({ messages: [hello, { role: 'assistant', parts }] }, model);
    return (contents as { parts: unknown }[])[1]?.parts;
  };

  it.each<[string, readonly Part[], string, object[] | undefined]>([
    [
      'the signature of a call',
      [tool('1', { signature: { origin: 'gemini', value: 's' } })],
      NEW,
      [{ functionCall: functionCall('1'), thoughtSignature: 's' }],
    ],
    [
      'a sealed signature for the next call',
      [sealed('s'), text('a'), tool('1')],
      NEW,
      [{ text: 'a' }, { functionCall: functionCall('1'), thoughtSignature: 's' }],
    ],
    [
      'two for two',
      [sealed('s'), sealed('t'), tool('1'), tool('2')],
      NEW,
      [
        { functionCall: functionCall('1'), thoughtSignature: 's' },
        { functionCall: functionCall('2'), thoughtSignature: 't' },
      ],
    ],
    [
      'one for a text, where no call comes',
      [sealed('s'), text('a')],
      NEW,
      [{ text: 'a', thoughtSignature: 's' }],
    ],
    ['one for nothing', [text('a'), sealed('s')], NEW, [{ text: 'a' }, { text: '', thoughtSignature: 's' }]],
    [
      "another vendor's call, and only the first",
      [tool('1'), tool('2')],
      NEW,
      [
        { functionCall: functionCall('1'), thoughtSignature: 'skip_thought_signature_validator' },
        { functionCall: functionCall('2') },
      ],
    ],
    ['the same for a model that does not ask', [tool('1')], OLD, [{ functionCall: functionCall('1') }]],
    [
      "another vendor's proof of a call",
      [tool('1', { signature: { origin: 'openai-chat', value: 's' } })],
      OLD,
      [{ functionCall: functionCall('1') }],
    ],
    [
      "another vendor's thoughts",
      [{ kind: 'reasoning', text: 'hm', signature: { origin: 'anthropic-messages', value: 's' } }],
      OLD,
      undefined,
    ],
    [
      "another vendor's seal",
      [{ kind: 'reasoning', text: '', sealed: { origin: 'openai-responses', value: 's' } }],
      OLD,
      undefined,
    ],
    ['unsigned thoughts', [{ kind: 'reasoning', text: 'hm' }], OLD, [{ text: 'hm', thought: true }]],
    ['a refusal', [{ kind: 'refusal', text: 'no' }], OLD, [{ text: 'no' }]],
    [
      'broken input',
      [tool('1', { input: '{"a":' })],
      OLD,
      [{ functionCall: { ...functionCall('1'), args: {} } }],
    ],
    ['no input', [tool('1', { input: '' })], OLD, [{ functionCall: { ...functionCall('1'), args: {} } }]],
    [
      'a text as input',
      [tool('1', { input: 'ls', custom: true })],
      OLD,
      [{ functionCall: { ...functionCall('1'), args: { input: 'ls' } } }],
    ],
    [
      'an id that was made up',
      [tool('gemini_call_r_0')],
      OLD,
      [{ functionCall: { name: 'f_gemini_call_r_0', args: { a: 1 } } }],
    ],
    ["another vendor's part", [{ kind: 'vendor', dialect: 'openai-chat', value: {} }], OLD, undefined],
  ])('%s', (_name, parts, model, expected) => {
    expect(turn(parts, model)).toEqual(expected);
  });
});
