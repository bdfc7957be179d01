import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Res,
  UseGuards,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { renderEffective } from '@fairlead/policy';
import type { FastifyReply } from 'fastify';
import { TEXT } from '../http/host-routes.js';
import { Runtime } from '../runtime/runtime.js';
import { AdminGuard } from './access/admin.guard.js';

/** The policy in force, and what another one would do. */
@Controller({ path: 'admin', version: VERSION_NEUTRAL })
@UseGuards(AdminGuard)
export class PolicyController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  /** With every default filled in, and the line each value comes from. */
  @Get('policy')
  status(): object {
    const { reloader, generations } = this.runtime;
    const { sources } = generations.current;
    return { ...reloader.status, draining: generations.draining, effective: renderEffective(sources) };
  }

  /** What a reload would say to this text in place of the policy's; nothing is changed by it. */
  @RouteConfig(TEXT)
  @Post('policy/check')
  @HttpCode(200)
  async check(@Body() text: string | undefined): Promise<object> {
    const problems = await this.runtime.reloader.check(text ?? '');
    return { ok: problems.every(({ severity }) => severity !== 'error'), problems };
  }

  @RouteConfig(TEXT)
  @Post('reload')
  async reload(@Res() reply: FastifyReply): Promise<void> {
    const status = await this.runtime.reloader.reload('request');
    await reply.status(status.state === 'loaded' ? 200 : 422).send(status);
  }
}
