import type { Asked } from '../stage/asked.js';
import type { RehearsedRequest } from '../stage/rehearsed-request.js';
import type { Stage } from '../stage/stage.js';
import type { SimulationReport } from '../simulate/report.js';
import { simulate, type Simulation } from '../simulate/simulate.js';

export interface DiffQuestion extends Omit<Simulation, 'stage' | 'onEnd'> {
  readonly before: Stage;
  readonly after: Stage;
}

/** Requests that go by another route, or to another target, than before. */
export interface Move {
  /** Undefined: none, and so it is refused. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly requests: number;
  /** Some of them. */
  readonly samples: readonly RehearsedRequest[];
}

/** What another policy makes of the same traffic in the same world. */
export interface PolicyDiff {
  readonly before: SimulationReport;
  readonly after: SimulationReport;
  /** By another route, most requests first. */
  readonly routes: readonly Move[];
  /** Answered by another target, most requests first; turns that merely fall otherwise are in it too. */
  readonly targets: readonly Move[];
}

const SAMPLES = 3;

/** Simulates both with the same seed, traffic and world, and compares request by request. */
export async function diff({ before, after, ...simulation }: DiffQuestion): Promise<PolicyDiff> {
  const ends = new Ends();
  const first = await simulate({ ...simulation, stage: before, onEnd: (_, asked) => ends.keep(asked) });
  const [routes, targets] = [new Moves(), new Moves()];
  const second = await simulate({
    ...simulation,
    stage: after,
    onEnd: ({ route, target }, { id, request }) => {
      const old = ends.of(id);
      routes.add(old?.route, route, request);
      targets.add(old?.target, target, request);
    },
  });
  return { before: first, after: second, routes: routes.list(), targets: targets.list() };
}

/** Where each request went, in a few bytes. */
class Ends {
  readonly #pairs: { readonly route: string | undefined; readonly target: string | undefined }[] = [];
  readonly #known = new Map<string, number>();
  readonly #byRequest: number[] = [];

  keep({ id, report }: Asked): void {
    const { route, target } = report!;
    const key = `${route} ${target}`;
    let pair = this.#known.get(key);
    if (pair === undefined) {
      pair = this.#pairs.push({ route, target }) - 1;
      this.#known.set(key, pair);
    }
    this.#byRequest[Number(id)] = pair;
  }

  of(id: string): { readonly route: string | undefined; readonly target: string | undefined } | undefined {
    return this.#pairs[this.#byRequest[Number(id)] ?? -1];
  }
}

class Moves {
  readonly #moves = new Map<
    string,
    { from: string | undefined; to: string | undefined; requests: number; samples: RehearsedRequest[] }
  >();

  add(from: string | undefined, to: string | undefined, request: RehearsedRequest): void {
    if (from === to) return;
    const key = `${from} ${to}`;
    const move = this.#moves.get(key) ?? { from, to, requests: 0, samples: [] };
    this.#moves.set(key, move);
    move.requests++;
    if (move.samples.length < SAMPLES) move.samples.push(request);
  }

  list(): Move[] {
    return [...this.#moves.values()].toSorted((a, b) => b.requests - a.requests);
  }
}
