import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { FairleadModule } from '@fairlead/gateway';
import { PoemsController } from './poems.controller.js';

const CONFIG = process.env['FAIRLEAD_CONFIG'] ?? join(import.meta.dirname, '../config/fairlead.yaml');

@Module({
  imports: [FairleadModule.forRoot({ config: CONFIG, prefix: '/ai' })],
  controllers: [PoemsController],
})
export class AppModule {}
