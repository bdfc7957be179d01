import { carried, dropped, mapped, type CarriageTable } from '../../form/features.js';

export const REPLY_CARRIAGE: CarriageTable['reply'] = {
  reasoning: carried('parts[].thought'),
  reasoning_signature: carried('parts[].thoughtSignature'),
  reasoning_sealed: carried('parts[].thoughtSignature'),
  refusal: mapped('parts[].text', 'the words of the refusal are text; the finish reason is SAFETY'),
  citations: mapped(
    'citationMetadata.citations',
    'sources with an address, without the words they were cited for',
  ),
  logprobs: carried('logprobsResult'),
  custom_tool_call: mapped('parts[].functionCall', 'the text is the argument `input`'),
  many_choices: carried('candidates'),
  audio: carried('parts[].inlineData'),
  image: carried('parts[].inlineData'),
  stop_sequence: dropped('the finish reason is STOP, and does not say which sequence'),
  service_tier: carried('usageMetadata.serviceTier'),
  cache_read: carried('usageMetadata.cachedContentTokenCount'),
  cache_write: dropped('counted in promptTokenCount only'),
  cache_write_1h: dropped('counted in promptTokenCount only'),
  reasoning_tokens: carried('usageMetadata.thoughtsTokenCount'),
  audio_tokens: dropped('counted with the other tokens only'),
  vendor_part: dropped('only its own dialect has a word for it'),
};
