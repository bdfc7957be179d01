export { formatUsd } from './format-usd.js';
export { PriceBook, type PriceQuery } from './price-book.js';
export type { PriceQuote, PriceSource } from './price-quote.js';
export { savedNanoUsd } from './savings.js';
