import { ParseError, TypeError as CelTypeError, type ASTNode } from '@marcbachmann/cel-js';
import type { MatchFacts } from '../match.js';
import { suggest } from '../shape/words.js';
import type { Expression } from './expression.js';
import { environment, evaluateOn, FIELDS, FUNCTIONS } from './vocabulary.js';

/** What an expression must come to. */
export type ExpressionType = 'bool' | 'string';

interface ValueTypes {
  readonly bool: boolean;
  readonly string: string;
}

/** What is wrong with an expression, and where in its text. */
interface ExpressionProblem {
  readonly code: 'expression-syntax' | 'expression-type' | 'expression-function' | 'expression-size';
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

export type CompiledExpression<Value> =
  | { readonly ok: true; readonly expression: Expression<Value> }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/** Reads and type-checks an expression; what it evaluates to later is of its type, whatever happens. */
export function compileExpression<Type extends ExpressionType>(
  text: string,
  type: Type,
): CompiledExpression<ValueTypes[Type]> {
  try {
    const parsed = environment.parse(text);
    const banned = findCall(parsed.ast, 'matches');
    if (banned) return { ok: false, problem: regularExpression(banned) };
    const check = parsed.check();
    if (!check.valid) return { ok: false, problem: problemOf(check.error, text) };
    if (check.type !== type) return { ok: false, problem: wrongResult(check.type, type) };
    const fallback = (type === 'bool' ? false : '') as ValueTypes[Type];
    const evaluate = (facts: MatchFacts): ValueTypes[Type] => {
      try {
        return evaluateOn(facts, (context) => parsed(context) as unknown) as ValueTypes[Type];
      } catch {
        return fallback;
      }
    };
    return { ok: true, expression: { text, evaluate } };
  } catch (error) {
    return { ok: false, problem: problemOf(error, text) };
  }
}

function problemOf(error: unknown, text: string): ExpressionProblem {
  const told = error instanceof ParseError || error instanceof CelTypeError ? error : undefined;
  const offset = told?.range?.start ?? 0;
  const message = told?.summary ?? String(error);
  const word = text.slice(offset, told?.range?.end ?? text.length);
  switch (told?.code) {
    case 'limit_exceeded':
      return { code: 'expression-size', offset: 0, message, hint: 'split it into several routes' };
    case 'no_such_key':
      return {
        code: 'expression-type',
        offset,
        message: `request has no "${word}"`,
        hint: suggest(word, FIELDS),
      };
    case 'unknown_variable':
      return { code: 'expression-type', offset, message, hint: suggest(word, ['request', ...FUNCTIONS]) };
    case 'no_matching_overload':
      return { code: 'expression-type', offset, message, hint: callHint(word) };
    case 'no_such_overload':
      return {
        code: 'expression-type',
        offset,
        message,
        ...(overloadHint(message) && { hint: overloadHint(message)! }),
      };
    default:
      return {
        code: told instanceof CelTypeError ? 'expression-type' : 'expression-syntax',
        offset,
        message,
      };
  }
}

function callHint(call: string): string {
  const name = /^\w+/.exec(call)?.[0] ?? '';
  return FUNCTIONS.includes(name) ? 'label("x"), header("x"), glob(value, "a-*")' : suggest(name, FUNCTIONS);
}

function overloadHint(message: string): string | undefined {
  if (/double [!=]= int|int [!=]= double/.test(message)) return 'compare with < or >, or write 1.0';
  return /string [!=<>]=? (?:int|double)/.test(message)
    ? 'labels and headers are text: quote the number'
    : undefined;
}

function wrongResult(found: string | undefined, wanted: ExpressionType): ExpressionProblem {
  const message = `it comes to ${found ?? 'something unknown'}, not to ${wanted}`;
  const hint =
    wanted === 'bool' ? 'compare it with something' : 'for example request.tenant or label("team")';
  return { code: 'expression-type', offset: 0, message, hint };
}

function regularExpression(node: ASTNode): ExpressionProblem {
  const message = 'matches() is not part of the language: a regular expression can take minutes';
  return { code: 'expression-function', offset: node.range.start, message, hint: 'use glob(value, "a-*")' };
}

/** The first call of a function or method of that name. */
function findCall(node: ASTNode, name: string): ASTNode | undefined {
  if ((node.op === 'call' || node.op === 'rcall') && node.args[0] === name) return node;
  for (const part of [node.args].flat(3)) {
    const found = isNode(part) ? findCall(part, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
