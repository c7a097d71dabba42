// A file on its way: announced, sent straight to storage, looked at there, ready.
import { call, Problem } from './api.js';

const WAIT = 500; // between looks, in milliseconds
const LONGEST = 120_000;

/**
 * @param {File} file
 * @param {{alt?: object, decorative?: boolean}} said
 * @returns {Promise<object>} the upload, ready
 * @throws {Problem} with what the API found wrong with it
 */
export async function upload(file, said = {}, watch = () => {}) {
  watch('announcing');
  const { json: media } = await call('POST', '/media', { body: { filename: file.name, contentType: file.type, size: file.size, ...said } });
  watch('sending');
  const { url, method, headers } = media.upload;
  const answer = await fetch(url, { method, headers, body: file }).catch(() => { throw new Problem(0, { code: 'offline' }); });
  if (!answer.ok) throw new Problem(answer.status, { code: 'not-sent', detail: `${answer.status}` });
  watch('looking');
  for (const end = Date.now() + LONGEST; Date.now() < end;) {
    const { json } = await call('GET', `/media/${media.id}`);
    if (json.state === 'ready') return json;
    if (json.state === 'refused') throw new Problem(422, { code: json.refused.code, detail: json.refused.detail });
    await new Promise((go) => { setTimeout(go, WAIT); });
  }
  throw new Problem(0, { code: 'not-ready' });
}

export const IMAGES = ['image/jpeg', 'image/png', 'image/gif'];
export const FILES = ['application/pdf', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav'];
