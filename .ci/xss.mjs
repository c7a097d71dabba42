// Every hostile string as title, summary, body, slug, author, link and topic's name, through the API into the running
// stack, and its pages opened in Chromium without the content security policy, so that only the escaping protects them.
//   node xss.mjs ready.json corpus.jsonl
// Fails if one of them runs; and if fewer than 70 of them run in a bare page, since then this check would see nothing.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { each, launch } from './browser.mjs';

const LEAST_LIVE = 70;
const TABS = 4;
const ready = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const payloads = readFileSync(process.argv[3], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).payload);

/** What scripts call to show that they run. */
function spy() {
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    window[name] = () => console.info('RAN');
  }
}

/** What a reader's hand might set off. */
function provoke() {
  for (const element of document.querySelectorAll('body, body *')) {
    for (const type of ['mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'pointerover', 'pointerenter', 'focus', 'focusin',
      'blur', 'keydown', 'keyup', 'wheel', 'toggle', 'drag', 'copy', 'paste', 'select', 'input', 'change', 'contextmenu', 'dblclick']) {
      element.dispatchEvent(new Event(type, { bubbles: false }));
    }
    const target = element.getAttribute?.('href') ?? element.getAttribute?.('xlink:href') ?? element.getAttribute?.('formaction') ?? '';
    // Our own links would lead away.
    if (!/^(https?:|mailto:|tel:|#|\/|[\w./-]*$)/i.test(target)) element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    if (element.hasAttribute?.('onclick')) element.dispatchEvent(new Event('click'));
  }
}

const context = await launch({ bypassCSP: true });
await context.addInitScript(spy);

/** Tabs that are used again and again; show(page) loads something; gives whether anything ran. */
const tabs = [];
async function open() {
  const page = await context.newPage();
  const tab = { page, ran: false };
  page.on('console', (message) => { if (message.text() === 'RAN') tab.ran = true; });
  // A script that fails has run.
  page.on('pageerror', () => { tab.ran = true; });
  page.on('dialog', (dialog) => { tab.ran = true; dialog.dismiss().catch(() => {}); });
  return tab;
}
for (let i = 0; i < TABS; i++) tabs.push(await open());
async function runs(show) {
  const tab = tabs.pop();
  try {
    tab.ran = false;
    await show(tab.page);
    await tab.page.evaluate(provoke).catch(() => {});
    await tab.page.evaluate(() => new Promise((done) => setTimeout(done, 100))).catch(() => {});
    return tab.ran;
  } finally {
    await tab.page.goto('about:blank').catch(() => {});
    tabs.push(tab);
  }
}

/** Loads one of our pages. A navigation that the last page left behind may interrupt it: then it is loaded again. */
async function load(page, address) {
  for (let tries = 1; ; tries++) {
    try {
      return await page.goto(address, { waitUntil: 'load', timeout: 60_000 });
    } catch (interrupted) {
      if (tries === 8 || !/interrupted|ERR_ABORTED/.test(interrupted.message)) throw interrupted;
      await page.waitForTimeout(250 * tries);
    }
  }
}

let live = 0;
const bare = createServer((request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  .end(`<!doctype html><title>x</title><body>${payloads[Number(request.url.slice(1))] ?? ''}`));
await new Promise((listening) => bare.listen(0, '127.0.0.1', listening));
await each(payloads.keys(), TABS, async (number) => {
  const address = `http://127.0.0.1:${bare.address().port}/${number}`;
  if (await runs((page) => page.goto(address, { waitUntil: 'load', timeout: 3000 }).catch(() => {}))) live++;
});
bare.close();
console.log(`${live} of ${payloads.length} strings run in a bare page`);

async function api(method, path, body, headers = {}) {
  const answer = await fetch(`${ready.api}${path}`, { method, body: body && JSON.stringify(body),
    headers: { authorization: `Bearer ${ready.tokens.admin}`, 'content-type': 'application/json', ...headers } });
  return { status: answer.status, etag: answer.headers.get('etag'), body: await answer.json().catch(() => ({})) };
}
async function until(what, condition) {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited 300 s for ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

const broken = [];
const site = await api('GET', '/site');
const { revision, updatedAt, updatedBy, ...settings } = site.body;
let etag = site.etag;
const usable = (text) => text.trim() !== '' && !/[\u0000-\u001f\u007f]/.test(text) && text.length <= 200;

// Names of topics, fifty at a time: they stand in the subscription form.
let names = 0;
const fit = payloads.filter(usable);
for (let from = 0; from < fit.length; from += 50) {
  const some = fit.slice(from, from + 50);
  const hostile = some.map((name, i) => ({ id: `t${i}`, names: { [settings.defaultLanguage]: name } }));
  const draft = { ...settings, topics: [...settings.topics, ...hostile] };
  const put = await api('PUT', '/site', draft, { 'if-match': etag });
  if (put.status !== 200) throw new Error(`topics: ${put.status} ${JSON.stringify(put.body).slice(0, 500)}`);
  etag = put.etag;
  const stamp = `.s${put.body.revision}.`;
  await until('the form', async () => (await (await fetch(`${ready.site}subscribe/`)).text()).includes(stamp));
  names += some.length;
  if (await runs((page) => load(page, `${ready.site}subscribe/`))) broken.push(`a topic's name among ${JSON.stringify(some)}`);
}
const back = await api('PUT', '/site', settings, { 'if-match': etag });
if (back.status !== 200) throw new Error(`settings: ${back.status}`);

const POINTERS = { linkTitle: '/links/0', linkUrl: '/links/1' };
const counts = { title: 0, summary: 0, body: 0, slug: 0, authors: 0, linkTitle: 0, linkUrl: 0 };
const refused = Object.fromEntries(Object.keys(counts).map((name) => [name, 0]));
const type = settings.types[0].id;
const language = settings.defaultLanguage;
const opened = [];
await each(payloads.map((payload, number) => ({ payload, number })), TABS, async ({ payload, number }) => {
  const edition = { title: payload, summary: payload, body: `${payload}\n\n[link](${payload})\n\n![picture](${payload})\n\n![${payload}](/picture.png)\n\n\`\`\`${payload}`, slug: payload };
  const draft = { type, state: 'published', notify: false, authors: [payload], editions: { [language]: edition },
    links: [{ titles: { [language]: payload }, url: 'https://example.org/' }, { titles: { [language]: 'Link' }, url: payload }] };
  const without = new Set();
  for (let tries = 0; ; tries++) {
    const post = await api('POST', '/posts', draft);
    if (post.status === 201) {
      for (const name of Object.keys(counts)) (without.has(name) ? refused : counts)[name]++;
      opened.push({ number, id: post.body.id, url: Object.values(post.body.urls)[0] });
      return;
    }
    if (tries > 6) throw new Error(`${post.status} ${JSON.stringify(post.body).slice(0, 500)} for ${JSON.stringify(payload)}`);
    const found = JSON.stringify(post.body);
    for (const name of Object.keys(counts)) if (found.includes(POINTERS[name] ?? `/${name}`)) without.add(name);
    if (post.status === 409) without.add('slug');
    if (without.has('title')) edition.title = `String ${number}`;
    if (without.has('summary')) delete edition.summary;
    if (without.has('body')) edition.body = payload.replace(/[^\P{C}\n\t]/gu, ' ');
    if (without.has('slug')) edition.slug = `string-${number}-${Date.now()}`;
    if (without.has('authors')) delete draft.authors;
    if (without.has('linkTitle')) draft.links[0].titles = { [language]: 'Link' };
    if (without.has('linkUrl')) draft.links.splice(1);
  }
});
for (const post of opened) await until(`${post.url} to be live`, async () => (await fetch(post.url, { method: 'HEAD' })).status === 200);
await each(opened, TABS, async (post) => {
  if (await runs((page) => load(page, post.url))) broken.push(`post ${post.url}: ${JSON.stringify(payloads[post.number])}`);
});
for (const path of ['', 'news/', `type/${type}/`, '404-nothing/']) {
  if (await runs((page) => load(page, ready.site + path))) broken.push(`/${path}`);
}
await context.close();
console.log(`${opened.length} posts: ${Object.keys(counts).map((name) => `${name} ${counts[name]} (${refused[name]} refused)`).join(', ')}; ${names} topics' names; ${broken.length} ran`);
if (broken.length) console.error(broken.slice(0, 30).join('\n'));
if (live < LEAST_LIVE) console.error(`only ${live} strings run in a bare page, at least ${LEAST_LIVE} were expected`);
process.exit(broken.length || live < LEAST_LIVE ? 1 : 0);
