export { VirtualClock } from './virtual-clock.js';
export { rehearse, type Scenario } from './world/rehearse.js';
export {
  answering,
  failing,
  type Behaviour,
  type Meeting,
  type Pace,
  type ScriptedTarget,
} from './world/scripted-target.js';
export { Trace, type Served } from './world/trace.js';
export type { Asked, Call } from './stage/asked.js';
export type { Answering, Arrival, Encounter, Failing } from './stage/encounter.js';
export { Rehearsal, type RehearsalOptions, type Script } from './stage/rehearsal.js';
export { PLAIN_REQUEST, type RehearsedRequest } from './stage/rehearsed-request.js';
export { openStage, stageOf, type Stage } from './stage/stage.js';
