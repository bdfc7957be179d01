import {
  CONVERSATION_DIALECTS,
  Duration,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsPositive,
  Max,
  Min,
  Percent,
  type ConversationDialect,
} from '@fairlead/plugin-sdk';
import { FAILURE_MODES, type FailureMode } from './failure-mode.js';

/** One simulated provider, as the YAML describes it. */
export class SimulatorConfig {
  /** The API that conversations go by. */
  @IsIn(CONVERSATION_DIALECTS) dialect: ConversationDialect = 'openai-chat';
  @IsInt() seed = 1;
  @Duration() @Min(0) firstTokenMs = 300;
  /** Share by which the wait and the pace may be off, either way. */
  @Percent() @Max(1) jitter = 0.2;
  @IsNumber() @IsPositive() tokensPerSecond = 80;
  @IsOptional() @IsInt() @Min(1) outputTokens?: number;
  @Percent() @Max(1) failRate = 0;
  @IsIn(FAILURE_MODES) failWith: FailureMode = 'server_error';
  /** Checked entry by entry when the provider is made. */
  @IsArray() script: readonly unknown[] = [];
  @IsOptional() @IsInt() @Min(1) requestsPerMinute?: number;
}
