export { replyLosses, requestLosses, type RequestLosses } from './losses.js';
export { RequestFeatures } from './request-features.js';
export { requestTies } from './request-ties.js';
