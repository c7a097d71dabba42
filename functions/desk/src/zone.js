// Times of day in the newsroom's own zone, wherever the person sits.

/** By how many milliseconds a zone's clock is ahead of UTC at an instant. */
function ahead(instant, timeZone) {
  const parts = new Intl.DateTimeFormat('en-GB-u-nu-latn', {
    timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23',
  }).formatToParts(instant);
  const at = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second) - Math.floor(instant / 1000) * 1000;
}

/**
 * `instantOf('2026-11-24T08:00', 'Europe/Brussels')` is 07:00 UTC. An hour that a clock shows twice is its first one; one
 * that it skips is an hour later, as `java.time` reads it.
 */
export function instantOf(local, timeZone) {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  const before = ahead(wall - 86_400_000, timeZone);
  const after = ahead(wall + 86_400_000, timeZone);
  for (const offset of [before, after]) if (ahead(wall - offset, timeZone) === offset) return new Date(wall - offset);
  return new Date(wall - before); // skipped
}

/** For a field of the kind `datetime-local`: `'2026-11-24T08:00'`. */
export function localOf(instant, timeZone) {
  const at = new Date(instant).getTime();
  return new Date(at + ahead(at, timeZone)).toISOString().slice(0, 16);
}
