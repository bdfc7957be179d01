/** What it asks, the request beside model and stream, and the one dialect it can be said in, if it is only one. */
export type Request = readonly [asks: string, body: object, only?: 'chat' | 'responses'];

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

export const MESSAGES: readonly Request[] = [
  ['a word', { messages: [{ role: 'user', content: 'hi' }] }],
  [
    'system and sampling',
    {
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'hi' }],
      temperature: 0.5,
      top_p: 0.9,
      metadata: { user_id: 'u' },
    },
  ],
  ['stops', { messages: [{ role: 'user', content: 'hi' }], stop_sequences: ['END', 'STOP'] }, 'chat'],
  [
    'an image and a document',
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
            { type: 'image', source: { type: 'url', url: 'https://x.test/a.png' } },
            {
              type: 'document',
              source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' },
              title: 'a.pdf',
            },
            { type: 'text', text: 'What is this?', cache_control: { type: 'ephemeral' } },
          ],
        },
      ],
    },
  ],
  [
    'tools called side by side, and what came of them',
    {
      tools: [
        { name: 'weather', description: 'd', input_schema: SCHEMA },
        { name: 'now', input_schema: { type: 'object' } },
      ],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      messages: [
        { role: 'user', content: 'weather and time?' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Kiel' } },
            { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'rain' }] },
            { type: 'tool_result', tool_use_id: 'toolu_2', content: 'broken', is_error: true },
            { type: 'text', text: 'And?' },
          ],
        },
      ],
    },
  ],
  [
    'thoughts and a schema',
    {
      thinking: { type: 'enabled', budget_tokens: 2048 },
      output_config: { format: { type: 'json_schema', schema: SCHEMA } },
      messages: [
        { role: 'user', content: 'hi' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 's' },
            { type: 'text', text: 'yes?' },
          ],
        },
        { role: 'user', content: 'where?' },
      ],
    },
  ],
];

export const GEMINI: readonly Request[] = [
  ['a word', { contents: [{ role: 'user', parts: [{ text: 'hi' }] }] }],
  [
    'settings, an image, functions and their results',
    {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: {
        temperature: 1.5,
        topP: 0.9,
        maxOutputTokens: 90,
        seed: 3,
        thinkingConfig: { thinkingBudget: 1024 },
      },
      tools: [
        {
          functionDeclarations: [
            { name: 'weather', parameters: { type: 'OBJECT', properties: { city: { type: 'STRING' } } } },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['weather'] } },
      contents: [
        {
          role: 'user',
          parts: [{ inlineData: { mimeType: 'image/png', data: PIXEL } }, { text: 'weather?' }],
        },
        {
          role: 'model',
          parts: [{ functionCall: { name: 'weather', args: { city: 'Kiel' } }, thoughtSignature: 'cw==' }],
        },
        { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { output: 'rain' } } }] },
      ],
    },
  ],
  [
    'stops',
    {
      contents: [{ role: 'user', parts: [{ text: 'hi' }] }],
      generationConfig: { stopSequences: ['END'], topK: 40 },
    },
    'chat',
  ],
  [
    'a schema',
    {
      generationConfig: { responseMimeType: 'application/json', responseJsonSchema: SCHEMA },
      contents: [{ role: 'user', parts: [{ text: 'where?' }] }],
    },
  ],
];

const WEATHER = { name: 'weather', description: 'd', parameters: SCHEMA, strict: true };

export const CHAT: readonly Request[] = [
  ['a word', { messages: [{ role: 'user', content: 'hi' }] }],
  [
    'stops, a seed and penalties',
    {
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: 'hi' },
      ],
      stop: ['END'],
      seed: 7,
      presence_penalty: 0.5,
      logit_bias: { '1': -5 },
      n: 2,
    },
    'chat',
  ],
  [
    'an image and a document',
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}`, detail: 'low' } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
            { type: 'text', text: 'What is this?' },
          ],
        },
      ],
    },
  ],
  [
    'tools called side by side, and what came of them',
    {
      tools: [
        { type: 'function', function: WEATHER },
        { type: 'function', function: { name: 'now' } },
        { type: 'custom', custom: { name: 'shell', format: { type: 'text' } } },
      ],
      tool_choice: { type: 'function', function: { name: 'weather' } },
      parallel_tool_calls: true,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'weather and time?' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Kiel"}' } },
            { id: 'call_2', type: 'function', function: { name: 'now', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
        { role: 'tool', tool_call_id: 'call_2', content: [{ type: 'text', text: 'noon' }] },
      ],
    },
  ],
  [
    'a schema, thoughts and settings',
    {
      messages: [{ role: 'user', content: 'where?' }],
      response_format: { type: 'json_schema', json_schema: { name: 'place', schema: SCHEMA, strict: true } },
      reasoning_effort: 'low',
      verbosity: 'low',
      max_completion_tokens: 90,
      service_tier: 'flex',
      metadata: { a: 'b' },
      store: false,
      user: 'u',
    },
  ],
];

export const RESPONSES: readonly Request[] = [
  ['a word', { input: 'hi', instructions: 'Be brief.' }],
  [
    'an image and a document',
    {
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_image', image_url: `data:image/png;base64,${PIXEL}`, detail: 'high' },
            { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' },
            { type: 'input_text', text: 'What is this?' },
          ],
        },
      ],
    },
  ],
  [
    'tools called side by side, and what came of them',
    {
      tools: [
        { type: 'function', ...WEATHER },
        { type: 'function', name: 'now', parameters: null, strict: false },
        { type: 'custom', name: 'shell' },
      ],
      tool_choice: {
        type: 'allowed_tools',
        mode: 'required',
        tools: [{ type: 'function', name: 'weather' }],
      },
      parallel_tool_calls: false,
      input: [
        { role: 'user', content: 'weather and time?' },
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [{ type: 'summary_text', text: 'hm' }],
          encrypted_content: 'x',
        },
        { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Kiel"}' },
        { type: 'function_call', call_id: 'call_2', name: 'now', arguments: '{}' },
        { type: 'custom_tool_call', call_id: 'call_3', name: 'shell', input: 'ls' },
        { type: 'function_call_output', call_id: 'call_1', output: 'rain' },
        { type: 'function_call_output', call_id: 'call_2', output: [{ type: 'input_text', text: 'noon' }] },
        { type: 'custom_tool_call_output', call_id: 'call_3', output: 'a.txt' },
      ],
    },
  ],
  [
    'a schema, thoughts and settings',
    {
      input: 'where?',
      text: {
        format: { type: 'json_schema', name: 'place', schema: SCHEMA, strict: true },
        verbosity: 'low',
      },
      reasoning: { effort: 'low', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
      max_output_tokens: 90,
      temperature: 0.4,
      top_logprobs: 2,
      store: false,
      prompt_cache_key: 'k',
    },
  ],
];
