import {
  Catch,
  Inject,
  Logger,
  ServiceUnavailableException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Runtime } from '../runtime/runtime.js';
import { urlBelowMount } from './mount-path.js';
import { refuse } from './refuse.js';
import { thrownAsRefusal } from './thrown.js';

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
    const asked = { method: request.method, url: urlBelowMount(request) };
    const refused = thrownAsRefusal(thrown, asked, this.runtime.bodyLimitBytes);
    if (refused.status >= 500) this.#logger.error(thrown);
    refuse(request, reply, refused);
  }
}
