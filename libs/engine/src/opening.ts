import { openCourse, type Course } from './course.js';
import { Fitness } from './fitness.js';
import { readAsked, readFacts, resolveRoute } from './resolve.js';
import type { Scene } from './scene.js';
import { unknownModelError } from './unknown-model.js';

/** Reads the request and finds its route; undefined when that was answered with a refusal. */
export function openExchange(scene: Scene): Course | undefined {
  const { state, generation, ingress, answer, record } = scene;
  const { dialect, body, call } = ingress;
  const reading = dialect.readRequest(body, call);
  if (!reading.ok) {
    answer.refuse({ status: 400, ...reading });
    return undefined;
  }
  const fitness = new Fitness(state, generation, ingress, reading.request);
  const facts = readFacts(fitness);
  const asked = readAsked(generation, ingress, facts);
  record.stream = facts.stream;
  const route = resolveRoute(generation, ingress, asked);
  if (route === undefined) {
    answer.refuse(unknownModelError(reading.request.model));
    return undefined;
  }
  const constraints = generation.plan.constraints.filter(({ match }) => match.matches(asked));
  return openCourse(scene, { facts, asked, fitness, constraints }, route);
}
