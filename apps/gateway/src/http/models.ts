import type { IncomingHttpHeaders } from 'node:http';
import { idHeaders, refusal, type PlainAnswer } from './refusal.js';
import { requestId } from './ingress.js';
import type { ListedModel } from './model-list.js';
import { modelShape } from './model-shapes.js';
import { dialectOfPath } from './path-dialect.js';

/** The list, or one model by its name, which may hold a slash, as in `provider/model`. */
const MODELS = /^\/v1(?:beta)?\/models(?:\/(.+))?$/;

/** Whether a path, without a vendor's prefix, is for reading models. */
export function isModels(path: string): boolean {
  return MODELS.test(path);
}

/** What the policy can reach, in the shape that the caller's library reads. */
export function answerModels(
  { path, url, headers }: { path: string; url: string; headers: IncomingHttpHeaders },
  { models, since }: { models: readonly ListedModel[]; since: Date },
): PlainAnswer {
  const shape = modelShape(dialectOfPath(url, headers).name, since);
  const name = decoded(MODELS.exec(path)?.[1]);
  if (name === undefined) {
    const [, query] = url.split('?', 2);
    return answer(headers, shape.list(models, new URLSearchParams(query)));
  }
  const model = models.find(({ id }) => id === name);
  if (model !== undefined) return answer(headers, shape.one(model));
  const message = `The model "${name}" does not exist here.`;
  return refusal(url, headers, { status: 404, message, param: 'model', code: 'model_not_found' });
}

function answer(headers: IncomingHttpHeaders, body: object): PlainAnswer {
  return {
    status: 200,
    headers: { ...idHeaders(requestId(headers)), 'content-type': 'application/json; charset=utf-8' },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function decoded(name: string | undefined): string | undefined {
  try {
    return name && decodeURIComponent(name);
  } catch {
    return name;
  }
}
