export * from './estimate-tokens.js';
export * from './features.js';
export * from './in-sequence.js';
export * from './needed-capabilities.js';
export * from './prompt-prefix.js';
export * from './signature.js';
// The words of the form are the SDK's; whoever translates finds them here, beside what is done with them.
export { budgetTokensOf, EFFORTS, effortOf } from '@fairlead/plugin-sdk';
export type {
  BlockDelta,
  BlockOpen,
  BlockPart,
  CacheMarker,
  Choice,
  Citation,
  Conversation,
  Effort,
  Extras,
  Finish,
  FinishReason,
  FunctionTool,
  MediaPart,
  MediaSource,
  Message,
  OutputForm,
  Part,
  Reasoning,
  ReasoningPart,
  RefusalPart,
  Reply,
  ReplyUsage,
  Sampling,
  Signature,
  StreamFinish,
  StreamPart,
  StreamStart,
  TextPart,
  TokenLogprob,
  Tool,
  ToolCallPart,
  ToolChoice,
  ToolResultPart,
  VendorPart,
} from '@fairlead/plugin-sdk';
