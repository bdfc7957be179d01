import type { TargetId } from '@fairlead/plugin-sdk';
import type { Caller } from './caller.js';
import type { Script } from './scripted-provider.js';
import { streaming } from './scripts.js';
import type { Question, World } from './world.js';

/** A target that streams `text` whenever it is asked. */
export function good(text: string): readonly Script[] {
  return [streaming({ text, piecesAtMs: [50, 60] })];
}

/** Asks once and plays ten minutes. */
export async function play(it: World, question: Question = {}): Promise<Caller> {
  const caller = it.ask(question);
  await it.clock.advance(600_000);
  return caller;
}

/** Targets in the order in which they were called. */
export function tried(it: World): TargetId[] {
  return it.calls.map(({ target }) => target);
}
