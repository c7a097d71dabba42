// Two people on one text: what each changed since the last text that both had, field by field.
import { diffWordsWithSpace } from 'diff';

const FIELDS = ['type', 'topics', 'authors', 'links', 'image', 'attachments', 'featured', 'urgent', 'aliases', 'publishAt'];
const OF_EDITION = ['title', 'summary', 'body', 'slug'];

/** What editors write of a post, without what the API adds. */
export function content(post) {
  const text = { editions: {} };
  for (const field of FIELDS) if (post[field] !== undefined) text[field] = structuredClone(post[field]);
  for (const [tag, edition] of Object.entries(post.editions)) {
    text.editions[tag] = {};
    for (const field of OF_EDITION) if (edition[field]) text.editions[tag][field] = edition[field];
  }
  return text;
}

/** Equal as the API would store it: an empty field is as good as none. */
export function same(one, other) {
  return canonical(one) === canonical(other);
}

function canonical(value) {
  return JSON.stringify(value ?? null, (_, each) => {
    if (!each || typeof each !== 'object' || Array.isArray(each)) return each;
    const kept = Object.entries(each).filter(([, inner]) => inner !== undefined && inner !== '' && inner !== null && inner !== false
      && !(Array.isArray(inner) && inner.length === 0));
    return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function places(...texts) {
  const tags = [...new Set(texts.flatMap((text) => Object.keys(text.editions)))].sort();
  return [...FIELDS.map((field) => [field]), ...tags.flatMap((tag) => OF_EDITION.map((field) => ['editions', tag, field]))];
}

const at = (text, path) => path.reduce((value, name) => value?.[name], text);

function put(text, path, value) {
  const inner = path.slice(0, -1).reduce((each, name) => (each[name] ??= {}), text);
  if (value === undefined) delete inner[path.at(-1)];
  else inner[path.at(-1)] = value;
}

/**
 * `{merged, theirs: [path], clashes: [{path, base, mine, theirs}]}`. `merged` has what only one of the two changed, and of
 * a clash what I wrote, until somebody chooses.
 */
export function merge(base, mine, theirs) {
  const merged = structuredClone(mine);
  const result = { merged, theirs: [], clashes: [] };
  for (const path of places(base, mine, theirs)) {
    const [was, my, their] = [base, mine, theirs].map((text) => at(text, path));
    if (same(was, their) || same(my, their)) continue;
    if (same(was, my)) {
      put(merged, path, structuredClone(their));
      result.theirs.push(path);
    } else {
      result.clashes.push({ path, base: was, mine: my, theirs: their });
    }
  }
  for (const [tag, edition] of Object.entries(merged.editions)) if (Object.values(edition).every((each) => !each)) delete merged.editions[tag];
  return result;
}

export function choose(merged, path, value) {
  put(merged, path, value);
}

/** Words that are gone and words that came: `[{text, kind: 'same' | 'gone' | 'new'}]`. */
export function words(before, after) {
  return diffWordsWithSpace(asText(before), asText(after))
    .map((part) => ({ text: part.value, kind: part.added ? 'new' : part.removed ? 'gone' : 'same' }));
}

export function asText(value) {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
