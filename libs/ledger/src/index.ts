export { BudgetBook } from './budget/budget-book.js';
export type { BudgetStanding, BudgetTerms, BudgetWarning } from './budget/budget-terms.js';
export type { Reservation } from './budget/reservation.js';
export { formatUsd } from './format-usd.js';
export { PriceBook, type PriceQuery } from './price-book.js';
export { PRICE_TABLE } from './price-table.js';
export type { PriceQuote, PriceSource } from './price-quote.js';
export { savedNanoUsd } from './savings.js';
