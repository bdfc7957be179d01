import type { PageAnswer } from '../protocol.js';
import { bodyOf, jsonAnswer } from './gathered.js';

interface Document {
  readonly paths: object;
}

const LIST = {
  description: 'Each with its number, process and state.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['workers'],
        properties: {
          workers: {
            type: 'array',
            items: {
              type: 'object',
              required: ['worker', 'state'],
              properties: {
                worker: { type: 'integer', description: 'The number of its seat, from 1.' },
                pid: { type: 'integer' },
                state: { enum: ['starting', 'serving', 'draining'] },
              },
            },
          },
        },
      },
    },
  },
};

const PATHS = {
  '/admin/workers': { get: { summary: 'The worker processes.', responses: { 200: LIST } } },
  '/admin/workers/restart': {
    post: {
      summary: 'Replace all workers, one after the other.',
      responses: { 200: LIST, 409: { ...LIST, description: 'Why not all were replaced, as `error`.' } },
    },
  },
};

/** The description that a worker gives, with what only the primary answers. */
export function withWorkersPaths(answer: PageAnswer): PageAnswer {
  if (answer.status !== 200) return answer;
  const document = bodyOf<Document>(answer);
  return jsonAnswer(200, { ...document, paths: { ...document.paths, ...PATHS } });
}
