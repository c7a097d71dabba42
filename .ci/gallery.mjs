// Pictures for docs/: each kind of page of functions/core/target/gallery at 360, 768 and 1440 px, light, dark and Arabic.
//   node gallery.mjs gallery folder
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { serve } from './serve.mjs';

const [gallery, folder] = process.argv.slice(2);
const KINDS = {
  home: '/', post: '/news/2014/04/can-genocide-be-prevented-two-days-in-brussels-look-for-an-answer/', list: '/news/',
  topic: '/topic/ukraine/', month: '/news/2014/04/', subscribe: '/subscribe/', problems: '/problems-en.html',
  feeds: '/feeds/', preferences: '/preferences-en.html', 'preferences-problems': '/preferences-problems-en.html', never: '/notice-never-en.html', 'check-your-mail': '/subscribe/check-your-mail/', withdrawn: '/withdrawn-en.html', legal: '/legal/', missing: '/404.html',
};
const ARABIC = { home: '/ar/', list: '/ar/news/', subscribe: '/ar/subscribe/', problems: '/problems-ar.html', preferences: '/preferences-ar.html', missing: '/ar/404.html' };
const { server, address } = await serve(gallery);
mkdirSync(folder, { recursive: true });
for (const [look, colorScheme, pages] of [['light', 'light', KINDS], ['dark', 'dark', KINDS], ['arabic', 'light', ARABIC]]) {
  for (const width of [360, 768, 1440]) {
    const context = await launch({ colorScheme, viewport: { width, height: width === 360 ? 740 : 900 } });
    const page = await context.newPage();
    for (const [kind, path] of Object.entries(pages)) {
      const answer = await page.goto(address + path, { waitUntil: 'load' });
      if (answer.status() !== 200) console.error(`${path}: ${answer.status()}`);
      await page.screenshot({ path: join(folder, `${kind}-${look}-${width}.png`), fullPage: process.env.FULL === '1' });
    }
    await context.close();
  }
}
server.close();
