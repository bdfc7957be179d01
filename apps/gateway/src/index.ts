export { FairleadAnswer, type AnswerEvent } from './embed/answer.js';
export { Fairlead, type FairleadRequest } from './embed/fairlead.js';
export type { Fetch } from './embed/in-process-fetch.js';
export type {
  ConfigurationTexts,
  FairleadOptions,
  FairleadPlace,
  FairleadSettings,
} from './embed/options.js';
export { FairleadModule, type FairleadAsyncOptions } from './fairlead.module.js';
export type { ListedModel } from './http/model-list.js';
export type { PolicyStatus } from './reload/policy-status.js';
