import { writeSync } from 'node:fs';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { MARKS, type MarkedCall } from './call-marks.js';

/** A stall that may never end is told while it lasts: nobody else can. */
const LOUD_MS = 5000;

export interface StallSeed {
  readonly marks: Int32Array;
  readonly stallMs: number;
}

export interface Stall {
  readonly durationMs: number;
  /** The number of the call that was under way; 0: none. */
  readonly call: number;
}

const { marks, stallMs } = workerData as StallSeed;
const names = new Map<number, MarkedCall>();

// It has no event loop of its own to turn: it sleeps until the main thread's beats.
for (;;) {
  const beat = Atomics.load(marks, MARKS.beat);
  if (Atomics.wait(marks, MARKS.beat, beat, stallMs) !== 'timed-out') continue;
  const since = performance.now() - stallMs;
  let call = marks[MARKS.call]!;
  let loud = false;
  while (Atomics.wait(marks, MARKS.beat, beat, stallMs) === 'timed-out') {
    call ||= marks[MARKS.call]!;
    if (loud || performance.now() - since < LOUD_MS) continue;
    loud = true;
    say(call, performance.now() - since);
  }
  parentPort!.postMessage({ durationMs: performance.now() - since, call } satisfies Stall);
}

/** On the error stream, past the log that the main thread keeps. */
function say(call: number, durationMs: number): void {
  for (;;) {
    const received = receiveMessageOnPort(parentPort!)?.message as [number, MarkedCall] | undefined;
    if (received === undefined) break;
    names.set(...received);
  }
  const under = names.get(call);
  const where =
    under === undefined ? 'outside of every plugin call' : `in ${under.call}() of the plugin ${under.plugin}`;
  const seconds = Math.round(durationMs / 1000);
  writeSync(
    2,
    `fairlead: the event loop has stood still for ${seconds} s, ${where}; nothing is served meanwhile\n`,
  );
}
