import type { Step, StreamedReply } from '../api.js';
import type { Answer, Candidate } from '../reply/answer.js';
import { geminiFailed } from './gemini-error.js';
import { callParts, textPart, textSignature, thoughtPart, type PartSetting } from './gemini-parts.js';
import { geminiUsage } from './gemini-usage.js';

/** What every chunk of a stream repeats. */
export interface ChunkFrame {
  readonly modelVersion: string;
  readonly responseId: string;
}

/** Chunks that each are a reply of their own, with the tokens so far; the last one has the reason of the end. */
export function geminiChunks(
  { candidates, usage }: Answer,
  setting: PartSetting,
  frame: ChunkFrame,
): StreamedReply {
  const steps: Step[] = [];
  const sofar = { ...usage, output: 0, reasoning: 0 };
  const send = (index: number, parts: readonly object[], finishReason?: string): void => {
    const content = { parts, role: 'model' };
    const chunk = {
      candidates: [{ content, ...(finishReason && { finishReason }), index }],
      usageMetadata: geminiUsage(finishReason && index === candidates.length - 1 ? usage : sofar),
      ...frame,
    };
    steps.push({ token: Math.max(0, sofar.output - 1), text: data(chunk) });
  };
  for (const [index, candidate] of candidates.entries()) {
    for (const token of candidate.thought ?? []) {
      sofar.output += 1;
      sofar.reasoning += 1;
      if (setting.showsThought) send(index, [thoughtPart(token)]);
    }
    for (const token of candidate.text) {
      sofar.output += 1;
      send(index, [textPart(token)]);
    }
    sofar.output += candidate.calls.reduce((sum, { tokens }) => sum + tokens.length, 0);
    const calls = callParts(candidate, setting);
    if (calls.length > 0) send(index, calls);
    send(index, [lastPart(candidate, setting)], finishReason(candidate));
  }
  return { steps, breakage: () => data(geminiFailed('overloaded').json) };
}

export function finishReason({ finish }: Candidate): string {
  return finish === 'length' ? 'MAX_TOKENS' : 'STOP';
}

/** An empty text, signed where the signature has no call to go with. */
function lastPart(candidate: Candidate, setting: PartSetting): object {
  return { ...textPart(''), ...(candidate.calls.length === 0 && textSignature(candidate, setting)) };
}

function data(json: object): string {
  return `data: ${JSON.stringify(json)}\r\n\r\n`;
}
