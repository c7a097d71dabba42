import assert from 'node:assert/strict';
import { effect } from '@preact/signals';
import { test } from 'node:test';
import { names } from '../src/names.js';

const turn = () => new Promise((go) => { setImmediate(go); });

test('what a view shows is asked for in one go, and shown when it is there', async () => {
  let calls = 0;
  const nameOf = names(async () => { calls++; return { people: [{ id: 'a', name: 'Amina Diallo' }, { id: 'e', name: 'Edward Peeters' }] }; });
  const shown = [];
  effect(() => { shown.push([nameOf('a'), nameOf('e')]); });
  await turn();
  assert.deepEqual(shown, [[null, null], ['Amina Diallo', 'Edward Peeters']]);
  assert.equal(calls, 1);
});

test('an id that is new is asked for, one that nobody knows not again', async () => {
  const people = [{ id: 'a', name: 'Amina' }];
  let calls = 0;
  const nameOf = names(async () => { calls++; return { people: [...people] }; });
  nameOf('a');
  await turn();
  people.push({ id: 'b', name: 'Bea' });
  assert.equal(nameOf('a'), 'Amina');
  assert.equal(nameOf('b'), null);
  assert.equal(nameOf('gone'), null);
  await turn();
  assert.equal(calls, 2);
  assert.equal(nameOf('b'), 'Bea');
  assert.equal(nameOf('gone'), null);
  await turn();
  assert.equal(calls, 2);
});

test('an id that turns up while names are on their way is asked for after them', async () => {
  let calls = 0;
  const nameOf = names(async () => { calls++; if (calls === 1) nameOf('late'); return { people: calls === 1 ? [] : [{ id: 'late', name: 'Late' }] }; });
  nameOf('a');
  await turn();
  assert.equal(calls, 2);
  assert.equal(nameOf('late'), 'Late');
});

test('when nobody answers, the next view asks again', async () => {
  let calls = 0;
  const nameOf = names(async () => { calls++; if (calls === 1) throw new TypeError('offline'); return { people: [{ id: 'a', name: 'Amina' }] }; });
  nameOf('a');
  await turn();
  assert.equal(nameOf('a'), null);
  await turn();
  assert.equal(nameOf('a'), 'Amina');
});
