// Looks at every kind of page of a gallery (functions/core/target/gallery) with axe, by keyboard, and as a screen reader does.
//   node accessibility.mjs gallery snapshots [renew]
// Fails for any violation of WCAG 2.0 to 2.2 A or AA or of a best practice, light or dark; for a breach of the content
// security policy; for something that the Tab key does not reach, or reaches unseen. Each kind's accessibility tree
// must be the one in snapshots/: whoever changes it on purpose runs this with 'renew', and reads the difference in git.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { each, launch } from './browser.mjs';
import { serve } from './serve.mjs';

const [gallery, snapshots, renew] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const { server, address } = await serve(gallery);
const pages = readFileSync(join(gallery, 'pages.txt'), 'utf8').split('\n').filter(Boolean);
const problems = [];
let walked = 0;
let stops = 0;
mkdirSync(snapshots, { recursive: true });
const kept = new Set(readdirSync(snapshots));


// One of each kind, in a language read from the left and in one read from the right.
const KINDS = /^\/(ar\/)?(|news\/|news\/2014\/|news\/2014\/04\/|topic\/[^/]+\/|type\/[^/]+\/|subscribe\/|legal\/|404\.html|news\/2014\/04\/[^/]+\/|uk\/)$|-(en|ar)\.html$/;

const kinds = pages.filter((path) => KINDS.test(path));

for (const colorScheme of ['light', 'dark']) {
  // The policy lets no script in, nor axe; it is kept in the second pass below.
  const context = await launch({ colorScheme, bypassCSP: true });
  await each(kinds, 3, async (path) => {
    const page = await context.newPage();
    await page.goto(address + path, { waitUntil: 'load' });
    await page.evaluate(axe);
    const result = await page.evaluate((values) => window.axe.run({ runOnly: { type: 'tag', values } }), TAGS);
    for (const found of result.violations) {
      problems.push(`${path} (${colorScheme}): ${found.id}: ${found.help}: ${found.nodes.slice(0, 3).map((node) => node.html).join(' | ')}`);
    }
    await page.close();
  });
  await context.close();
}

function tree(name, now) {
  const file = join(snapshots, name);
  kept.delete(name);
  if (renew) return writeFileSync(file, now);
  if (!existsSync(file)) return problems.push(`${name}: no accessibility tree was kept of this page`);
  const lines = now.split('\n');
  const before = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line, i) => line !== before[i]);
  if (now !== before.join('\n')) problems.push(`${name}:${at + 1}: the accessibility tree was ${JSON.stringify(before[at])} and is ${JSON.stringify(lines[at])}`);
}

const context = await launch();
await each(kinds, 3, async (path) => {
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && problems.push(`${path}: ${message.text()}`));
  page.on('response', (answer) => answer.status() >= 400 && problems.push(`${path}: ${answer.status()} ${answer.url()}`));
  await page.goto(address + path, { waitUntil: 'load' });
  await page.evaluate(() => document.activeElement?.blur());
  const wanted = await page.evaluate(() => document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary').length);
  const reached = new Set();
  for (let press = 0; press < wanted + 5; press++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body || element === null) return null;
      const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return { index: all.indexOf(element), text: element.outerHTML.slice(0, 120), tabindex: element.tabIndex,
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3,
        seen: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight };
    });
    if (!at) continue;
    if (at.tabindex > 0) problems.push(`${path}: out of the order of the text: ${at.text}`);
    if (!at.ring) problems.push(`${path}: no ring around ${at.text}`);
    if (!at.seen) problems.push(`${path}: not to be seen while it has the focus: ${at.text}`);
    reached.add(at.index);
  }
  const missed = await page.evaluate((seen) => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((element, index) => element.tabIndex >= 0 && element.type !== 'hidden' && !seen.includes(index))
    // Of a group of radio buttons the chosen one is reached; in what is folded up, nothing.
    .filter((element) => !(element.type === 'radio' && !element.checked) && !element.closest('details:not([open])'))
    .map((element) => element.outerHTML.slice(0, 120)), [...reached]);
  // A box that scrolls is a stop of its own.
  missed.forEach((element) => problems.push(`${path}: the Tab key does not reach ${element}`));
  walked++;
  stops += reached.size;
  const name = path.replace(/^\/|\/$/g, '').replace(/[^\w-]+/g, '_') || 'home';
  tree(`${name}.yaml`, `${await page.locator('body').ariaSnapshot()}\n`);
  await page.close();
});
await context.close();
server.close();
for (const name of kept) {
  if (renew) rmSync(join(snapshots, name));
  else problems.push(`${name}: there is no such page any more`);
}

console.log(`axe: ${kinds.length} pages, light and dark; keyboard: ${walked} pages, ${stops} stops; ${problems.length} problems`);
if (problems.length) {
  console.error(problems.slice(0, 60).join('\n'));
  process.exit(1);
}
