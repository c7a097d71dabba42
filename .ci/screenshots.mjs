// Screenshots of the pages in pages.json ({"home": url, …}) at 360 and 1280 px, full length.
//   node screenshots.mjs pages.json folder profile
// Fails for a page that scrolls sideways, breaks its own content security policy, or asks for what is not there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [pagesFile, folder, profile] = process.argv.slice(2);
const problems = [];

for (const width of [360, 1280]) {
  const browser = await chromium.launchPersistentContext(`${profile}-${width}`, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    viewport: { width, height: 800 },
    deviceScaleFactor: 1,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  for (const [name, url] of Object.entries(JSON.parse(readFileSync(pagesFile, 'utf8')))) {
    const page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${url}: ${message.text()} ${message.location().url}`);
    });
    page.on('response', (answer) => answer.status() >= 400 && problems.push(`${url}: ${answer.status()} ${answer.url()}`));
    page.on('requestfailed', (request) => problems.push(`${url}: ${request.url()} ${request.failure().errorText}`));
    await page.goto(url, { waitUntil: 'load' });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) problems.push(`${url}: ${wide} px wide in a window of ${width} px`);
    await page.close();
  }
  await browser.close();
}

if (problems.length) {
  console.error(problems.join('\n'));
  process.exit(1);
}
