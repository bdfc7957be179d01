import { HttpException, Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Runtime } from '../../runtime/runtime.js';
import { judgeAdmin } from './admin-access.js';

/** Stands before everything of the admin listener but `/metrics`. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { adminHost: boundTo, generations } = this.runtime;
    if (!generations.loaded) throw new HttpException({ error: 'no configuration is in force' }, 503);
    const { headers } = http.getRequest<FastifyRequest>();
    const token = this.runtime.settings.adminToken;
    const verdict = judgeAdmin(headers, { boundTo, token });
    if (verdict.allowed) return true;
    if (verdict.status === 401) http.getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
    throw new HttpException({ error: verdict.why }, verdict.status);
  }
}
