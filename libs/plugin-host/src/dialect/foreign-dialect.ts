import type { ReplyFlow, ReplySink, UpstreamRequest } from '@fairlead/dialects';
import type { Conversation, DialectDefinition, DialectName } from '@fairlead/plugin-sdk';
import type { HttpCall, HttpTransport } from '../transport/http-transport.js';
import { ForeignReply } from './foreign-reply.js';
import { acceptOf } from './framing.js';

/** A dialect that a plugin brings, between the intermediate form and a provider's own words. */
export class ForeignDialect {
  constructor(
    readonly name: string,
    private readonly definition: DialectDefinition,
  ) {}

  /**
   * The same request in the provider's words.
   *
   * @throws what the plugin throws: a Fault for what its protocol cannot say
   */
  encode(asked: UpstreamRequest): UpstreamRequest {
    const conversation = JSON.parse(Buffer.from(asked.body).toString('utf8')) as Conversation;
    const { model, stream } = asked;
    const draft = { ...this.definition.encodeRequest({ ...conversation, stream }, model) };
    const body = Buffer.from(JSON.stringify(draft), 'utf8');
    // The engine sees no foreign name: only the plugin's own `address` and `patch` do.
    return { ...asked, dialect: this.name as DialectName, body, draft };
  }

  accept(stream: boolean): string {
    return stream ? acceptOf(this.definition.framing) : 'application/json';
  }

  /** @param sink hears the reply in the intermediate form */
  send(
    transport: HttpTransport,
    call: HttpCall,
    sink: ReplySink,
    { stream }: UpstreamRequest,
    redact: (text: string) => string,
  ): ReplyFlow {
    const reply = new ForeignReply(this.name, this.definition, sink, stream, redact);
    return (reply.flow = transport.send(call, reply));
  }
}
