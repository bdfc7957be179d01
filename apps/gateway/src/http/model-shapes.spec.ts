import type { ListedModel } from './model-list.js';
import { modelShape } from './model-shapes.js';

const since = new Date('2026-01-02T03:04:05Z');
const models: readonly ListedModel[] = [
  { id: 'chat', owner: 'fairlead', operations: ['chat', 'embeddings'] },
  { id: 'a/large', owner: 'a', operations: ['chat', 'count_tokens', 'completions'], contextWindow: 8192 },
];

const ALL = new URLSearchParams();

describe('a list of models', () => {
  it('is a list of objects for chat completions', () => {
    expect(modelShape('openai-chat', since).list(models, ALL)).toEqual({
      object: 'list',
      data: [
        {
          id: 'chat',
          object: 'model',
          created: 1767323045,
          owned_by: 'fairlead',
          fairlead: { owner: 'fairlead', operations: ['chat', 'embeddings'] },
        },
        {
          id: 'a/large',
          object: 'model',
          created: 1767323045,
          owned_by: 'a',
          fairlead: { owner: 'a', operations: ['chat', 'count_tokens', 'completions'], context_window: 8192 },
        },
      ],
    });
  });

  it('is a page for messages, and an empty one has no ends', () => {
    const shape = modelShape('anthropic-messages', since);
    expect(shape.list(models, ALL)).toMatchObject({
      data: [
        { type: 'model', id: 'chat', display_name: 'chat', created_at: '2026-01-02T03:04:05.000Z' },
        { id: 'a/large' },
      ],
      has_more: false,
      first_id: 'chat',
      last_id: 'a/large',
    });
    expect(shape.list([], ALL)).toMatchObject({ data: [], first_id: null, last_id: null });
  });

  it('names methods for gemini', () => {
    expect(modelShape('gemini', since).list(models, ALL)).toEqual({
      models: [
        {
          name: 'models/chat',
          displayName: 'chat',
          supportedGenerationMethods: [
            'generateContent',
            'streamGenerateContent',
            'embedContent',
            'batchEmbedContents',
          ],
          fairlead: { owner: 'fairlead', operations: ['chat', 'embeddings'] },
        },
        {
          name: 'models/a/large',
          displayName: 'a/large',
          inputTokenLimit: 8192,
          supportedGenerationMethods: ['generateContent', 'streamGenerateContent', 'countTokens'],
          fairlead: { owner: 'a', operations: ['chat', 'count_tokens', 'completions'], context_window: 8192 },
        },
      ],
    });
  });
});
