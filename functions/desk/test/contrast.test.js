import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast } from '../src/contrast.js';

test('black on white is 21 to 1, in either order', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#ffffff', '#000000'), 21);
});
test('#767676 on white is just legible', () => assert.ok(contrast('#767676', '#ffffff') > 4.5 && contrast('#777777', '#ffffff') < 4.5));
