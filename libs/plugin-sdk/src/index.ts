export * from './capability.js';
export * from './classify.js';
export * from './config/config-spec.js';
export * from './config/config-of.js';
export * from './config/decorators.js';
export * from './config/did-you-mean.js';
export type * from './config/json-schema.js';
export * from './config/units.js';
export * from './dialect.js';
export * from './fault.js';
export * from './form/index.js';
export type * from './json.js';
export * from './openai-wire.js';
export * from './plugin.js';
export * from './ports.js';
export * from './operation.js';
export * from './provider.js';
export * from './quota.js';
export * from './retry-after.js';
export * from './rng.js';
export * from './strategy.js';
export * from './usage.js';
export {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';
