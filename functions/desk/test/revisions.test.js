import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentBack } from '../src/revisions.js';

const steps = (...names) => names.map((step, i) => ({ step, revision: names.length - i, reason: step === 'reject' ? 'The date is wrong.' : undefined }));

for (const [history, back] of [
  [['reject', 'submit', 'create'], true],
  [['save', 'restore', 'save', 'reject', 'submit', 'create'], true],
  [['submit', 'save', 'reject', 'submit', 'create'], false],
  [['publish', 'reject', 'submit', 'create'], false],
  [['save', 'create'], false],
  [['save', 'save'], false],
]) {
  test(`${history.join(' after ')}: ${back ? 'sent back' : 'not sent back'}`, () => {
    assert.equal(sentBack(steps(...history))?.reason, back ? 'The date is wrong.' : undefined);
  });
}
