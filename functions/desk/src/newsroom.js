// The newsroom's settings, which most views need.
import { signal } from '@preact/signals';
import { call } from './api.js';
import { direction, pick } from './words.js';

/** As `GET /api/site` gives them; null before. */
export const site = signal(null);
export const siteEtag = signal(null);

export async function loadSite() {
  const { json, etag } = await call('GET', '/site');
  site.value = json;
  siteEtag.value = etag;
}

export const nameOf = (kinds, id) => {
  const kind = kinds?.find((each) => each.id === id);
  return kind ? pick(kind.names, site.value?.defaultLanguage) : id;
};
export const typeName = (id) => nameOf(site.value?.types, id);
export const topicName = (id) => nameOf(site.value?.topics, id);

/** A post's title as this reader of the desk would know it, with its language. */
export function titleOf(post, ...wanted) {
  const tags = [...wanted, site.value?.defaultLanguage, ...Object.keys(post.editions)];
  const tag = tags.find((each) => post.editions[each]?.title);
  return { text: post.editions[tag]?.title ?? '', lang: tag, dir: direction(tag ?? 'en') };
}

/** The steps that a post in this state takes; as the API's own table says. */
export function steps(post) {
  const wasPublic = Boolean(post.publishedAt);
  const last = wasPublic ? 'withdraw' : 'delete';
  switch (post.state) {
    case 'draft': return ['submit', 'publish', 'schedule', 'delete'];
    case 'in-review': return ['reject', 'publish', 'schedule', last];
    case 'scheduled': return ['publish', 'schedule', 'unschedule', last];
    case 'published': return ['submit', 'publish', 'schedule', 'withdraw'];
    default: return ['reinstate'];
  }
}
