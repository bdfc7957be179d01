import { carried, dropped, mapped, type CarriageTable } from '../../form/index.js';

export const REPLY_CARRIAGE: CarriageTable['reply'] = {
  reasoning: carried('content[].thinking'),
  reasoning_signature: carried('content[].signature'),
  reasoning_sealed: carried('content[].data'),
  refusal: mapped('content[].text', 'the words of the refusal are text; the stop reason is refusal'),
  citations: mapped('content[].citations', 'sources with an address, as results of a web search'),
  logprobs: dropped('the probability of tokens has no place'),
  custom_tool_call: mapped('content[].input', 'the text is the field `input` of the object'),
  many_choices: dropped('one answer a message'),
  audio: dropped('no sound in answers'),
  image: dropped('no images in answers'),
  stop_sequence: carried('stop_sequence'),
  service_tier: mapped('usage.service_tier', 'null where the tier has no name here'),
  cache_read: carried('usage.cache_read_input_tokens'),
  cache_write: carried('usage.cache_creation_input_tokens'),
  cache_write_1h: carried('usage.cache_creation.ephemeral_1h_input_tokens'),
  reasoning_tokens: carried('usage.output_tokens_details.thinking_tokens'),
  audio_tokens: dropped('counted with the other tokens only'),
  vendor_part: dropped('content of another dialect without a counterpart'),
};
