import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { LiveIndicator } from './live.indicator.js';
import { ReadyIndicator } from './ready.indicator.js';
import { TargetsIndicator } from './targets.indicator.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [LiveIndicator, ReadyIndicator, TargetsIndicator],
})
export class HealthModule {}
