import assert from 'node:assert/strict';
import { test } from 'node:test';
import { content, merge, same, words } from '../src/merge.js';

const base = { type: 'news', topics: [], editions: { en: { title: 'One', body: 'Text.' } } };
const changed = (work) => { const text = structuredClone(base); work(text); return text; };

test('what only one of two changed is joined without a question', () => {
  const mine = changed((text) => { text.editions.en.title = 'Two'; });
  const theirs = changed((text) => { text.topics = ['peace']; text.editions.fr = { title: 'Un' }; });
  const { merged, clashes } = merge(base, mine, theirs);
  assert.deepEqual(clashes, []);
  assert.deepEqual(merged, { type: 'news', topics: ['peace'], editions: { en: { title: 'Two', body: 'Text.' }, fr: { title: 'Un' } } });
});

test('what both changed is a question, and mine until it is answered', () => {
  const { merged, clashes } = merge(base, changed((text) => { text.editions.en.body = 'Mine.'; }), changed((text) => { text.editions.en.body = 'Theirs.'; }));
  assert.deepEqual(clashes, [{ path: ['editions', 'en', 'body'], base: 'Text.', mine: 'Mine.', theirs: 'Theirs.' }]);
  assert.equal(merged.editions.en.body, 'Mine.');
});

test('the same change by both is none', () => {
  const both = changed((text) => { text.editions.en.title = 'Two'; });
  assert.deepEqual(merge(base, both, both).clashes, []);
});

test('an edition that the other one removed goes, if I left it alone', () => {
  const two = changed((text) => { text.editions.fr = { title: 'Un' }; });
  assert.deepEqual(Object.keys(merge(two, two, base).merged.editions), ['en']);
});

test('an empty field is as good as none', () => {
  assert.ok(same({ type: 'news', image: null, topics: [], editions: { en: { title: 'One', summary: '' } } }, { type: 'news', editions: { en: { title: 'One' } } }));
  assert.ok(!same({ editions: { en: { title: 'One' } } }, { editions: { en: { title: 'Two' } } }));
});

test('what the API adds is not content', () => {
  assert.deepEqual(content({ id: '1', revision: 3, urls: {}, ...base }), base);
});

test('a difference is told word by word', () => {
  assert.deepEqual(words('a calm text', 'a clear text').filter((part) => part.kind !== 'same'), [{ text: 'calm', kind: 'gone' }, { text: 'clear', kind: 'new' }]);
});
