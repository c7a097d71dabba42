// Where in the desk one is: in the address's hash, so that no server needs to know of it.
import { signal } from '@preact/signals';

/** `#/posts/01K…/release?at=x` gives `{path: ['posts', '01K…', 'release'], query: {at: 'x'}}`. */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?');
  return { path: path.split('/').filter(Boolean).map(decodeURIComponent), query: Object.fromEntries(new URLSearchParams(query)) };
}

export function address(path, query = {}) {
  const set = Object.entries(query).filter(([, value]) => value);
  return `#/${path.map(encodeURIComponent).join('/')}${set.length ? `?${new URLSearchParams(set)}` : ''}`;
}

export const route = signal(parse(location.hash));

addEventListener('hashchange', () => { route.value = parse(location.hash); });

export function go(path, query) {
  location.hash = address(path, query);
}

/** The same place by another address, without a step in the browser's history. */
export function replace(path, query) {
  history.replaceState(null, '', address(path, query));
  route.value = parse(location.hash);
}
