// Runs the CDN's function for addresses, as it stands in infra/cdn.yaml, against a table of requests.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const template = readFileSync(new URL('../cdn.yaml', import.meta.url), 'utf8');
const [, code] = template.match(/FunctionCode: \|\n((?: {8}.*\n|\n)+)/);
const handler = new Function(`${code}; return handler;`)();
const ask = (uri) => handler({ request: { method: 'GET', uri, querystring: {}, headers: {} } });

for (const [uri, file] of [
  ['/', '/index.html'],
  ['/news/', '/news/index.html'],
  ['/fr/news/2014/04/', '/fr/news/2014/04/index.html'],
  ['/feeds/news.rss', '/feeds/news.rss'],
  ['/sitemap.xml', '/sitemap.xml'],
  ['/news.d/', '/news.d/index.html'],
  ['//news/', '/news/index.html'],
  ['//elsewhere.example', '/elsewhere.example'],
]) {
  test(`${uri} is the file ${file}`, () => assert.equal(ask(uri).uri, file));
}

for (const [uri, location] of [
  ['/news', '/news/'],
  ['/news/2014/04/a-title', '/news/2014/04/a-title/'],
  ['/news.d/a-title', '/news.d/a-title/'],
  // A Location that begins with two slashes, or one of each kind, would lead to another host.
  ['//elsewhere/news', '/elsewhere/news/'],
  ['/\\elsewhere/news', '/elsewhere/news/'],
]) {
  test(`${uri} leads to ${location}`, () => {
    const answer = ask(uri);
    assert.equal(answer.statusCode, 301);
    assert.equal(answer.headers.location.value, location);
  });
}
