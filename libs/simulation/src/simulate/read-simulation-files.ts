import { readDocument, suggest, type Findings, type Shape } from '@fairlead/policy';
import type { RehearsalProblemCode } from '../problem-codes.js';
import type { Stage } from '../stage/stage.js';
import { trafficFile, type TrafficSyntax } from './syntax/traffic-file.js';
import { worldFile, type WorldSyntax } from './syntax/world-file.js';

type SimulationFindings = Findings<RehearsalProblemCode>;

/** Reads a description of traffic. Undefined when it cannot be used; what is wrong is in `findings` either way. */
export function readTrafficFile(text: string, findings: SimulationFindings): TrafficSyntax | undefined {
  return readFile(text, trafficFile, findings);
}

/** Reads how targets behave, for the targets of a stage. */
export function readWorldFile(
  text: string,
  { targets }: Pick<Stage, 'targets'>,
  findings: SimulationFindings,
): WorldSyntax | undefined {
  const world = readFile(text, worldFile, findings);
  const known = [...targets.keys()];
  for (const [id, { place }] of world?.targets ?? []) {
    if (!targets.has(id))
      findings.error(place, 'unknown-target', `the policy has no target "${id}"`, suggest(id, known));
  }
  return world;
}

function readFile<T>(text: string, shape: Shape<T>, findings: SimulationFindings): T | undefined {
  const document = readDocument(text, findings);
  return document && shape.read(document, findings);
}
