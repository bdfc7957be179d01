import {
  About,
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
  @About('The API that conversations go by.')
  @IsIn(CONVERSATION_DIALECTS)
  dialect: ConversationDialect = 'openai-chat';
  @About('Of its draws: equal seeds behave alike.')
  @IsInt()
  seed = 1;
  @About('Wait before the first token.')
  @Duration()
  @Min(0)
  firstTokenMs = 300;
  @About('Share by which the wait and the pace may be off, either way.')
  @Percent()
  @Max(1)
  jitter = 0.2;
  @About('Pace of an answer.')
  @IsNumber()
  @IsPositive()
  tokensPerSecond = 80;
  @About('Length of every answer; without it the request decides.')
  @IsOptional()
  @IsInt()
  @Min(1)
  outputTokens?: number;
  @About('Share of requests that fail.')
  @Percent()
  @Max(1)
  failRate = 0;
  @About('How they fail.')
  @IsIn(FAILURE_MODES)
  failWith: FailureMode = 'server_error';
  /** Checked entry by entry when the provider is made. */
  @About('What the first requests meet, one entry each.')
  @IsArray()
  script: readonly unknown[] = [];
  @About('More than this are refused as rate limited.')
  @IsOptional()
  @IsInt()
  @Min(1)
  requestsPerMinute?: number;
}
