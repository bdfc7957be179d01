import { placeWithin } from '../document/document-node.js';
import { refine, type Shape } from '../shape/shape.js';
import { textAs } from '../shape/scalars.js';
import { compileExpression, type ExpressionType } from './compile-expression.js';
import type { Expression } from './expression.js';

/** A CEL expression that comes to `type`; its problems stand on the very word of the file that is wrong. */
export function expression(type: 'bool'): Shape<Expression<boolean>>;
export function expression(type: 'string'): Shape<Expression<string>>;
export function expression(type: ExpressionType): Shape<Expression<boolean | string>> {
  const expects = type === 'bool' ? 'a condition in CEL' : 'a CEL expression that gives text';
  return refine(textAs(expects), (text, findings, node) => {
    const compiled = compileExpression(text, type);
    if (compiled.ok) return compiled.expression;
    const { code, offset, message, hint } = compiled.problem;
    findings.error(placeWithin(node, offset), code, message, hint);
    return undefined;
  });
}
