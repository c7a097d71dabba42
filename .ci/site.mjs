// Walks the running newsroom as a reader's browser would, from its home page to every address that it leads to.
//   node site.mjs http://localhost:8080/
// Fails for a dead link, for an address inside a page that is not there, for a page of more than 20 KB compressed with
// its style sheet, and for a page without images that needs more than one request for HTML and one for CSS.
import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';

const home = new URL(process.argv[2]);
const LIMIT = 20 * 1024;
const problems = [];
const seen = new Map(); // address -> promise of an answer
const ids = new Map(); // page -> ids in it
const anchors = []; // [from, page, fragment]
let heaviest = { bytes: 0 };

function get(url) {
  return new Promise((done, failed) => request(url, { headers: { 'Accept-Encoding': 'gzip' } }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part)).on('end', () => {
      const sent = Buffer.concat(parts);
      const body = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      done({ status: answer.statusCode, headers: answer.headers, sent: sent.length, body: body.toString() });
    });
  }).on('error', failed).end());
}

const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&');

async function visit(url, from) {
  const address = url.origin + url.pathname + url.search;
  if (url.hash.length > 1) anchors.push([from, address, decodeURIComponent(url.hash.slice(1))]);
  if (seen.has(address)) return;
  seen.set(address, null);
  const answer = await get(address);
  seen.set(address, answer);
  if (answer.status !== 200) {
    problems.push(`${address}: ${answer.status}, linked from ${from}`);
    return;
  }
  const type = answer.headers['content-type'] ?? '';
  const links = [];
  if (type.startsWith('text/html')) {
    ids.set(address, new Set([...answer.body.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1])));
    const tags = answer.body.match(/<(a|link|img|source|script|form|audio|video)\b[^>]*>/g) ?? [];
    const styles = tags.filter((tag) => /^<link[^>]*rel="stylesheet"/.test(tag));
    const loads = tags.filter((tag) => /^<(img|source|audio|video|script[^>]*\ssrc=)/.test(tag));
    if (loads.length === 0) {
      if (styles.length !== 1) problems.push(`${address}: ${styles.length} style sheets`);
      const css = await get(new URL(attribute(styles[0], 'href'), address));
      const bytes = answer.sent + css.sent;
      if (bytes > LIMIT) problems.push(`${address}: ${bytes} bytes with its styles`);
      if (bytes > heaviest.bytes) heaviest = { bytes, address, html: answer.sent, css: css.sent };
    }
    for (const tag of tags) {
      for (const name of ['href', 'src']) if (attribute(tag, name)) links.push(attribute(tag, name));
      for (const one of attribute(tag, 'srcset')?.split(',') ?? []) links.push(one.trim().split(/\s/)[0]);
    }
    const picture = /property="og:image" content="([^"]+)"/.exec(answer.body)?.[1];
    if (picture) links.push(picture);
  } else if (type.startsWith('text/css')) {
    for (const found of answer.body.matchAll(/url\(["']?([^"')]+)/g)) links.push(found[1]);
  } else if (/xml|json/.test(type)) {
    // Feeds and sitemaps: every address of ours in them.
    for (const found of answer.body.matchAll(/https?:\/\/[^\s"'<>&\\]+/g)) links.push(found[0]);
  }
  const next = links.map((link) => { try { return new URL(link, address); } catch { return problems.push(`${address}: not an address: ${link}`), null; } })
    .filter((link) => link && link.origin === home.origin && !link.pathname.startsWith('/subscriptions') && !link.pathname.startsWith('/_local'));
  for (const link of next) await visit(link, address);
}

await visit(home, 'the start');
for (const [from, page, fragment] of anchors) {
  if (ids.has(page) && !ids.get(page).has(fragment)) problems.push(`${page}#${fragment}: no such place, linked from ${from}`);
}
const pages = [...seen.values()].filter((answer) => answer?.headers['content-type']?.startsWith('text/html')).length;
console.log(`${seen.size} addresses, ${pages} of them pages; heaviest ${heaviest.address}: ${heaviest.bytes} bytes (HTML ${heaviest.html}, CSS ${heaviest.css}); ${problems.length} problems`);
if (problems.length) {
  console.error(problems.slice(0, 60).join('\n'));
  process.exit(1);
}
