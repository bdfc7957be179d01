import type { JsonSchema } from '@fairlead/plugin-sdk';
import type { DocumentNode, Place } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';

/**
 * What a value must look like, and what it becomes. `read` reports everything it finds wrong and then gives
 * `undefined`; it never throws.
 */
export interface Shape<T> {
  /** Completes "expected …": `a map`, `a duration such as 30s`. */
  readonly expects: string;
  /** The same for editors: it may let pass what `read` refuses, but never a wrong key or kind of value. */
  readonly schema: JsonSchema;
  /** A value as the file would spell it; a shape without it spells the value as it is. */
  write?(value: T): unknown;
  read(node: DocumentNode, findings: Findings): T | undefined;
}

export type ValueOf<S> = S extends Shape<infer T> ? T : never;

/** A value that later checks may find fault with, so it keeps its place. */
export interface Located<T> {
  readonly value: T;
  readonly place: Place;
}

export function located<T>(shape: Shape<T>): Shape<Located<T>> {
  return refine(shape, (value, _findings, node) => ({ value, place: node.place }));
}

/** A further step on what a shape read: another form of it, or `undefined` after reporting why not. */
export function refine<T, U>(
  shape: Shape<T>,
  step: (value: T, findings: Findings, node: DocumentNode) => U | undefined,
): Shape<U> {
  return {
    expects: shape.expects,
    schema: shape.schema,
    read(node, findings) {
      const value = shape.read(node, findings);
      return value === undefined ? undefined : step(value, findings, node);
    },
  };
}

/** For a value that would say something else with a part left out: nothing unless all of it is sound. */
export function whole<T>(shape: Shape<T>): Shape<T> {
  return {
    ...shape,
    read(node, findings) {
      const before = findings.errors;
      const value = shape.read(node, findings);
      return findings.errors > before ? undefined : value;
    },
  };
}

/** Reports a value of the wrong kind. What is broken was reported before. */
export function reportWrongType(
  node: DocumentNode,
  expects: string,
  findings: Findings,
  hint?: string,
): void {
  if (node.kind === 'broken') return;
  findings.error(node.place, 'wrong-type', `expected ${expects}, found ${describe(node)}`, hint);
}

/** A node in words. Text is not repeated: what stands in a wrong place may be a secret. */
function describe(node: DocumentNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.value === null) return 'nothing';
  return typeof node.value === 'string' ? 'text' : `the ${typeof node.value} ${node.value}`;
}
