import {
  Catch,
  HttpException,
  Inject,
  Logger,
  ServiceUnavailableException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { DialectError } from '@fairlead/dialects';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Runtime } from '../runtime/runtime.js';
import { refuse } from './refuse.js';
import { allowedMethods } from './routes.js';

/** Whatever goes wrong outside an exchange is said in the dialect of the path that was called. */
@Catch()
export class DialectErrorFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    // Terminus says "not healthy" with an exception that holds its report.
    if (thrown instanceof ServiceUnavailableException) {
      void reply.status(503).send(thrown.getResponse());
      return;
    }
    const error = this.#describe(thrown, request);
    if (error.status >= 500) this.#logger.error(thrown);
    if (error.status === 405) void reply.header('allow', allowedMethods(request.url)!.join(', '));
    refuse(request, reply, error);
  }

  #describe(thrown: unknown, request: FastifyRequest): DialectError {
    const { method } = request;
    const path = request.url.split('?', 1)[0]!;
    const status = statusOf(thrown);
    if (status === 413) {
      const limit = this.runtime.settings.bodyLimitBytes;
      const message = `The request body is larger than the limit of ${limit} bytes (limits.body in the gateway's configuration).`;
      return { status, message, code: 'request_too_large' };
    }
    const methods = allowedMethods(path);
    if (status === 404 && methods !== undefined && !methods.includes(method)) {
      const message = `Not allowed to ${method} on ${path}; use ${methods.join(' or ')}.`;
      return { status: 405, message, code: 'method_not_supported' };
    }
    const body = thrown instanceof HttpException ? thrown.getResponse() : undefined;
    if (status === 404 && typeof body === 'object' && 'code' in body)
      return { status, ...(body as Omit<DialectError, 'status'>) };
    if (status === 404) {
      const message = `Unknown request URL: ${method} ${path}. Please check the URL for typos.`;
      return { status, message, code: 'unknown_url' };
    }
    if (status < 500)
      return { status, message: thrown instanceof Error ? thrown.message : 'The request is not valid.' };
    return { status: 500, message: 'The gateway failed; the cause is in its log.', code: 'gateway_error' };
  }
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
