// The editors' API, and nothing beside it.
import { signal } from '@preact/signals';
import { expire, token } from './session.js';

/** Whether the API answered last time. */
export const online = signal(navigator.onLine);

/** Why a call did nothing. `code` is the API's own, or `offline`, `expired`, `unknown`. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? body.message ?? body.code);
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.errors = body.errors ?? [];
    this.body = body;
  }
}

/**
 * @param {string} path below `/api`
 * @param {{body?: any, etag?: string, key?: string, type?: string}} [how] `key`: the same key does a thing once only
 * @returns {Promise<{json: any, etag: string | null, text: string}>}
 * @throws {Problem}
 */
export async function call(method, path, { body, etag, key, type, signal: abort } = {}) {
  if (!token()) {
    expire();
    throw new Problem(401, { code: 'expired' });
  }
  const headers = { Authorization: `Bearer ${token()}`, Accept: 'application/json, text/csv' };
  if (body !== undefined) headers['Content-Type'] = type ?? 'application/json';
  if (etag) headers['If-Match'] = etag;
  if (method === 'POST') headers['Idempotency-Key'] = key ?? crypto.randomUUID();
  let answer;
  try {
    answer = await fetch(`/api${path}`, { method, headers, body: body === undefined || type ? body : JSON.stringify(body), signal: abort });
  } catch (problem) {
    if (problem.name === 'AbortError') throw problem;
    online.value = false;
    throw new Problem(0, { code: 'offline' });
  }
  online.value = true;
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('Content-Type') ?? '');
  const json = isJson && text ? JSON.parse(text) : null;
  if (answer.status === 401) {
    expire();
    throw new Problem(401, { code: 'expired' });
  }
  if (!answer.ok) throw new Problem(answer.status, json ?? { code: 'unknown' });
  return { json, text, etag: answer.headers.get('ETag'), next: /<([^>]+)>;\s*rel="?next/.exec(answer.headers.get('Link') ?? '')?.[1] ?? null };
}

export const get = async (path, query = {}) => {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return (await call('GET', path + (set.length ? `?${new URLSearchParams(set)}` : ''))).json;
};

addEventListener('online', () => { online.value = true; });
addEventListener('offline', () => { online.value = false; });

/** Asks from time to time whether the API is there again. */
setInterval(async () => {
  if (online.value || !navigator.onLine) return;
  online.value = await fetch('/api/health').then((answer) => answer.status < 500, () => false);
}, 5_000);
