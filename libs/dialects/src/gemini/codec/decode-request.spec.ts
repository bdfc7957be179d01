import fc from 'fast-check';
import type { Conversation } from '@fairlead/plugin-sdk';
import { decodeGeminiRequest } from './decode-request.js';
import { encodeGeminiRequest } from './encode-request.js';

const call = { model: 'gemini-2.5-flash', stream: false };
const hello = { role: 'user', parts: [{ text: 'Hi' }] };
const decode = (body: object) => decodeGeminiRequest({ ...body }, call);
const read = (body: object): Conversation => {
  const decoded = decode({ contents: [hello], ...body });
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.value;
};

describe('decodeGeminiRequest reads settings', () => {
  it.each<[object, Partial<Conversation>]>([
    [{}, { model: 'gemini-2.5-flash', stream: false }],
    [
      { generationConfig: { maxOutputTokens: 5, stopSequences: ['x'], candidateCount: 2 } },
      { maxOutputTokens: 5, stop: ['x'], choices: 2 },
    ],
    [{ generation_config: { top_k: 5, top_p: 0.5 } }, { sampling: { topK: 5, topP: 0.5 } }],
    [{ generationConfig: { responseMimeType: 'application/json' } }, { output: { kind: 'json' } }],
    [
      { generationConfig: { responseMimeType: 'application/json', responseSchema: { type: 'STRING' } } },
      { output: { kind: 'schema', schema: { type: 'string' } } },
    ],
    [
      { generationConfig: { responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING' } } },
      {
        extras: {
          gemini: {
            generationConfig: { responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING' } },
          },
        },
      },
    ],
    [{ generationConfig: { responseLogprobs: true, logprobs: 3 } }, { logprobs: { top: 3 } }],
    [{ generationConfig: { responseModalities: ['TEXT', 'Image'] } }, { modalities: ['image'] }],
    [{ toolConfig: { functionCallingConfig: { mode: 'auto' } } }, { toolChoice: { kind: 'auto' } }],
    [{ toolConfig: { functionCallingConfig: { mode: 'ANY' } } }, { toolChoice: { kind: 'required' } }],
    [
      { tool_config: { function_calling_config: { mode: 'ANY', allowed_function_names: ['f'] } } },
      { toolChoice: { kind: 'named', name: 'f' } },
    ],
    [
      { toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f', 'g'] } } },
      { toolChoice: { kind: 'among', names: ['f', 'g'], required: true } },
    ],
    [
      { toolConfig: { functionCallingConfig: { mode: 'VALIDATED', allowedFunctionNames: ['f'] } } },
      { toolChoice: { kind: 'among', names: ['f'], required: false } },
    ],
    [
      { toolConfig: { functionCallingConfig: { mode: 'VALIDATED' } } },
      { toolChoice: { kind: 'vendor', dialect: 'gemini', value: { mode: 'VALIDATED' } } },
    ],
    [{ serviceTier: 'standard' }, { serviceTier: 'default' }],
    [
      { safetySettings: [], cachedContent: 'c' },
      { extras: { gemini: { safetySettings: [], cachedContent: 'c' } } },
    ],
    [
      {
        tools: [
          {
            functionDeclarations: [{ name: 'f', parameters: { type: 'OBJECT' }, behavior: 'BLOCKING' }],
            googleSearch: {},
          },
        ],
      },
      {
        tools: [
          {
            kind: 'function',
            name: 'f',
            schema: { type: 'object' },
            extras: { gemini: { behavior: 'BLOCKING' } },
          },
          { kind: 'vendor', dialect: 'gemini', value: { googleSearch: {} } },
        ],
      },
    ],
  ])('%j', (body, expected) => {
    expect(read(body)).toMatchObject(expected);
  });
});

describe('decodeGeminiRequest reads turns', () => {
  it.each<[string, object[], object[]]>([
    [
      'a turn without a role',
      [{ parts: [{ text: 'Hi' }] }],
      [{ role: 'user', parts: [{ kind: 'text', text: 'Hi' }] }],
    ],
    [
      'calls and results without ids',
      [
        { role: 'model', parts: [{ functionCall: { name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' }] },
        {
          role: 'user',
          parts: [{ function_response: { name: 'f', response: { output: 'x' } } }, { text: 'and?' }],
        },
      ],
      [
        {
          role: 'assistant',
          parts: [
            {
              kind: 'tool_call',
              id: 'gemini_call_0',
              name: 'f',
              input: '{"a":1}',
              signature: { origin: 'gemini', value: 'c2ln' },
            },
          ],
        },
        { role: 'tool', parts: [{ kind: 'tool_result', callId: 'gemini_call_0', name: 'f' }] },
        { role: 'user', parts: [{ kind: 'text', text: 'and?' }] },
      ],
    ],
    [
      'a thought in pieces, as a client keeps it of a stream',
      [
        {
          role: 'model',
          parts: [
            { text: 'a', thought: true },
            { text: 'b', thought: true },
            { text: '', thought: true, thoughtSignature: 'anthropic-messages#s' },
          ],
        },
      ],
      [
        {
          parts: [{ kind: 'reasoning', text: 'ab', signature: { origin: 'anthropic-messages', value: 's' } }],
        },
      ],
    ],
    [
      'a sealed thought',
      [{ role: 'model', parts: [{ thought: true, thoughtSignature: 'openai-responses#s' }] }],
      [{ parts: [{ kind: 'reasoning', text: '', sealed: { origin: 'openai-responses', value: 's' } }] }],
    ],
    [
      'the signature of a text',
      [{ role: 'model', parts: [{ text: 'Hi', thoughtSignature: 's' }] }],
      [
        {
          parts: [
            { kind: 'reasoning', text: '', sealed: { origin: 'gemini', value: 's' } },
            { kind: 'text', text: 'Hi' },
          ],
        },
      ],
    ],
    [
      'what only the vendor knows',
      [
        {
          role: 'model',
          parts: [{ executableCode: { code: '1' } }, { thought: true, inlineData: { data: 'AA==' } }],
        },
      ],
      [
        {
          parts: [
            { kind: 'vendor', value: { executableCode: { code: '1' } } },
            { kind: 'vendor', value: { thought: true } },
          ],
        },
      ],
    ],
  ])('%s', (_name, contents, expected) => {
    expect(read({ contents }).messages).toMatchObject(expected);
  });
});

describe('decodeGeminiRequest names the problem', () => {
  it.each([
    [{}, 'contents'],
    [{ contents: [] }, 'contents'],
    [{ contents: {} }, 'contents'],
    [{ contents: [{ parts: [{ text: 'a' }, 'b'] }] }, 'contents[0].parts[1]'],
    [{ contents: [{ parts: [{ functionCall: {} }] }] }, 'contents[0].parts[0].functionCall.name'],
    [{ contents: [{ parts: [{ inlineData: {} }] }] }, 'contents[0].parts[0].inlineData.data'],
    [{ contents: [hello], generationConfig: { temperature: 'hot' } }, 'generationConfig.temperature'],
  ])('%j', (body, param) => {
    expect(decode(body)).toMatchObject({ ok: false, param });
  });

  it('never throws, and encodes whatever it could read', () => {
    const keys = fc.constantFrom(
      'contents',
      'parts',
      'text',
      'thought',
      'role',
      'functionCall',
      'functionResponse',
      'name',
      'args',
      'tools',
      'thoughtSignature',
      'generationConfig',
      'partialArgs',
      'jsonPath',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        fc.constantFrom<unknown>('model', '$.a[0].b', '', 1, true, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(keys, value),
        fc.array(fc.record({ role: value, parts: fc.array(fc.dictionary(keys, value)) })),
        (body, contents) => {
          const decoded = decode({ ...body, contents });
          if (decoded.ok) encodeGeminiRequest(decoded.value, 'm');
        },
      ),
    );
  });
});
