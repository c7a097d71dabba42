// The desk in other engines than Chromium, by hand:
//   node engines.mjs ready.json firefox|webkit [folder for pictures]
// An editor signs in, writes, saves, sees the real page beside the text, releases, and sees it become public.
// Firefox by WebDriver BiDi, WebKit by Debian's WebKitWebDriver (package webkit2gtk-driver), on a display (xvfb-run).
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';

const PATIENCE = 180_000; // in milliseconds
const SIZE = { width: 1440, height: 900 };

const [file, engine, folder = join(tmpdir(), `desk-${engine}`)] = process.argv.slice(2);
const ready = JSON.parse(readFileSync(file, 'utf8'));
mkdirSync(folder, { recursive: true });

async function firefox() {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true, defaultViewport: SIZE });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  const problems = [];
  // The local sign-in page has no icon, and Firefox says that its policy would not let it have one.
  const told = (text) => { if (!text.includes('/favicon.ico')) problems.push(text); };
  page.on('pageerror', (error) => told(error.message));
  page.on('console', (message) => { if (message.type() === 'error') told(message.text()); });
  const find = (xpath) => page.waitForSelector(`xpath/${xpath}`, { visible: true });
  return {
    name: await browser.version(),
    problems,
    open: (url) => page.goto(url),
    find,
    click: async (xpath) => (await find(xpath)).click(),
    type: async (xpath, text) => (await find(xpath)).type(text),
    run: (script) => page.evaluate(script),
    picture: () => page.screenshot(),
    close: () => browser.close(),
  };
}

/** The few commands of WebDriver (https://www.w3.org/TR/webdriver2/) that are needed. */
async function webkit() {
  const port = await new Promise((go) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port: free } = server.address(); server.close(() => go(free)); }); });
  const driver = spawn(process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env: { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: '1' } });
  const send = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(`${method} ${path}: ${value.error} ${value.message}`), { code: value.error });
    return value;
  };
  for (let tries = 0; ; tries++) {
    try { await send('GET', '/status'); break; } catch (problem) { if (tries > 100) throw problem; await pause(100); }
  }
  const { sessionId, capabilities } = await send('POST', '/session', { capabilities: { alwaysMatch: {} } });
  const at = `/session/${sessionId}`;
  await send('POST', `${at}/window/rect`, SIZE).catch(() => {});
  const find = async (xpath) => {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
      const found = await send('POST', `${at}/elements`, { using: 'xpath', value: xpath });
      for (const each of found) {
        const id = Object.values(each)[0];
        if (await send('GET', `${at}/element/${id}/displayed`).catch(() => false)) return id;
      }
    }
    throw new Error(`not within a minute: ${xpath}`);
  };
  return {
    name: `${capabilities.browserName} ${capabilities.browserVersion}`,
    problems: [],
    open: (url) => send('POST', `${at}/url`, { url }),
    find,
    click: async (xpath) => send('POST', `${at}/element/${await find(xpath)}/click`, {}),
    type: async (xpath, text) => send('POST', `${at}/element/${await find(xpath)}/value`, { text }),
    run: (script) => send('POST', `${at}/execute/sync`, { script: `return (${script})`, args: [] }),
    picture: async () => Buffer.from(await send('GET', `${at}/screenshot`), 'base64'),
    close: async () => { await send('DELETE', at).catch(() => {}); driver.kill(); },
  };
}

const named = (tag, text) => `//${tag}[normalize-space(.)="${text}"]`;
const field = (name) => `//*[@data-at="/editions/en/${name}"]`;

const from = Date.now();
const browser = await { firefox, webkit }[engine]();
let pictures = 0;
const look = async (name) => writeFileSync(join(folder, `${++pictures}-${name}.png`), await browser.picture());
try {
  const title = `Seen in ${engine} ${Date.now().toString(36)}`;
  await browser.open(`${ready.site}desk/`);
  await browser.run('localStorage.setItem("desk-language", "en")');
  await browser.open(`${ready.site}desk/`);
  await browser.click('//main[@class="signin"]//button');
  await browser.click('//button[@value="editor"]');
  await browser.find('//header[@class="masthead"]');
  await browser.find('//ol[@class="rows"]/li');
  await look('list');
  await browser.click(named('a', 'New post'));
  await browser.type(field('title'), title);
  await browser.type(field('summary'), 'In another engine.');
  await browser.type(field('body'), 'A text with **bold** words.');
  await browser.find('//*[contains(@class, "saved") and starts-with(normalize-space(.), "Saved")]');
  await browser.find('//iframe');
  await look('write');
  await browser.click(named('a', 'Release'));
  await browser.find(named('h2', 'Who will get what'));
  await browser.click('//label[normalize-space(.)="Tell subscribers by mail"]');
  await look('release');
  await browser.click(named('button', 'Release now'));
  await browser.click(`//dialog${named('button', 'Release now')}`);
  await browser.find('//*[contains(normalize-space(text()), "Public now")]');
  await look('receipts');
  await browser.click(named('a', 'History'));
  await browser.find(named('h3', 'Released · by you'));
  await look('history');
  const page = await fetch(`${ready.site}news/`).then((answer) => answer.text());
  if (!page.includes(title)) throw new Error('the site does not list it');
} catch (problem) {
  await look('failed').catch(() => {});
  browser.problems.push(problem.message);
} finally {
  await browser.close();
}
browser.problems.forEach((problem) => console.error(problem));
console.log(`${browser.name}: ${browser.problems.length} problems, ${pictures} pictures in ${folder}, ${Math.round((Date.now() - from) / 1000)} s`);
process.exit(browser.problems.length ? 1 : 0);
