import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from './support/expectProblem.js';
import { owner, startTestApp, type TestApp } from './support/testApp.js';

type Page = Readonly<{ data: readonly { at: number }[]; nextCursor: string | null; sort: string }>;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const list = (query: string) => app.call(`/api/v1/things${query}`);
const page = async (query: string): Promise<Page> => {
  const answer = await list(query);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
};

describe('parameters of a list', () => {
  it.each([
    'limit=0',
    'limit=-1',
    'limit=1e9',
    'limit=201',
    'limit=NaN',
    'limit=',
    'limit=0x10',
    'limit=1.5',
    'limit=%201',
    'limit=٣',
    'limit=1&limit=2',
    'limit=1&limit=1',
    'limit[]=1',
    'limit[a]=1',
    'sort=password',
    'sort=id;drop',
    'sort=-createdAt,name',
    'sort=__proto__',
    'color=a&color=b',
    `color=${'a'.repeat(21)}`,
    'color=a%00b',
    'colour=red',
    '__proto__=1',
    'constructor=1',
    'toString=1',
  ])('?%s: 422', async (query) => {
    const problem = await expectProblem(await list(`?${query}`), 422, 'invalid_parameter');
    expect(problem.errors[0]?.parameter).toEqual(expect.stringMatching(/./));
  });

  it.each(["' OR 1=1--", '%_\\', '{}', '{"$ne":1}', '<script>'])('the filter %s is data', async (filter) => {
    await page(`?color=${encodeURIComponent(filter)}`);
  });

  it('have defaults', async () => {
    const { data, sort } = await page('');
    expect({ count: data.length, sort }).toEqual({ count: 25, sort: '-createdAt' });
    expect((await page('?limit=200&sort=name')).data).toHaveLength(200);
  });
});

describe('cursors', () => {
  it('lead through the whole list, whatever the limit of each page', async () => {
    const seen: number[] = [];
    let next: string | null = '';
    for (let limit = 40; next !== null; limit = (limit % 190) + 10) {
      const { data, nextCursor }: Page = await page(`?limit=${limit}${next === '' ? '' : `&cursor=${next}`}`);
      seen.push(...data.map(({ at }) => at));
      next = nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
  });

  it('are good for the list they were given for only', async () => {
    const { nextCursor } = await page('?color=red&sort=name');
    const cursor = `cursor=${nextCursor}`;
    await page(`?sort=name&color=red&limit=3&${cursor}`);
    for (const query of ['color=blue&sort=name', 'sort=name', 'color=red', 'color=red&sort=name&minimum=1'])
      await expectProblem(await list(`?${query}&${cursor}`), 422, 'invalid_cursor');
    const bearer = await app.accessTokens.issue({ ...owner, organizationId: 'org-2' }, 300);
    const foreign = await app.call(`/api/v1/things?color=red&sort=name&${cursor}`, { bearer });
    await expectProblem(foreign, 422, 'invalid_cursor');
  });

  it('do not stand being tampered with', async () => {
    const { nextCursor } = await page('');
    const genuine = nextCursor ?? '';
    const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
    const changed = fc
      .tuple(fc.nat(genuine.length - 1), fc.constantFrom(...alphabet))
      .map(([at, character]) => genuine.slice(0, at) + character + genuine.slice(at + 1));
    const cut = fc.nat(genuine.length - 1).map((length) => genuine.slice(0, length));
    const foreign = fc.base64String({ maxLength: 200 }).map(encodeURIComponent);
    const tampered = fc.oneof(changed, cut, foreign).filter((cursor) => cursor !== genuine);
    await fc.assert(
      fc.asyncProperty(tampered, async (cursor) => {
        await expectProblem(await list(`?cursor=${cursor}`), 422, 'invalid_cursor');
      }),
      { numRuns: 200 },
    );
    await expectProblem(await list(`?cursor=${'A'.repeat(2_001)}`), 422, 'invalid_parameter');
  });
});

describe('parameters elsewhere', () => {
  it('a route takes only what it declares', async () => {
    await expectProblem(await app.call('/api/v1/me?verbose=1'), 422, 'invalid_parameter');
    await expectProblem(await app.post('/api/v1/things?force=1', { name: 'a' }), 422, 'invalid_parameter');
    expect(app.effects.runs).toHaveLength(0);
  });
});
