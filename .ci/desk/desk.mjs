// The desk in a browser: what the journeys share.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { ARGUMENTS, EXECUTABLE } from '../browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

export const ready = JSON.parse(readFileSync(process.argv[2], 'utf8'));
export const address = `${ready.site}desk/`;
export const problems = [];

const PATIENCE = 180_000; // in milliseconds

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 360, height: 740 };

let browser;

/** A context of its own, so that one person's session is not another's. A failed request is told unless it is meant. */
export async function person(role, { viewport = WIDE, language = 'en', meant = () => false, ...options } = {}) {
  browser ??= chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
  const context = await (await browser).newContext({ viewport, ...options });
  await context.addInitScript((tag) => { if (window === top) localStorage.setItem('desk-language', tag); }, language);
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  watch(page, role, meant);
  await page.goto(address);
  if (role) {
    await page.locator('.signin button').click();
    await choose(page, role);
    await page.locator('.masthead').waitFor();
  }
  return page;
}

export function watch(page, role, meant) {
  page.on('pageerror', (error) => problems.push(`${role}: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // That a preview runs nothing is as it should be.
    if (message.type() === 'error' && !/Failed to load resource|frame is sandboxed/.test(text)) problems.push(`${role}: ${text}`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 400 && !meant(answer)) problems.push(`${role}: ${answer.status()} ${answer.request().method()} ${answer.url()}`);
  });
}

/** On the issuer's page. */
export async function choose(page, role) {
  await page.locator(`button[value="${role}"]`).click();
}

export async function api(role, method, path, body, headers = {}) {
  const answer = await fetch(ready.api + path, {
    method, body: body === undefined ? undefined : JSON.stringify(body),
    headers: { Authorization: `Bearer ${ready.tokens[role]}`, 'Content-Type': 'application/json', ...headers },
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return { json: await answer.json().catch(() => null), etag: answer.headers.get('ETag') };
}

export async function inbox() {
  return (await fetch(ready.mail, { headers: { Accept: 'application/json' } })).json();
}

/** Asks until it holds, for at most a minute: a machine may be busy. */
export async function until(what, holds) {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const found = await holds();
    if (found) return found;
    await new Promise((go) => { setTimeout(go, 100); });
  }
  throw new Error(`not within a minute: ${what}`);
}

export function expect(what, holds) {
  if (!holds) throw new Error(`it does not hold that ${what}`);
}

export const saved = (page) => page.locator('.saved', { hasText: /^Saved/ }).waitFor();

let looks = 0;

/** axe on the view, once it is all there. It is put in through the browser's own door, which the page's policy does not guard. */
export async function look(page, name) {
  await page.locator('h1').first().waitFor();
  await until(`${name} is loaded`, () => page.evaluate(() => !document.querySelector('[aria-busy="true"]')));
  await page.evaluate(axe);
  const result = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values }, iframes: false }), TAGS);
  looks++;
  for (const found of result.violations) problems.push(`${name}: ${found.id}: ${found.help}: ${found.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
}

export const looked = () => looks;
