/** A condition as CEL, or why it cannot be one. */
export type Cel = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

type Operand = string | number | boolean;

/** `{ "metadata.plan": { "$eq": "paid" }, "$or": [...] }`: what stands side by side must all hold. */
export function celOf(query: unknown): Cel {
  if (!isRecord(query)) return { ok: false, why: 'a query is an object' };
  return joined(
    Object.entries(query).map(([field, test]) => {
      if (field === '$and' || field === '$or') {
        const parts = Array.isArray(test) ? test.map(celOf) : [];
        return joined(parts, field === '$and' ? ' && ' : ' || ');
      }
      return fieldTest(field, test);
    }),
    ' && ',
  );
}

function fieldTest(field: string, test: unknown): Cel {
  const value = variableOf(field);
  if (value === undefined) return { ok: false, why: `${field} is not a fact that routing knows` };
  const operators = isRecord(test) ? Object.entries(test) : [['$eq', test] as const];
  return joined(
    operators.map(([operator, operand]) => comparison(value, operator, operand)),
    ' && ',
  );
}

function variableOf(field: string): string | undefined {
  if (field.startsWith('metadata.')) return `label(${JSON.stringify(field.slice('metadata.'.length))})`;
  if (field === 'params.model') return 'request.model';
  if (field === 'params.stream') return 'request.stream';
  return /^params\.max_(?:completion_|output_)?tokens$/.test(field) ? 'request.max_output_tokens' : undefined;
}

function comparison(value: string, operator: string, operand: unknown): Cel {
  const ordered = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' }[operator];
  if (ordered) {
    if (typeof operand !== 'number' || value !== 'request.max_output_tokens')
      return { ok: false, why: `${operator} compares numbers only, and labels are text` };
    return { ok: true, text: `${value} ${ordered} ${operand}` };
  }
  if (operator === '$regex') return pattern(value, operand);
  const list = Array.isArray(operand) ? operand.filter(isOperand) : undefined;
  if (operator === '$in' && list) return { ok: true, text: `${value} in [${list.map(literal).join(', ')}]` };
  if (operator === '$nin' && list)
    return { ok: true, text: `!(${value} in [${list.map(literal).join(', ')}])` };
  if ((operator !== '$eq' && operator !== '$ne') || !isOperand(operand))
    return { ok: false, why: `${operator} is not known` };
  if (value === 'request.max_output_tokens') {
    const equal = `${value} >= ${String(operand)} && ${value} <= ${String(operand)}`;
    return { ok: true, text: operator === '$eq' ? equal : `!(${equal})` };
  }
  const wanted = value === 'request.stream' ? String(operand) : literal(operand);
  return { ok: true, text: `${value} ${operator === '$eq' ? '==' : '!='} ${wanted}` };
}

/** Regular expressions are not part of the language; the simple ones are patterns. */
function pattern(value: string, operand: unknown): Cel {
  const simple =
    typeof operand === 'string' ? /^(\^?)((?:[\w:/ -]|\\\.)+)(?:\.\*)?(\$?)$/.exec(operand) : null;
  if (!simple) return { ok: false, why: 'a regular expression; use glob with *' };
  const body = simple[2]!.replaceAll('\\.', '.');
  const ends = String(operand).endsWith('.*') || simple[3] === '';
  const glob = `${simple[1] ? '' : '*'}${body}${ends ? '*' : ''}`;
  return { ok: true, text: `glob(${value}, ${JSON.stringify(glob)})` };
}

function joined(parts: readonly Cel[], by: string): Cel {
  const failed = parts.find((part) => !part.ok);
  if (failed) return failed;
  if (parts.length === 0) return { ok: false, why: 'an empty query' };
  const texts = parts.flatMap((part) => (part.ok ? [part.text] : []));
  return { ok: true, text: texts.length === 1 ? texts[0]! : texts.map((text) => `(${text})`).join(by) };
}

/** Labels are text, whatever they look like. */
const literal = (operand: Operand): string => JSON.stringify(String(operand));
const isOperand = (value: unknown): value is Operand =>
  ['string', 'number', 'boolean'].includes(typeof value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
