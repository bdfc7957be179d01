import type { ListedModel } from './model-list.js';
import { modelShape } from './model-shapes.js';
import { pageOf, readLimit, type PageQuery } from './page.js';

const models: readonly ListedModel[] = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
  id,
  owner: 'fairlead',
  operations: [],
}));

describe('a page of a list', () => {
  it.each<[PageQuery, ids: string, more: boolean]>([
    [{}, 'abcde', false],
    [{ limit: 2 }, 'ab', true],
    [{ limit: 5 }, 'abcde', false],
    [{ limit: 9 }, 'abcde', false],
    [{ after: 'b' }, 'cde', false],
    [{ after: 'b', limit: 2 }, 'cd', true],
    [{ after: 'c', limit: 2 }, 'de', false],
    [{ after: 'e', limit: 2 }, '', false],
    [{ before: 'd' }, 'abc', false],
    [{ before: 'd', limit: 2 }, 'bc', true],
    [{ before: 'c', limit: 2 }, 'ab', false],
    [{ before: 'a', limit: 2 }, '', false],
    [{ after: 'b', before: 'e', limit: 1 }, 'c', true],
  ])('%j', (query, ids, more) => {
    const page = pageOf(models, query);
    expect([page.models.map(({ id }) => id).join(''), page.more]).toEqual([ids, more]);
  });

  it.each<PageQuery>([{ after: 'x' }, { before: 'x' }])('%j is no place in it', (query) => {
    expect(() => pageOf(models, query)).toThrow('"x"');
  });

  it.each([
    ['2', { limit: 2 }],
    ['0', {}],
    ['-1', {}],
    ['1.5', {}],
    ['many', {}],
    ['', {}],
    [null, {}],
  ])('of the size %j', (text, limit) => {
    expect(readLimit(text)).toEqual(limit);
  });
});

describe('the pages of a list', () => {
  const since = new Date(0);

  it('are walked as callers of messages do', () => {
    const { list } = modelShape('anthropic-messages', since);
    type Answer = { data: { id: string }[]; has_more: boolean; last_id: string };
    const walked: string[] = [];
    let page = list(models, new URLSearchParams({ limit: '2' })) as Answer;
    for (;;) {
      walked.push(page.data.map(({ id }) => id).join(''));
      if (!page.has_more) break;
      page = list(models, new URLSearchParams({ limit: '2', after_id: page.last_id })) as Answer;
    }
    expect(walked).toEqual(['ab', 'cd', 'e']);
  });

  it('are walked as callers of contents do', () => {
    const { list } = modelShape('gemini', since);
    type Answer = { models: { displayName: string }[]; nextPageToken?: string };
    const walked: string[] = [];
    let pageToken: string | undefined = '';
    while (pageToken !== undefined) {
      const page = list(models, new URLSearchParams({ pageSize: '2', pageToken })) as Answer;
      walked.push(page.models.map(({ displayName }) => displayName).join(''));
      pageToken = page.nextPageToken;
    }
    expect(walked).toEqual(['ab', 'cd', 'e']);
  });
});
