import ts from 'typescript';
import { isSpec } from '../layers.js';
import type { Rule } from '../rule.js';
import { importsOf, lineOf, parse, walk } from '../syntax.js';

const PURE = /^libs\/(?:engine|routing|health|policy|ledger)\//;

/** Time and chance come from the `Clock` and `Rng` ports, or a simulation would not be the same code. */
const MEMBERS = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'process.hrtime',
  'process.uptime',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);
const GLOBALS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'randomUUID', 'randomBytes']);
const MODULES = new Set(['node:timers', 'node:timers/promises', 'node:perf_hooks']);

export const pureCores: Rule = {
  name: 'ask no system for time or chance in engine, routing, health, policy and ledger',

  check(tree) {
    const violations: string[] = [];
    for (const [path, text] of tree.files) {
      if (!PURE.test(path) || isSpec(path)) continue;
      const source = parse(text);
      const found = new Map<number, string>();
      for (const { specifier, line } of importsOf(text))
        if (MODULES.has(specifier)) found.set(line, specifier);
      walk(source, (node) => {
        const what = impurityOf(node, source);
        if (what !== undefined) found.set(lineOf(source, node), what);
      });
      for (const [line, what] of found)
        violations.push(`${path}:${line} uses ${what}: take a Clock or an Rng instead`);
    }
    return violations;
  },

  examples: [
    ...[
      'const t = Date.now();',
      'const t = new Date();',
      'const r = Math.random();',
      'setTimeout(() => {}, 1);',
      'const timer = setInterval;',
      'globalThis.setTimeout(() => {}, 1);',
      'const t = performance.now();',
      'const t = process.hrtime.bigint();',
      `import { setTimeout as sleep } from 'node:timers/promises';`,
      'const id = crypto.randomUUID();',
    ].map((text) => ({
      title: text,
      files: { 'libs/health/src/a.ts': `/** why */\n${text}` },
      finds: ['libs/health/src/a.ts:2 uses'],
    })),
    {
      title: 'a comment, a given date, a port, another package, a spec',
      files: {
        'libs/ledger/src/a.ts': `// never Date.now()\nconst d = new Date(0); const t = clock.now(); const x = "setTimeout";`,
        'libs/plugin-host/src/a.ts': 'const t = Date.now();',
        'libs/ledger/src/a.spec.ts': 'const t = Date.now();',
      },
      finds: [],
    },
  ],
};

function impurityOf(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText(source) === 'Date' && !node.arguments?.length)
    return 'new Date()';
  if (ts.isPropertyAccessExpression(node) && MEMBERS.has(node.getText(source))) return node.getText(source);
  if (!ts.isIdentifier(node) || !GLOBALS.has(node.text)) return undefined;
  const { parent } = node;
  const memberOfAPort =
    ts.isPropertyAccessExpression(parent) &&
    parent.name === node &&
    parent.expression.getText(source) !== 'globalThis';
  return memberOfAPort ? undefined : node.text;
}
