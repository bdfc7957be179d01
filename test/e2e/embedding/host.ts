import 'reflect-metadata';
import {
  Body,
  Controller,
  Get,
  NotFoundException,
  Post,
  type DynamicModule,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Fairlead, FairleadModule, type FairleadOptions } from '@fairlead/gateway';
import { policyYaml } from '../../support/config.js';
import { REPOSITORY } from '../../support/build.js';
import type { FaultServer } from '../../support/fault-server.js';

/** What the host application itself serves. */
@Controller('orders')
class OrdersController {
  @Get(':id')
  read(): object {
    return { id: 7 };
  }

  @Post()
  take(@Body() order: unknown): object {
    return { taken: order };
  }

  @Get(':id/missing')
  missing(): never {
    throw new NotFoundException('no such order');
  }
}

/** A configuration of one provider, one route, and no files. */
export function configOf(provider: FaultServer, extra: object = {}): FairleadOptions['config'] {
  return {
    folder: REPOSITORY,
    fairlead: {
      version: 1,
      plugins: ['@fairlead/plugin-openai-compatible'],
      providers: {
        one: {
          type: 'openai-compatible',
          api_key: 'key-of-one',
          base_url: provider.baseUrl,
          dialects: ['openai-chat', 'openai-transcriptions'],
        },
      },
      ...extra,
    },
    policy: policyYaml([{ name: 'chat', match: { model: 'chat' }, targets: ['one/m'] }]),
  };
}

export interface HostOptions {
  readonly imports?: readonly (DynamicModule | Type)[];
  readonly providers?: readonly Type[];
  /** Before the application starts: prefixes, filters, pipes. */
  readonly prepare?: (app: NestFastifyApplication) => void;
  /** Its lines, as text; nothing is printed. */
  readonly log?: string[];
}

export interface Host {
  readonly app: NestFastifyApplication;
  readonly fairlead: Fairlead;
  /** e.g. `http://127.0.0.1:34567` */
  readonly url: string;
}

/** An application with orders of its own and the gateway beside them. Close it when done. */
export async function startHost(
  options: FairleadOptions | DynamicModule,
  more: HostOptions = {},
): Promise<Host> {
  const fairlead = 'module' in options ? options : FairleadModule.forRoot(options);
  class HostModule {}
  const { imports = [], providers = [], prepare, log = [] } = more;
  const root = {
    module: HostModule,
    imports: [fairlead, ...imports],
    controllers: [OrdersController],
    providers: [...providers],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), {
    abortOnError: false,
    logger: collecting(log),
  });
  prepare?.(app);
  try {
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
  return { app, fairlead: app.get(Fairlead, { strict: false }), url: await app.getUrl() };
}

function collecting(
  lines: string[],
): Record<'log' | 'error' | 'warn' | 'debug' | 'verbose' | 'fatal', (line: unknown) => void> {
  const write =
    (level: string) =>
    (line: unknown): void =>
      void lines.push(`${level} ${line instanceof Error ? line.message : String(line)}`);
  return {
    log: write('log'),
    error: write('error'),
    warn: write('warn'),
    debug: write('debug'),
    verbose: write('verbose'),
    fatal: write('fatal'),
  };
}
