import type { JsonObject } from '../../json/decode.js';

/** A list longer than this is no input of a call; one far place in it would make a list of that length. */
const MAX_INDEX = 65_535;

type Container = Record<string | number, unknown>;

/** Puts the input of a call together from the pieces in which it is streamed: a JSON path and what stands there. */
export class PartialArgs {
  readonly #root: Record<string, unknown> = {};
  /** Paths of texts that go on with the next piece. */
  readonly #growing = new Set<string>();

  get value(): JsonObject {
    return this.#root;
  }

  add(pieces: readonly JsonObject[]): this {
    for (const piece of pieces) this.#add(piece);
    return this;
  }

  #add(piece: JsonObject): void {
    const path = typeof piece['jsonPath'] === 'string' ? piece['jsonPath'] : '';
    const steps = stepsOf(path);
    const last = steps.pop();
    if (last === undefined) return;
    const holder = steps.reduce<Container>(
      (at, step, index) => open(at, step, steps[index + 1] ?? last),
      this.#root,
    );
    const before = this.#growing.has(path) ? holder[last] : undefined;
    const value = valueOf(piece);
    holder[last] = typeof before === 'string' && typeof value === 'string' ? before + value : value;
    if (piece['willContinue'] === true) this.#growing.add(path);
    else this.#growing.delete(path);
  }
}

/** `$.a.b[0]['c d']` as a, b, 0, c d; nothing for a place that no input has. */
function stepsOf(path: string): (string | number)[] {
  const steps = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\[(['"])(.*?)\3\]/g)].map(
    ([, name, index, , quoted]) => (index === undefined ? (name ?? quoted ?? '') : Number(index)),
  );
  return steps.some((step) => step === '__proto__' || Number(step) > MAX_INDEX) ? [] : steps;
}

/** The object or list under a step; made where it is missing, of the kind that the next step wants. */
function open(at: Container, step: string | number, next: string | number): Container {
  const inner = Object.hasOwn(at, step) ? at[step] : undefined;
  if (typeof inner === 'object' && inner !== null) return inner as Container;
  const fresh = (typeof next === 'number' ? [] : {}) as Container;
  at[step] = fresh;
  return fresh;
}

function valueOf({ stringValue, numberValue, boolValue }: JsonObject): unknown {
  return stringValue ?? numberValue ?? boolValue ?? null;
}
