import { openCourse, type Course } from './course.js';
import { Fitness } from './fitness.js';
import { readFacts, resolveRoute } from './resolve.js';
import type { Scene } from './scene.js';

/** Reads the request and finds its route; undefined when that was answered with a refusal. */
export function openExchange({ state, generation, ingress, answer }: Scene): Course | undefined {
  const { dialect, body, call } = ingress;
  const reading = dialect.readRequest(body, call);
  if (!reading.ok) {
    answer.refuse({ status: 400, ...reading });
    return undefined;
  }
  const facts = readFacts(generation, ingress, reading.request);
  answer.stream = facts.stream;
  answer.requestedModel = reading.request.model;
  const route = resolveRoute(generation, ingress, facts);
  if (route === undefined) {
    answer.unknownModel(reading.request.model);
    return undefined;
  }
  answer.route = route;
  state.amplification.request(route.name);
  const fitness = new Fitness(state, generation, ingress, reading.request);
  return openCourse(route, facts, fitness, ingress, answer.startedAt);
}
