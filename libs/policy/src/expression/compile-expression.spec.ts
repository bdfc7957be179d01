import type { MatchFacts } from '../match.js';
import { compileExpression, type ExpressionType } from './compile-expression.js';

const facts: MatchFacts = {
  model: 'gpt-4.1',
  operation: 'chat',
  stream: true,
  promptTokens: 1000,
  maxOutputTokens: 200,
  capabilities: ['tools'],
  tenant: 'acme',
  labels: { team: 'core', priority: '7' },
  headers: { 'x-app': 'web', 'x-roles': ['a', 'b'] },
};

function value(text: string, type: ExpressionType, of: Partial<MatchFacts> = {}): unknown {
  const compiled = compileExpression(text, type);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  return compiled.expression.evaluate({ ...facts, ...of });
}

describe('a condition', () => {
  it.each<[string, boolean]>([
    ['request.model == "gpt-4.1"', true],
    ['glob(request.model, "gpt-*")', true],
    ['glob(request.model, "claude-*")', false],
    ['request.endpoint == "chat" && request.stream', true],
    ['request.prompt_tokens_est > 999', true],
    ['request.prompt_tokens_est > 1000', false],
    ['request.max_output_tokens <= 200', true],
    ['"tools" in request.capabilities && label("team") in ["core", "search"]', true],
    ['"vision" in request.capabilities', false],
    ['size(request.capabilities) == 1', true],
    ['request.tenant == "acme"', true],
    ['label("region") == ""', true],
    ['header("X-App") == "web"', true],
    ['header("x-roles") == "a, b"', true],
    ['header("x-none") == ""', true],
    ['request.model.startsWith("gpt") ? request.stream : false', true],
  ])('%s → %s', (text, expected) => {
    expect(value(text, 'bool')).toBe(expected);
  });

  it('has numbers and text for what a request does not say', () => {
    const { maxOutputTokens: _, tenant: _tenant, ...silent } = facts;
    const compiled = compileExpression('request.max_output_tokens < 1 && request.tenant == ""', 'bool');
    expect(compiled.ok && compiled.expression.evaluate(silent)).toBe(true);
  });

  it('is false where it cannot be worked out', () => {
    expect(value('1 / (size(request.capabilities) - 1) > 0', 'bool')).toBe(false);
  });

  it('does not look at capabilities that it does not name', () => {
    const costly = {
      ...facts,
      get capabilities(): never {
        throw new Error('asked for');
      },
    };
    const compiled = compileExpression('request.stream', 'bool');
    expect(compiled.ok && compiled.expression.evaluate(costly)).toBe(true);
  });
});

describe('a text', () => {
  it.each([
    ['label("team")', 'core'],
    ['request.tenant', 'acme'],
    ['request.tenant + "/" + label("team")', 'acme/core'],
    ['label("none")', ''],
  ])('%s → %s', (text, expected) => {
    expect(value(text, 'string')).toBe(expected);
  });
});

describe('what is refused', () => {
  it.each<[string, ExpressionType, object]>([
    ['request.modle == "x"', 'bool', { code: 'expression-type', offset: 8, hint: 'did you mean "model"?' }],
    ['lable("x") == "y"', 'bool', { code: 'expression-type', offset: 0, hint: 'did you mean "label"?' }],
    [
      'true && reqest.stream',
      'bool',
      { code: 'expression-type', offset: 8, hint: 'did you mean "request"?' },
    ],
    [
      'request.prompt_tokens_est == 5',
      'bool',
      { code: 'expression-type', hint: expect.stringContaining('1.0') },
    ],
    ['label("n") > 5', 'bool', { code: 'expression-type', hint: expect.stringContaining('quote') }],
    ['label(5) == "x"', 'bool', { code: 'expression-type', hint: expect.stringContaining('label("x")') }],
    ['request.model =', 'bool', { code: 'expression-syntax', offset: 14 }],
    ['request.model', 'bool', { code: 'expression-type', message: 'it comes to string, not to bool' }],
    ['request.stream', 'string', { code: 'expression-type', message: 'it comes to bool, not to string' }],
    ['true || request.model.matches("(a+)+$")', 'bool', { code: 'expression-function', offset: 8 }],
    [Array(101).fill('request.stream').join(' || '), 'bool', { code: 'expression-size' }],
  ])('%s', (text, type, problem) => {
    expect(compileExpression(text, type)).toEqual({ ok: false, problem: expect.objectContaining(problem) });
  });
});
