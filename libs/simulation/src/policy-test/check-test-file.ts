import {
  suggest,
  type Findings,
  type Located,
  type Place,
  type Plan,
  type RoutePlan,
} from '@fairlead/policy';
import { routeHints, type RouteHints } from '../stage/route-hints.js';
import { routeOf } from '../stage/route-of.js';
import type { Stage } from '../stage/stage.js';
import type { RehearsalProblemCode } from '../problem-codes.js';
import { questionsOf } from './questions.js';
import type { ExpectSyntax, TestFileSyntax, TestSyntax } from './syntax/test-file.js';

type Named = readonly (readonly [name: string, place: Place])[];

/** Whether everything that the tests name is in the policy. */
export function checkTestFile(
  { tests }: TestFileSyntax,
  stage: Stage,
  policyText: string,
  findings: Findings<RehearsalProblemCode>,
): void {
  const hints = routeHints(policyText);
  for (const { value: test } of tests) new Check(stage, hints, findings).test(test);
}

class Check {
  constructor(
    private readonly stage: Stage,
    private readonly hints: ReadonlyMap<string, RouteHints>,
    private readonly findings: Findings<RehearsalProblemCode>,
  ) {}

  test(test: TestSyntax): void {
    const { given, script = [], load, expect = {} } = test;
    this.#targets([
      ...keys(given?.targets),
      ...script.flatMap(({ target }) => one(target)),
      ...targetsOf(expect),
    ]);
    const routes = this.stage.plan.routes.map(({ name }) => name);
    this.#known([...one(load?.value.route), ...one(expect.route)], routes, 'unknown-route', 'route');
    this.#tiers(expect, this.stage.plan);
    if (load?.value.route !== undefined) this.#load(test, load.value.route);
  }

  #load(test: TestSyntax, { value, place }: Located<string>): void {
    const { stage, hints } = this;
    if (!stage.plan.routes.some(({ name }) => name === value)) return;
    const { request } = questionsOf(test, { stage, hints });
    const goes = routeOf(stage, request)?.name;
    if (goes === value) return;
    const message = `these requests do not go by the route "${value}", but by ${goes === undefined ? 'none' : `"${goes}"`}`;
    this.findings.error(place, 'unreached-route', message, 'say under "request" what its match asks for');
  }

  #tiers({ route, tier, finalTier }: ExpectSyntax, { routes }: Plan): void {
    const inReach = routes.filter(({ name }) => route === undefined || name === route.value);
    const known = inReach.flatMap((each: RoutePlan) => each.tiers.map(({ name }) => name));
    this.#known([...one(tier), ...one(finalTier)], [...new Set(known)], 'unknown-tier', 'tier');
  }

  #targets(named: Named): void {
    this.#known(named, [...this.stage.targets.keys()], 'unknown-target', 'target');
  }

  #known(named: Named, known: readonly string[], code: RehearsalProblemCode, kind: string): void {
    for (const [name, place] of named) {
      if (known.includes(name)) continue;
      this.findings.error(place, code, `the policy has no ${kind} "${name}"`, suggest(name, known));
    }
  }
}

function targetsOf(expect: ExpectSyntax): Named {
  const { target, firstTarget, firstTargetNot = [], excluded, ejected = [], ejections, share, at } = expect;
  return [
    ...[target, firstTarget, ...firstTargetNot, ...ejected].flatMap(one),
    ...keys(excluded),
    ...keys(ejections),
    ...keys(share),
    ...[...(at?.values() ?? [])].flatMap(({ value }) => keys(value.state)),
  ];
}

function one(reference: Located<string> | undefined): [string, Place][] {
  return reference === undefined ? [] : [[reference.value, reference.place]];
}

function keys(map: ReadonlyMap<string, { readonly place: Place }> | undefined): [string, Place][] {
  return [...(map ?? [])].map(([name, { place }]) => [name, place]);
}
