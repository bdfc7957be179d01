// What small pieces of the built packages allocate, bytes each time, once warm. Prints JSON.
//   node --expose-gc --min-semi-space-size=128 --max-semi-space-size=128 test/support/count-scenarios.mjs
import { anthropicMessages, openAiChat, readJsonObject } from '@fairlead/dialects';
import { compilePolicy, findRoute } from '@fairlead/policy';
import { LoadBook, noHistory, Router, strategiesByName } from '@fairlead/routing';
import { seededRng } from '@fairlead/plugin-sdk';

const WARM_UP = 30_000;
/** So few that the young generation holds what they leave. */
const COUNTED = 1000;

const text = 'Tell me of the harbour. '.repeat(30);
const request = Buffer.from(
  JSON.stringify({
    model: 'chat',
    messages: [{ role: 'user', content: text }],
    max_tokens: 50,
    stream: true,
  }),
);
const reply = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 120, completion_tokens: 150, total_tokens: 270 },
  }),
);
const eventOf = (id) =>
  Buffer.from(
    `data: {"id":"${id}","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"anchor "},"finish_reason":null}]}\n\n`,
  );

process.stdout.write(
  JSON.stringify({
    scanner: bytesOf(() => openAiChat.readRequest(request)),
    verdict: bytesOf(() => openAiChat.readReply(reply)),
    event: bytesOf(eventScan('a', 'b')),
    likeEvent: bytesOf(eventScan('a', 'a')),
    translation: bytesOf(translation()),
    decision: bytesOf(decision()),
  }),
);

function bytesOf(scenario) {
  for (let n = 0; n < WARM_UP; n++) scenario();
  const rounds = Array.from({ length: 5 }, () => {
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < COUNTED; n++) scenario();
    return (process.memoryUsage().heapUsed - before) / COUNTED;
  });
  return Math.round(rounds.sort((a, b) => a - b)[2]);
}

/** One event of a stream that never ends, in turn with these ids: of those that look alike one is read. */
function eventScan(...ids) {
  const reading = openAiChat.openStream();
  const events = ids.map(eventOf);
  let turn = 0;
  return () => reading.feed(events[turn++ % events.length]);
}

/** A whole reply for a caller of another dialect. */
function translation() {
  const there = openAiChat.codec;
  const here = anthropicMessages.codec;
  const asked = { model: 'chat', max_tokens: 50, messages: [{ role: 'user', content: text }] };
  const conversation = here.decodeRequest(asked, { model: 'chat', stream: false }).value;
  const context = { seed: '0'.repeat(32), nowS: 1, conversation, request: asked };
  return () => JSON.stringify(here.encodeReply(there.decodeReply(readJsonObject(reply)), context));
}

/** Four targets, the strategy that looks at times, a condition. */
function decision() {
  const strategies = strategiesByName();
  const targets = ['a/m', 'b/m', 'c/m', 'd/m'];
  const when = 'request.stream && request.prompt_tokens_est < 100000';
  const policy = {
    version: 1,
    routes: [
      { name: 'bench', match: { when }, strategy: 'latency', targets },
      { name: 'rest', match: 'any', targets },
    ],
  };
  const { plan } = compilePolicy(JSON.stringify(policy), 'policy', { strategies });
  const info = (id) => ({
    id,
    scopes: { endpoint: id, credential: id, model: id },
    wireModel: 'm',
    speaks: ['openai-chat'],
  });
  let nowMs = 0;
  const clock = { now: () => ++nowMs, wall: () => new Date(0), after: () => () => undefined };
  const well = { onlyCircuit: false, weightFactor: 1, level: 0, circuit: 'healthy' };
  const router = new Router({
    targets: new Map(targets.map((id) => [id, info(id)])),
    strategies,
    health: { standing: () => well, admit: () => ({ settle() {} }) },
    load: new LoadBook({ clock }),
    clock,
    rng: seededRng(1),
  });
  const facts = { operation: 'chat', model: 'm', stream: true, promptTokens: 800, labels: {} };
  return () => {
    const route = findRoute(plan, { ...facts, headers: {}, direct: false });
    if (router.decide(route, facts, noHistory).choice === undefined) throw new Error('nobody was chosen');
  };
}
