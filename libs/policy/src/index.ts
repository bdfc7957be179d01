export { compileExpression, type CompiledExpression } from './expression/compile-expression.js';
export { expression } from './expression/expression-shape.js';
export type { Expression } from './expression/expression.js';
export * from './match.js';
export * from './plan/index.js';
export * from './problem.js';
export { PROBLEM_CODES, type ProblemCode } from './problem-codes.js';
export { compilePolicy, type CompiledPolicy } from './compile-policy.js';
export { BUILT_IN } from './compile/built-in.js';
export type { PolicyCatalog } from './compile/catalog.js';
export { findRoute, resolveAlias, type RouteFacts } from './find-route.js';
export { matchesPattern } from './model-pattern.js';
export { dataHandling } from './syntax/data-handling.js';
export { traitsOf } from './traits.js';
export { unmet } from './unmet.js';
export { formatProblem } from './format-problem.js';
export * from './document/document-node.js';
export { Findings } from './document/findings.js';
export type { ReadImport } from './sources/read-sources.js';
export { readDocument } from './document/read-document.js';
export {
  about,
  defined,
  extended,
  matching,
  withDefaults,
  withKeyDefaults,
  type AboutOptions,
} from './shape/about.js';
export type { PolicySources } from './effective/policy-sources.js';
export { renderEffective } from './effective/render-effective.js';
export type { Source, Sourced, SourcePlace } from './effective/sourced.js';
export { byKind } from './shape/by-kind.js';
export { dictionary, list, oneOrMany, type Keyed } from './shape/collections.js';
export { placeInside, reportConfigProblems } from './shape/config-problems.js';
export { duration, percent, size } from './shape/quantities.js';
export {
  expected,
  keyed,
  record,
  required,
  reportUnknownKey,
  type Field,
  type RecordOf,
} from './shape/record.js';
export { integer, name, number, text, textAs, truth } from './shape/scalars.js';
export { formatSize } from './shape/size.js';
export { located, refine, reportWrongType, type Located, type Shape, type ValueOf } from './shape/shape.js';
export { suggest, word, wordOr } from './shape/words.js';
export { hoisted } from './schema/hoisted.js';
export { optionsSchema } from './schema/options-schema.js';
export { policySchema } from './schema/policy-schema.js';
export { prices } from './syntax/target.js';
