import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { StrategyDefinition } from '@fairlead/plugin-sdk';
import { strategyName } from '@fairlead/routing';

/** Finds strategies by the name on their class: ours, and those of an application that embeds the gateway. */
@Injectable()
export class StrategyRegistry {
  constructor(@Inject(DiscoveryService) private readonly discovery: DiscoveryService) {}

  /** Only complete once every provider is instantiated (`onModuleInit`). */
  find(): Map<string, StrategyDefinition> {
    const found = new Map<string, StrategyDefinition>();
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const name = typeof metatype === 'function' ? strategyName(metatype) : undefined;
      if (name !== undefined) found.set(name, instance as StrategyDefinition);
    }
    return found;
  }
}
