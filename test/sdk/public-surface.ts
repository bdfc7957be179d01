import { join } from 'node:path';
import ts from 'typescript';
import { REPOSITORY } from '../support/build.js';

/** One name that plugin authors can import. */
export interface PublicName {
  readonly name: string;
  /** Its declarations as they are published, without comments. */
  readonly declarations: readonly string[];
  readonly documented: boolean;
}

/** What of class-validator the SDK hands on as it is: documented there. */
const HANDED_ON = /node_modules/;

/** Everything that an entry of the built SDK exports, by name. */
export function publicNames(entry: 'index.d.ts' | 'testing/index.d.ts'): readonly PublicName[] {
  const file = join(REPOSITORY, 'libs/plugin-sdk/dist', entry);
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} is not built`);
  return checker
    .getExportsOfModule(checker.getSymbolAtLocation(source)!)
    .map((exported) => readName(exported, checker))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readName(exported: ts.Symbol, checker: ts.TypeChecker): PublicName {
  const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
  const declarations = symbol.getDeclarations() ?? [];
  const handedOn = declarations.some((each) => HANDED_ON.test(each.getSourceFile().fileName));
  return {
    name: exported.getName(),
    declarations: handedOn
      ? ['of class-validator, as it is']
      : declarations.map((each) => withoutComments(statementOf(each))),
    documented: handedOn || symbol.getDocumentationComment(checker).length > 0,
  };
}

/** A variable's own declaration lacks its keyword. */
function statementOf(node: ts.Node): ts.Node {
  return ts.isVariableDeclaration(node) ? node.parent.parent : node;
}

function withoutComments(node: ts.Node): string {
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
  return printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile());
}
