import type { Reply, StreamPart } from '@fairlead/plugin-sdk';
import type { Codec, StreamDecoder, StreamEncoder } from '../codec.js';
import { carried, REPLY_FEATURES, REQUEST_FEATURES, type CarriageTable } from '../form/index.js';
import type { JsonObject } from '../json/decode.js';

const all = <Feature extends string>(features: Readonly<Record<Feature, string>>) =>
  Object.fromEntries(Object.keys(features).map((name) => [name, carried(name)])) as Record<
    Feature,
    ReturnType<typeof carried>
  >;

/** The form has a word for everything: what a plugin's provider cannot do, the plugin refuses itself. */
const carriage: CarriageTable = { request: all(REQUEST_FEATURES), reply: all(REPLY_FEATURES) };

/** From the form into the form: what is read is what is written. */
export const fairleadFormCodec: Codec = {
  carriage,
  decodeRequest: () => ({ ok: false, message: 'No caller speaks the intermediate form.', param: '' }),
  encodeRequest: (conversation, model) => ({ ...conversation, model }),
  decodeReply: (body) => body as unknown as Reply,
  encodeReply: (reply) => reply as unknown as JsonObject,
  openDecoder: () => new FormDecoder(),
  openEncoder: () => new FormEncoder(),
};

class FormDecoder implements StreamDecoder {
  read({ json }: { readonly json: JsonObject }): readonly StreamPart[] {
    return [json as unknown as StreamPart];
  }

  finish(): readonly StreamPart[] {
    return [{ kind: 'end' }];
  }
}

class FormEncoder implements StreamEncoder {
  write(part: StreamPart): string {
    return `data: ${JSON.stringify(part)}\n\n`;
  }

  error(): string {
    return '';
  }
}
