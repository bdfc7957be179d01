import type { Part, ReasoningPart, ToolCallPart } from '@fairlead/plugin-sdk';
import { parseObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { isMadeUp } from './call-ids.js';
import { encodeMedia } from './media.js';
import { encodeToolResult } from './tool-result.js';

/** What the vendor takes for the signature of a call that another model made, or that lost its own. */
const NOT_SIGNED = 'skip_thought_signature_validator';

/** Writes the parts of one content of a request. */
export class TurnWriter {
  readonly parts: JsonObject[] = [];
  /** Own signatures that came as sealed thoughts, for the parts behind them. */
  readonly #loose: string[] = [];
  #hasCall = false;

  /**
   * @param names of the functions, by the id of the call
   * @param isNew the model wants the first call of each turn signed, and reads images inside results
   */
  constructor(
    readonly names: ReadonlyMap<string, string>,
    readonly isNew: boolean,
  ) {}

  write(parts: readonly Part[]): void {
    const unsigned = parts.filter((part) => part.kind === 'tool_call' && ownSignature(part) === undefined);
    let callsAhead = unsigned.length;
    for (const part of parts) {
      if (unsigned.includes(part)) callsAhead--;
      this.#write(part, callsAhead);
    }
    for (const signature of this.#loose.splice(0)) this.parts.push({ text: '', thoughtSignature: signature });
  }

  #write(part: Part, callsAhead: number): void {
    switch (part.kind) {
      case 'text':
      case 'refusal':
        return this.#signed({ text: part.text, ...part.extras?.gemini }, callsAhead);
      case 'media':
        return this.#signed({ ...encodeMedia(part), ...part.extras?.gemini }, callsAhead);
      case 'reasoning':
        return this.#thought(part);
      case 'tool_call':
        return this.#call(part);
      case 'tool_result': {
        const name = part.name ?? this.names.get(part.callId) ?? part.callId;
        this.parts.push(...encodeToolResult(part, name, this.isNew));
        return;
      }
      case 'vendor':
        if (part.dialect === 'gemini') this.parts.push(part.value);
    }
  }

  /** A loose signature is for the next call that has none; only where none comes, for the next part of any kind. */
  #signed(part: JsonObject, callsAhead: number): void {
    const signature = callsAhead > 0 ? undefined : this.#loose.shift();
    this.parts.push({ ...part, ...defined({ thoughtSignature: signature }) });
  }

  /** Thoughts that another vendor signed or sealed are its own business. */
  #thought({ text, signature, sealed, extras }: ReasoningPart): void {
    const proof = sealed ?? signature;
    if (proof !== undefined && proof.origin !== 'gemini') return;
    const own = extras?.gemini;
    if (sealed === undefined) {
      const thought = defined({ text, thought: true, thoughtSignature: signature?.value });
      this.parts.push({ ...thought, ...own });
    } else if (own === undefined) this.#loose.push(sealed.value);
    else this.parts.push({ ...own, thoughtSignature: sealed.value });
  }

  #call(part: ToolCallPart): void {
    const { functionCall, ...own } = part.extras?.gemini ?? {};
    const fallback = this.isNew && !this.#hasCall ? NOT_SIGNED : undefined;
    this.#hasCall = true;
    const signature = ownSignature(part) ?? this.#loose.shift() ?? fallback;
    this.parts.push({
      functionCall: { ...encodeCall(part), ...(functionCall as JsonObject | undefined) },
      ...defined({ thoughtSignature: signature }),
      ...own,
    });
  }
}

/** Input that is no JSON object cannot be said: a text of a tool that takes text goes as `input`, anything else as {}. */
export function encodeCall({ id, name, input, custom }: ToolCallPart): JsonObject {
  const args = custom === true ? { input } : (parseObject(input) ?? {});
  return defined({ id: isMadeUp(id) ? undefined : id, name, args });
}

function ownSignature(part: Part): string | undefined {
  if (part.kind !== 'tool_call' || part.signature?.origin !== 'gemini') return undefined;
  return part.signature.value;
}
