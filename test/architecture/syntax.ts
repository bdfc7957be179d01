import ts from 'typescript';

/** One `import … from`, `export … from`, `import()` or `import('x').Type` with a literal specifier. */
export interface ImportSite {
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
}

const parsed = new Map<string, ts.SourceFile>();

/** The syntax tree of a source text; parsed once, however many rules ask. */
export function parse(text: string): ts.SourceFile {
  let tree = parsed.get(text);
  if (tree === undefined)
    parsed.set(text, (tree = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true)));
  return tree;
}

/** Calls `see` for every node, parents first. */
export function walk(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => walk(child, see));
}

export function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** Type-only imports count as well: they tie two files together for whoever reads them. */
export function importsOf(text: string): ImportSite[] {
  const source = parse(text);
  const sites: ImportSite[] = [];
  walk(source, (node) => {
    const literal = specifierOf(node);
    if (literal !== undefined) sites.push({ specifier: literal.text, line: lineOf(source, node) });
  });
  return sites;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  let specifier: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) specifier = node.moduleSpecifier;
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    specifier = node.arguments[0];
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    specifier = node.argument.literal;
  return specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier : undefined;
}
