import { describe, expect, test } from '@jest/globals';
import { links, service, token } from '../support.ts';

describe('following a link', () => {
  test('a known slug leads to its target', async () => {
    const { get } = await service();
    const { status, headers } = await get('/docs');
    expect([status, headers.get('location')]).toEqual([302, 'https://example.com/docs']);
  });

  test.each([
    ['an unknown slug', '/nothing'],
    ['no slug', '/'],
    ['a name that every object has', '/constructor'],
    ['a deeper path', '/docs/more'],
    ['a slug longer than any', `/${'a'.repeat(5000)}`],
  ])('%s is a 404 in JSON', async (_name, path) => {
    const { get } = await service();
    expect(await (await get(path)).json()).toMatchObject({ statusCode: 404, error: 'Not Found' });
  });

  test('nothing can be changed over the network', async () => {
    const { get } = await service();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect((await get('/docs', { method })).status).toBe(404);
  });

  test('before the links are loaded no slug is called unknown', async () => {
    const { get } = await service({ token });
    expect((await get('/docs')).status).toBe(503);
  });
});

describe('listing the links', () => {
  test('the token shows every link with its target', async () => {
    const { get } = await service();
    const answer = await get('/api/links', { headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, await answer.json()]).toEqual([200, Object.fromEntries(links)]);
  });

  test.each([
    ['no token', ''],
    ['a wrong token', 'Bearer wrong-horse-battery-staple'],
    ['the beginning of the token', `Bearer ${token.slice(0, -1)}`],
    ['the token under another scheme', `Basic ${token}`],
    ['an empty token', 'Bearer '],
  ])('%s is refused, and the answer says what is asked for', async (_name, authorization) => {
    const { get } = await service();
    const answer = await get('/api/links', { headers: { authorization } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await answer.text()).not.toContain('example.com');
  });

  test('while no token is loaded nobody is let in', async () => {
    const { get } = await service({ links });
    expect((await get('/api/links', { headers: { authorization: 'Bearer undefined' } })).status).toBe(401);
  });
});
