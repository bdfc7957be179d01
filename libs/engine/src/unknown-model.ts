import type { DialectError } from '@fairlead/dialects';

/** No route takes the request. @param model empty where a form does not name one near its beginning */
export function unknownModelError(model: string): DialectError {
  if (model === '') {
    const message =
      'The form names no model within its first MiB, and no route takes it without one; put the field "model" before the file.';
    return { status: 400, message, param: 'model', code: 'missing_model' };
  }
  return {
    status: 404,
    message: `The model "${model}" does not exist here: no route matches it, and it is no provider/model of the policy.`,
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  };
}
