import { HttpException, Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Runtime } from '../../runtime/runtime.js';
import { judgeAdmin } from './admin-access.js';

/** Stands before everything of the admin listener but `/metrics`. */
@Injectable()
export class AdminGuard implements CanActivate {
  readonly #boundTo: string;

  constructor(@Inject(Runtime) private readonly runtime: Runtime) {
    // As it was started: a reload does not move a listener.
    this.#boundTo = runtime.settings.listen.admin.host;
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { headers } = http.getRequest<FastifyRequest>();
    const token = this.runtime.settings.adminToken;
    const verdict = judgeAdmin(headers, { boundTo: this.#boundTo, token });
    if (verdict.allowed) return true;
    if (verdict.status === 401) http.getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
    throw new HttpException({ error: verdict.why }, verdict.status);
  }
}
