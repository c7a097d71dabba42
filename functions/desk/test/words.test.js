import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const source = new URL('../src/', import.meta.url);
const words = (tag) => JSON.parse(readFileSync(new URL(`words/${tag}.json`, source), 'utf8'));
const english = words('en');

function code(folder) {
  return readdirSync(folder, { withFileTypes: true }).filter((each) => /\.jsx?$/.test(each.name)).map((each) => readFileSync(new URL(each.name, folder), 'utf8')).join('\n');
}
const all = code(source) + code(new URL('views/', source));

for (const tag of ['fr', 'nl', 'de', 'ar']) {
  test(`${tag} says all that English says, and no more`, () => {
    assert.deepEqual(Object.keys(words(tag)).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(words(tag))) assert.ok(text.trim(), `${tag}: ${key} is empty`);
  });
  test(`${tag} keeps what is filled in`, () => {
    for (const [key, text] of Object.entries(words(tag))) assert.deepEqual(text.match(/\{\w+\}/g), english[key].match(/\{\w+\}/g), key);
  });
}

test('every text that the code asks for is there', () => {
  const asked = [...all.matchAll(/\bt\('([a-z][\w.-]*)'/g)].map((found) => found[1]);
  assert.ok(asked.length > 150, 'the pattern finds the calls');
  assert.deepEqual(asked.filter((key) => !(key in english)), []);
});

test('every text is asked for, by its name or by its group', () => {
  const groups = [...all.matchAll(/(?:`|\bword\(')([a-z][\w.-]*?)(?:\.\$\{|-\$\{|',)/g)].map((found) => found[1]);
  const named = new Set([...all.matchAll(/'([a-z][\w.-]*)'/g)].map((found) => found[1]));
  const lost = Object.keys(english).filter((key) => !named.has(key) && !groups.some((group) => key.startsWith(`${group}.`) || key.startsWith(`${group}-`)));
  assert.deepEqual(lost, []);
});

test('each code with which the API says why nobody was mailed has its words', () => {
  const contract = readFileSync(new URL('../../../infra/openapi.yaml', import.meta.url), 'utf8');
  const codes = contract.match(/reasonCode: \{type: string, enum: \[([^\]]+)\]/)[1].split(', ');
  assert.deepEqual(codes.filter((code) => !(`reason.${code}` in english)), []);
});
