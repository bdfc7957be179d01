import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { GatewayMetrics } from '@fairlead/telemetry';
import type { FastifyReply } from 'fastify';

/** What Prometheus scrapes. Open: it holds names of the configuration and numbers. */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(GatewayMetrics) private readonly metrics: GatewayMetrics) {}

  @Get()
  async scrape(@Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { contentType, body } = await this.metrics.render(accept);
    await reply.header('content-type', contentType).send(body);
  }
}
