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
export { REHEARSAL_PROBLEM_CODES, type RehearsalProblemCode } from './problem-codes.js';
export { checkTestFile } from './policy-test/check-test-file.js';
export { readTestFile } from './policy-test/read-test-file.js';
export { testsAsJUnit } from './policy-test/render/as-junit.js';
export { testsAsText } from './policy-test/render/as-text.js';
export type { SuiteResult } from './policy-test/result.js';
export { runTests, type SuiteToRun } from './policy-test/run-tests.js';
export type { TestFileSyntax } from './policy-test/syntax/test-file.js';
export { baselineOf, type Baseline } from './simulate/baseline.js';
export { readTrafficFile, readWorldFile } from './simulate/read-simulation-files.js';
export { simulationAsText } from './simulate/render/as-text.js';
export type { SimulationReport } from './simulate/report.js';
export { simulate, type Simulation } from './simulate/simulate.js';
export { generatedTraffic } from './simulate/traffic/generated-traffic.js';
export { RecordedLineError, recordedTraffic } from './simulate/traffic/recorded-traffic.js';
export type { Traffic } from './simulate/traffic/traffic.js';
export { roiAsText } from './roi/as-text.js';
export { meteredRoi, readMetrics, type MeteredQuestion, type MeteredTarget } from './roi/metered.js';
export { mixOf } from './roi/mix-of.js';
export { UnknownPriceError, type PriceSources } from './roi/rate-finder.js';
export { readRoiFile, type RoiFile } from './roi/roi-file.js';
export { roi, type MixPart, type RoiQuestion, type RoiReport } from './roi/roi.js';
export { parseTokenCount } from './roi/token-count.js';
export type { TokenVolume } from './roi/token-volume.js';
export { diffAsText } from './diff/as-text.js';
export { diff, type DiffQuestion, type Move, type PolicyDiff } from './diff/diff.js';
export { simulationAsHtml } from './simulate/render/as-html.js';
export { explanationAsText } from './explain/as-text.js';
export { explainDecided, type RecordedExchange, type RecordedQuestion } from './explain/explain-decided.js';
export { explainRequest, type ExplainQuestion } from './explain/explain-request.js';
export type { Explanation } from './explain/explanation.js';
export type { GivenState, GivenTarget } from './stage/given-state.js';
export { readRequestFile, readStateFile } from './explain/read-explain-files.js';
