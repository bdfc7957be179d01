import { Readable } from 'node:stream';
import { BadGatewayException, BadRequestException, Body, Controller, Post, Res } from '@nestjs/common';
import { Fairlead } from '@fairlead/gateway';
import type { FastifyReply } from 'fastify';
import OpenAI from 'openai';

interface Wish {
  readonly about?: string;
}

/** What the application is for. It asks a model on the way, without leaving the process. */
@Controller('poems')
export class PoemsController {
  readonly #models: OpenAI;

  constructor(fairlead: Fairlead) {
    // The policy retries already, and better: it knows the other targets.
    this.#models = new OpenAI({
      fetch: fairlead.fetch,
      baseURL: 'http://fairlead.local/v1',
      apiKey: 'unused',
      maxRetries: 0,
    });
  }

  @Post()
  async write(@Body() wish: Wish): Promise<object> {
    const request = { model: 'poet', messages: messagesFor(wish) };
    try {
      const { data, response } = await this.#models.chat.completions.create(request).withResponse();
      const poem = data.choices[0]?.message.content ?? '';
      return { poem, by: response.headers.get('x-fairlead-target') };
    } catch (error) {
      if (error instanceof OpenAI.APIError) throw new BadGatewayException('no poet answers');
      throw error;
    }
  }

  /** Word by word. A reader who leaves takes the request with it, also at the provider. */
  @Post('stream')
  async recite(@Body() wish: Wish, @Res() reply: FastifyReply): Promise<void> {
    const messages = messagesFor(wish);
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const stream = await this.#models.chat.completions.create(
      { model: 'poet', messages, stream: true },
      { signal: left.signal },
    );
    await reply.type('text/plain; charset=utf-8').send(Readable.from(words(stream)));
  }
}

function messagesFor({ about }: Wish): OpenAI.Chat.ChatCompletionMessageParam[] {
  if (!about) throw new BadRequestException('say what the poem is to be "about"');
  return [{ role: 'user', content: `A short poem about ${about}, please.` }];
}

async function* words(stream: AsyncIterable<OpenAI.Chat.ChatCompletionChunk>): AsyncIterable<string> {
  for await (const { choices } of stream) yield choices[0]?.delta.content ?? '';
}
