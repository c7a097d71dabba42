// Runs the CDN's functions, as they stand in infra/cdn.yaml, against tables of requests and answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { createContext, runInContext } from 'node:vm';

const template = readFileSync(new URL('../cdn.yaml', import.meta.url), 'utf8');
const codes = [...template.matchAll(/FunctionCode: \|\n((?: {8}.*\n|\n)+)/g)].map(([, code]) => code);
// With the language and nothing of Node's around it: no URL, no process, no timers, and no code made of text.
const [addresses, redirects] = codes.map((code) =>
  runInContext(`'use strict'; (function () { ${code}; return handler; })()`, createContext({}, { codeGeneration: { strings: false, wasm: false } })),
);

// What runtime 2.0 has not, or has under conditions that we do not want to depend on.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
const ABSENT = /\b(?:class|import|export|require|eval|Function|setTimeout|setInterval|fetch|XMLHttpRequest|URL|yield|async|await|process|global|globalThis|WeakRef|Proxy|Reflect)\b|=>|\?\.|\?\?|\.\.\.|`|#\w|\bof\b/;
for (const code of codes) {
  const name = /function (\w+)/.exec(code)[1];
  const spoken = code.replace(/\/\/.*/g, '').replace(/'(?:\\.|[^'\\])*'/g, "''").replace(/\/\^.*?\/[gimsuy]*,/g, '/x/,');
  test(`${name} of ${code.length} bytes is within CloudFront's JavaScript`, () => {
    assert.equal(ABSENT.exec(spoken), null);
    assert.ok(code.length < 10240);
  });
}
const ask = (uri) => addresses({ request: { method: 'GET', uri, querystring: {}, headers: {} } });

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

const answer = (statusCode, headers) => redirects({ response: { statusCode, headers } });

test('a file that says where its post is now becomes a redirect', () => {
  const { statusCode, headers } = answer(200, { 'x-amz-meta-location': { value: '/news/2014/04/b/' } });
  assert.equal(statusCode, 301);
  assert.equal(headers.location.value, '/news/2014/04/b/');
});

test('any other file stays as it is', () => {
  const { statusCode, headers } = answer(200, { etag: { value: '"a"' } });
  assert.equal(statusCode, 200);
  assert.deepEqual(headers, { etag: { value: '"a"' } });
});
