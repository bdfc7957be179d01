import type { Part, Reply, ReplyFeature } from '../form/index.js';

/** What a whole answer holds that some dialect has no word for. */
export function replyFeatures({ choices, usage, serviceTier }: Reply): ReadonlySet<ReplyFeature> {
  const found = new Set<ReplyFeature>();
  const note = (feature: ReplyFeature, is: unknown): void => {
    if (is !== undefined && is !== false) found.add(feature);
  };
  note('many_choices', choices.length > 1);
  note('service_tier', serviceTier);
  for (const { parts, finish, logprobs } of choices) {
    note('logprobs', logprobs);
    note('stop_sequence', finish.sequence);
    for (const part of parts) notePart(part, note);
  }
  const { tokens = {} } = usage ?? {};
  note('cache_read', Boolean(tokens.cacheRead));
  note('cache_write', Boolean(tokens.cacheWrite));
  note('cache_write_1h', Boolean(tokens.cacheWrite1h));
  note('reasoning_tokens', Boolean(tokens.reasoning));
  note('audio_tokens', Boolean(tokens.inputAudio) || Boolean(tokens.outputAudio));
  return found;
}

function notePart(part: Part, note: (feature: ReplyFeature, is: unknown) => void): void {
  switch (part.kind) {
    case 'text':
      note('citations', part.citations);
      return note('logprobs', part.logprobs);
    case 'reasoning':
      note('reasoning', part.text !== '');
      note('reasoning_signature', part.signature);
      return note('reasoning_sealed', part.sealed);
    case 'refusal':
      return note('refusal', true);
    case 'tool_call':
      note('custom_tool_call', part.custom);
      return note('reasoning_signature', part.signature);
    case 'media':
      note('audio', part.media === 'audio');
      return note('image', part.media === 'image');
    case 'vendor':
      return note('vendor_part', true);
    case 'tool_result':
  }
}
