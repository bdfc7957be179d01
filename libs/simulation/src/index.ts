export { VirtualClock } from './virtual-clock.js';
export { rehearse, type Rehearsal } from './world/rehearse.js';
export {
  answering,
  failing,
  type Behaviour,
  type Meeting,
  type Pace,
  type ScriptedTarget,
} from './world/scripted-target.js';
export { Trace, type Served } from './world/trace.js';
