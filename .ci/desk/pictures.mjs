// Pictures of the desk for docs/, against a running stack with the sample newsroom:
//   node pictures.mjs ready.json folder [-arabic]
// Each view at 360, 768 and 1440 px; side_by_side.py makes one picture of the three.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { address, api, person, ready } from './desk.mjs';

const folder = process.argv[3];
mkdirSync(folder, { recursive: true });

const EDITIONS = {
  en: { title: 'Geneva: an agreement to end the fighting', summary: 'Four parties agreed on steps that begin today.',
    body: 'The ministers met for seven hours. They agreed on three steps:\n\n- all armed groups lay down their arms,\n- occupied buildings are given back,\n- observers watch over both.\n\n## What comes next\n\nThe minister **welcomes** the agreement and calls on all sides to keep it. [The text of the agreement](https://www.example.org/geneva) is public.' },
  fr: { title: 'Genève : un accord pour mettre fin aux combats', summary: 'Quatre parties se sont entendues sur des mesures qui commencent aujourd’hui.',
    body: 'Les ministres se sont réunis pendant sept heures. Ils se sont entendus sur trois mesures :\n\n- tous les groupes armés déposent les armes,\n- les bâtiments occupés sont rendus,\n- des observateurs veillent sur les deux.' },
  nl: { title: 'Genève: een akkoord om de gevechten te beëindigen', summary: 'Vier partijen werden het eens over stappen die vandaag beginnen.', body: 'De ministers vergaderden zeven uur.' },
  ar: { title: 'جنيف: اتفاق لإنهاء القتال', summary: 'اتفقت أربعة أطراف على خطوات تبدأ اليوم.', body: 'اجتمع الوزراء سبع ساعات. واتفقوا على ثلاث خطوات:\n\n- تسليم جميع الجماعات المسلحة سلاحها،\n- إعادة المباني المحتلة،\n- مراقبة الأمرين.' },
};

const { json: site, etag } = await api('admin', 'GET', '/site');
const names = { en: 'Ministry of Foreign Affairs', fr: 'Ministère des Affaires étrangères', nl: 'Ministerie van Buitenlandse Zaken', ar: 'وزارة الخارجية' };
await api('admin', 'PUT', '/site', { ...site, languages: Object.keys(EDITIONS), names }, { 'If-Match': etag });
const type = site.types.find((each) => each.id === 'press-release')?.id ?? site.types[0].id;
const topics = site.topics.slice(0, 2).map((each) => each.id);
const make = async (editions, more = {}) => (await api('editor', 'POST', '/posts', { type, topics, editions, ...more })).json;
const post = await make(EDITIONS);
const readers = Object.keys(EDITIONS).flatMap((tag) => Array.from({ length: 30 }, (_, i) => `${tag}${i}@example.net,${tag},2026-01-01T00:00:00Z`));
await fetch(`${ready.api}/subscribers/import`, {
  method: 'POST', headers: { Authorization: `Bearer ${ready.tokens.admin}`, 'Content-Type': 'text/csv' },
  body: `email,languages,consentedAt\r\n${readers.join('\r\n')}\r\n`,
});
const released = await make({
  en: { title: 'Ten years of schools in the Great Lakes region', summary: 'What was built, and who learns there today.' },
  fr: { title: 'Dix ans d’écoles dans la région des Grands Lacs' },
  nl: { title: 'Tien jaar scholen in het Gebied van de Grote Meren' },
}, { state: 'published' });
const waiting = (await api('author', 'POST', '/posts', { type, editions: { en: { title: 'New travel advice for the region', summary: 'What travellers should know.' }, fr: { title: 'Nouveaux conseils aux voyageurs' } } })).json;
await api('author', 'POST', `/posts/${waiting.id}/submit`, {}, { 'If-Match': '"1"' });
const later = await make({ en: { title: 'Consular days in autumn' }, nl: { title: 'Consulaire dagen in de herfst' } });
await api('editor', 'POST', `/posts/${later.id}/schedule`, { at: new Date(Date.now() + 20 * 3600_000).toISOString() }, { 'If-Match': '"1"' });

const settle = async (page) => {
  await page.locator('main h1').waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  await page.waitForTimeout(800);
};

const LOOKS = [['', {}], ['-arabic', { language: 'ar', colorScheme: 'dark' }]].filter(([look]) => look === (process.argv[4] ?? ''));
for (const [look, options] of LOOKS) {
  await Promise.all([[360, 740], [768, 900], [1440, 900]].map(async ([width, height]) => {
    const page = await person('admin', { viewport: { width, height }, meant: () => true, ...options });
    const take = (name) => page.screenshot({ path: join(folder, `${name}${look}-${width}.png`) });
    const open = async (place) => { await page.goto(`${address}#/${place}`); await settle(page); };
    await settle(page);
    await take('list');
    await open(`posts/${post.id}`);
    if (look && width === 1440) await page.locator('.pane.second > .choice select').selectOption('ar');
    await settle(page);
    await take('write');
    await page.locator('.pane.second > .choice select, .pane.first > .choice select').last().selectOption('preview-desktop', { force: true }).catch(() => {});
    if (width < 1024) await page.locator('.pane.first > .choice select').selectOption('preview-phone');
    await page.locator('.sheet iframe').first().waitFor();
    await settle(page);
    await take('preview');
    await open(`posts/${post.id}/release`);
    await page.locator('#reach').waitFor();
    await take('release');
    await open(`posts/${released.id}/receipts`);
    await page.locator('.receipt').first().waitFor();
    await take('receipt');
    await open('figures');
    await take('subscribers');
    await open('settings');
    await take('settings');
    if (!look) { // two people on one text
      const other = await make({ en: { title: 'Visit of the minister to Kinshasa', summary: 'Three days of talks.', body: 'The minister travels on Monday.' } });
      await open(`posts/${other.id}`);
      const { json, etag: now } = await api('editor', 'GET', `/posts/${other.id}`);
      const { id, ...text } = json;
      await api('editor', 'PUT', `/posts/${id}`, { ...text, editions: { en: { ...json.editions.en, body: 'The minister travels on Tuesday.', summary: 'Three days of talks, and a speech.' } } }, { 'If-Match': now });
      await page.locator('[data-at="/editions/en/body"]').fill('The minister travels on Monday at noon.');
      await page.locator('dialog').waitFor();
      await settle(page);
      await take('conflict');
    }
    await page.context().close();
  }));
}
process.exit(0);
