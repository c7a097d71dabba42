// Names to the ids that the API has for people: asked for once, and again when an id turns up that is not among them.
import { signal } from '@preact/signals';

/**
 * @param {() => Promise<{people: {id: string, name: string}[]}>} load
 * @returns {(id: string) => string | null} the name, or null while it is not known; a view that asks is drawn again then
 */
export function names(load) {
  const known = signal(new Map());
  const asked = new Set(); // ids that were looked for: one that nobody knows is not asked for again and again
  let under = null;
  const look = () => {
    under ??= Promise.resolve().then(async () => { // all that one view shows go together
      const now = [...asked];
      try {
        const { people } = await load();
        known.value = new Map(people.map(({ id, name }) => [id, name]));
      } catch {
        now.forEach((id) => asked.delete(id)); // offline, or signed out: the next view that shows them asks again
      } finally {
        under = null;
      }
      if ([...asked].some((id) => !now.includes(id) && !known.value.has(id))) look();
    });
  };
  return (id) => {
    const name = known.value.get(id);
    if (name === undefined && !asked.has(id)) {
      asked.add(id);
      look();
    }
    return name ?? null;
  };
}
