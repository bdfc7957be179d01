import type { Said, SaidUsage } from '../said.js';
import type { Stage } from '../stage.js';
import { runTool, type ToolName } from '../tools.js';

function expectText({ text, pieces, calls, id }: Said): void {
  expect(text).toMatch(/\w+ \w+/);
  expect(pieces.join('')).toBe(text);
  expect(calls).toEqual([]);
  expect(id).not.toBe('');
}

/** An answer that came to its natural end. */
export function expectWhole(said: Said, { client }: Stage): void {
  expectText(said);
  expect(said.finish).toBe(client.finishes.stop);
}

/** An answer that a limit cut off. */
export function expectCut(said: Said, { client }: Stage): void {
  expect(said.finish).toBe(client.finishes.length);
}

export function expectThoughts(said: Said, { client, upstream }: Stage): void {
  expectText(said);
  const shown = client.asksForThoughts || upstream.showsThoughts;
  expect(said.thought).toMatch(shown ? /\w+ \w+/ : /^$/);
}

/** These tools and no others, each with an id of its own and an input that it takes. */
export function expectCalls({ calls }: Said, names: readonly ToolName[]): void {
  expect(calls.map(({ name }) => name)).toEqual(names);
  for (const { name, input } of calls) runTool(name, input);
  const ids = calls.map(({ id }) => id).filter((id) => id !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain('');
}

/** The call is why the answer ended. */
export function expectCallEnd({ finish }: Said, { client }: Stage): void {
  expect(finish).toBe(client.finishes.tools);
}

/** @param outputTokens how many exactly; any number where absent */
export function expectUsage(usage: SaidUsage | undefined, outputTokens?: number): void {
  expect(usage?.input).toBeGreaterThan(0);
  expect(usage?.output).toBeGreaterThan(0);
  if (outputTokens !== undefined) expect(usage?.output).toBe(outputTokens);
  if (usage?.total !== undefined) expect(usage.total).toBe(usage.input + usage.output);
}

/** The same, unless the client is known to get it wrong. */
export function expectStreamUsage({ usage }: Said, { client }: Stage, outputTokens?: number): void {
  if (!client.miscountsStreams) expectUsage(usage, outputTokens);
}
