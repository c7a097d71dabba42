import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantOf, localOf } from '../src/zone.js';

const TIMES = [
  ['2026-11-24T08:00', 'Europe/Brussels', '2026-11-24T07:00:00.000Z'],
  ['2026-07-24T08:00:30', 'Europe/Brussels', '2026-07-24T06:00:30.000Z'],
  ['2026-11-24T08:00', 'Pacific/Auckland', '2026-11-23T19:00:00.000Z'],
  ['2026-11-24T08:00', 'Asia/Kathmandu', '2026-11-24T02:15:00.000Z'],
  ['2026-10-25T02:30', 'Europe/Brussels', '2026-10-25T00:30:00.000Z'], // shown twice: the first
  ['2026-03-29T02:30', 'Europe/Brussels', '2026-03-29T01:30:00.000Z'], // skipped: an hour later
];

for (const [local, zone, instant] of TIMES) {
  test(`${local} in ${zone} is ${instant}`, () => assert.equal(instantOf(local, zone).toISOString(), instant));
}

test('what is no time is none', () => assert.equal(instantOf('', 'Europe/Brussels'), null));

test('a field shows what was meant', () => assert.equal(localOf('2026-11-24T07:00:00Z', 'Europe/Brussels'), '2026-11-24T08:00'));
