import {
  carried,
  dropped,
  mapped,
  refused,
  REPLY_FEATURES,
  REQUEST_FEATURES,
  type Carriage,
  type CarriageTable,
  type Conversation,
} from '../form/index.js';
import { replyLosses, requestLosses } from './losses.js';
import { RequestFeatures } from './request-features.js';

function table(different: Readonly<Record<string, Carriage>>): CarriageTable {
  const all = (features: object) =>
    Object.fromEntries(Object.keys(features).map((name) => [name, carried(name)]));
  return {
    request: { ...all(REQUEST_FEATURES), ...different },
    reply: { ...all(REPLY_FEATURES), ...different },
  } as CarriageTable;
}

const here = table({ seed: carried('the_seed'), many_choices: carried('n') });
const there = table({
  seed: dropped('it has no seed'),
  many_choices: refused('it gives one answer'),
  vendor_field: dropped('unknown here'),
  hot_temperature: mapped('temperature', 'at most 1'),
});

const lost = (change: Partial<Conversation>) => {
  const messages = [{ role: 'user', parts: [{ kind: 'text', text: 'x' }] }] as const;
  const conversation: Conversation = { model: 'm', stream: false, messages, ...change };
  const features = new RequestFeatures(conversation, 'gemini');
  return requestLosses(features, here, there, Object.keys(conversation.extras?.gemini ?? {}));
};

describe('losses', () => {
  it("names what is dropped as the caller's dialect does", () => {
    expect(lost({ sampling: { seed: 1 } })).toEqual({ refused: [], dropped: ['the_seed'] });
  });

  it('gives the reason of what is refused', () => {
    expect(lost({ choices: 2 })).toEqual({
      refused: [{ field: 'n', why: 'it gives one answer' }],
      dropped: [],
    });
  });

  it('names every field that only the caller knows', () => {
    expect(lost({ extras: { gemini: { labels: {}, safetySettings: [] } } }).dropped).toEqual([
      'labels',
      'safetySettings',
    ]);
  });

  it('are none where a thing is carried or said in other words', () => {
    expect(lost({ sampling: { temperature: 1.5, topP: 0.5 } })).toEqual({ refused: [], dropped: [] });
  });

  it('are none to tell of fields that mean the same everywhere', () => {
    expect(lost({ maxOutputTokens: 5, stop: ['x'] })).toEqual({ refused: [], dropped: [] });
  });

  it('of a reply are what it holds and the dialect drops', () => {
    const reply = {
      choices: [
        {
          index: 0,
          parts: [
            { kind: 'text', text: 'a', citations: [{ url: 'u' }] },
            { kind: 'reasoning', text: 'hm', signature: { origin: 'gemini', value: 's' } },
          ],
          finish: { reason: 'stop' },
        },
      ],
    } as const;
    const deaf = table({
      citations: dropped('none'),
      reasoning_signature: dropped('none'),
      audio: dropped('none'),
    });
    expect(replyLosses(reply, deaf)).toEqual(['citations', 'reasoning_signature']);
  });
});
