// Press officers at work in a browser, against a running stack:
//   node journeys.mjs ready.json [journey…]
// A statement in four languages, written, reviewed, scheduled, released, mailed and corrected; a withdrawal; two people on one
// text; a session that ends and a network that goes while somebody writes. Then axe on every view. Fails for an error in
// the console too, which is how a browser tells of a breach of the content security policy.
import { readFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { address, api, choose, expect, inbox, look, looked, NARROW, person, problems, ready, saved, until, watch } from './desk.mjs';

const TITLES = { en: 'Ministers meet in Geneva', fr: 'Les ministres à Genève', nl: 'Ministers bijeen in Genève', ar: 'الوزراء في جنيف' };
/** A red square of 8 by 8. */
function png() {
  const part = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0]);
  const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...Array(8).fill([200, 30, 30]).flat()])));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))]);
}

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment-->
  <p class="MsoNormal"><span style="font-size:11pt">Two <b>ministers</b> met&nbsp;today.<o:p></o:p></span></p>
  <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>first point</p>
  <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>second point</p>
  <p class="MsoNormal"><a href="https://www.example.org/geneva" onclick="alert(1)">The programme</a><script>alert(1)</script></p><!--EndFragment--></body></html>`;

/** One empty page. */
const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
  + '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n'
  + '0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n';

/** What a test of before may have left is of no matter: titles have the run's own number. */
const RUN = Date.now().toString(36);

async function settings() {
  const { json, etag } = await api('admin', 'GET', '/site');
  const missing = Object.keys(TITLES).filter((tag) => !json.languages.includes(tag));
  if (missing.length) await api('admin', 'PUT', '/site', { ...json, languages: [...json.languages, ...missing] }, { 'If-Match': etag });
}

async function field(page, language, name) {
  return page.locator(`[data-at="/editions/${language}/${name}"]`);
}

async function write(page, language, texts) {
  await page.locator('.pane.first > .choice select').selectOption(language);
  const begin = page.locator('.pane.first').getByRole('button', { name: 'Begin this edition' });
  if (await begin.isVisible()) await begin.click();
  for (const [name, text] of Object.entries(texts)) await (await field(page, language, name)).fill(text);
}

async function statement() {
  const title = (tag) => `${TITLES[tag]} ${RUN}`;
  // Readers, brought by an admin.
  const admin = await person('admin');
  await admin.getByRole('link', { name: 'Subscribers' }).click();
  const readers = ['en', 'fr', 'nl', 'ar'].map((tag) => `${tag}-${RUN}@example.net,${tag},2026-01-01T00:00:00Z`);
  await admin.getByLabel('File').setInputFiles({ name: 'readers.csv', mimeType: 'text/csv', buffer: Buffer.from(`email,languages,consentedAt\r\n${readers.join('\r\n')}\r\n`) });
  await admin.getByRole('button', { name: 'Import' }).click();
  await admin.locator('.facts-list', { hasText: 'New readers' }).waitFor();
  await look(admin, 'subscribers');
  const [download] = await Promise.all([admin.waitForEvent('download'), admin.getByRole('button', { name: 'Download the file' }).click()]);
  const exported = await readFile(await download.path(), 'utf8');
  expect('the export has who was imported', ['en', 'fr', 'nl', 'ar'].every((tag) => exported.includes(`${tag}-${RUN}@example.net`)));
  await admin.getByRole('link', { name: 'Settings' }).click();
  await admin.getByRole('button', { name: 'Save the settings' }).waitFor();
  await look(admin, 'settings');
  await admin.context().close();

  // An author writes and hands in.
  const author = await person('author');
  await look(author, 'posts');
  await author.getByRole('link', { name: 'New post' }).click();
  await write(author, 'en', { title: title('en'), summary: 'They agreed on the next steps.' });
  const body = await field(author, 'en', 'body');
  await body.focus();
  await author.evaluate((html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, WORD);
  const pasted = await body.inputValue();
  expect(`what Word gave is clean, and it is ${JSON.stringify(pasted)}`,
    pasted === 'Two **ministers** met today.\n\n- first point\n- second point\n\n[The programme](https://www.example.org/geneva)');
  await body.press('Control+End');
  await body.pressSequentially('\n\nvery ');
  await body.press('Control+b');
  await body.pressSequentially('calm');
  expect('the shortcut makes bold', (await body.inputValue()).endsWith('very **calm**'));
  await body.press('Control+End');
  await write(author, 'fr', { title: title('fr'), summary: 'Accord sur la suite.', body: 'Deux **ministres** se sont réunis.' });
  await write(author, 'nl', { title: title('nl'), summary: 'Akkoord over het vervolg.', body: 'Twee **ministers** kwamen bijeen.' });
  await write(author, 'ar', { title: title('ar'), summary: 'اتفقوا على الخطوات التالية.', body: 'اجتمع **وزيران** اليوم.' });
  expect('Arabic is written from the right', await (await field(author, 'ar', 'body')).getAttribute('dir') === 'rtl');
  await image(author);
  await saved(author);
  await author.locator('.pane.second > .choice select').selectOption('preview-desktop');
  await author.frameLocator('.sheet iframe').getByRole('heading', { name: title('ar') }).waitFor();
  await look(author, 'write');
  await author.getByRole('link', { name: 'Release', exact: true }).click();
  await author.getByRole('button', { name: 'Hand in for review' }).click();
  await author.locator('.waiting, .rows').first().waitFor();
  await author.context().close();

  // An editor finds it waiting, and schedules it.
  const editor = await person('editor');
  await editor.locator('.waiting').getByRole('link', { name: title('en') }).click();
  await editor.getByRole('heading', { name: 'Who will get what' }).waitFor();
  await look(editor, 'release');
  await editor.getByRole('button', { name: 'Send the mail to me only' }).click();
  await editor.getByText('On its way to editor@example.org').waitFor();
  await editor.getByLabel('At a set time').check();
  const { json: site } = await api('editor', 'GET', '/site');
  const at = new Date(Date.now() + 7_000);
  await editor.getByLabel('Day and time').fill(wall(at, site.timeZone));
  await editor.getByRole('button', { name: 'Schedule the release' }).click();
  await editor.getByRole('dialog').getByRole('button', { name: 'Schedule the release' }).click();
  await editor.getByRole('heading', { name: 'Scheduled release' }).waitFor();
  await look(editor, 'scheduled');
  const id = /posts\/(\w+)/.exec(editor.url())[1];
  const before = await fetch(`${ready.site}news/`).then((answer) => answer.text());
  expect('nothing is public before its time', !before.includes(title('en')));
  // The view follows by itself, channel by channel.
  await editor.getByText('Public now').waitFor({ timeout: 180_000 });
  await editor.locator('.channels li', { hasText: 'Mail' }).getByText('Sent').waitFor();
  await look(editor, 'receipts');
  const { json: post } = await api('editor', 'GET', `/posts/${id}`);
  for (const [tag, url] of Object.entries(post.urls)) {
    const page = await fetch(url).then((answer) => answer.text());
    expect(`the ${tag} page is there`, page.includes(title(tag)));
  }
  const mails = await until('four mails', async () => {
    const found = await ours();
    return found.length >= 4 && found;
  });
  expect(`each reader has one mail, and there are ${mails.length}`, mails.length === 4);

  // A mistake, and its correction.
  await editor.getByRole('link', { name: 'Correct the text' }).click();
  await write(editor, 'fr', { summary: 'Accord sur les prochaines étapes.' });
  await saved(editor);
  await editor.getByRole('link', { name: 'Release', exact: true }).click();
  await editor.getByLabel('A correction', { exact: true }).check();
  await editor.getByLabel('What was wrong: French').fill('Le résumé était incomplet.');
  await look(editor, 'correction');
  await editor.getByRole('button', { name: 'Release now' }).click();
  await editor.getByRole('dialog').getByRole('button', { name: 'Release now' }).click();
  await editor.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  expect('a stopped release is none', (await api('editor', 'GET', `/posts/${id}`)).json.live.revision === post.live.revision);
  await editor.getByRole('button', { name: 'Release now' }).click();
  await editor.getByRole('dialog').getByRole('button', { name: 'Release now' }).click();
  await look(editor, 'countdown');
  await editor.waitForURL(/receipts/);
  await until('the correction on its page', async () => (await fetch(post.urls.fr).then((answer) => answer.text())).includes('Le résumé était incomplet.'));
  const corrected = await until('a mail with the correction', async () => {
    const found = await ours();
    return found.length > 4 && found;
  });
  expect('only the reader of the wrong text is written to', corrected.length === 5 && corrected[0].to[0].includes(`fr-${RUN}`));
  await editor.getByRole('link', { name: 'History' }).click();
  await editor.getByRole('button', { name: 'Show what changed' }).first().click();
  await editor.locator('.changes ins, .changes del').first().waitFor();
  await look(editor, 'history');

  // And taken back.
  await editor.getByRole('link', { name: 'What happened' }).click();
  await editor.getByRole('link', { name: 'Withdraw' }).click();
  for (const name of ['English', 'French', 'Dutch', 'Arabic']) await editor.getByLabel(`Reason: ${name}`).fill(`It was too early (${name}).`);
  await look(editor, 'withdraw');
  await editor.getByRole('button', { name: 'Next' }).click();
  await editor.getByRole('button', { name: 'Withdraw now' }).click();
  await editor.waitForURL(/receipts/);
  await until('the notice on the page', async () => (await fetch(post.urls.en).then((answer) => answer.text())).includes('It was too early (English).'));
  await editor.locator('.post-head .state', { hasText: 'Withdrawn' }).waitFor();
  await editor.getByRole('link', { name: 'Mail', exact: true }).click();
  await editor.getByRole('button', { name: 'Stop all mail' }).waitFor();
  await look(editor, 'mail');
  await editor.context().close();
}

/** Mails about the statement; the newsroom's older posts may still be on their way. */
async function ours() {
  return (await inbox()).filter((mail) => mail.to.some((to) => to.includes(RUN)) && mail.subject.includes(RUN));
}

async function image(page) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose an image' }).click()]);
  await chooser.setFiles({ name: 'square.png', mimeType: 'image/png', buffer: png() });
  const dialog = page.getByRole('dialog');
  for (const name of ['English', 'French', 'Dutch', 'Arabic']) await dialog.getByLabel(`Alternative text: ${name}`).fill(`A square (${name})`);
  await look(page, 'image');
  await dialog.getByRole('button', { name: 'Add the image' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('square.png').waitFor();
}

/** As the field takes it: the newsroom's clock, to the second. */
function wall(instant, timeZone) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant).replace(' ', 'T');
}

async function draft(title, body) {
  const { json } = await api('editor', 'POST', '/posts', { type: (await api('editor', 'GET', '/site')).json.types[0].id, editions: { en: { title, body, summary: 'Short.' } } });
  return json;
}

async function conflict() {
  const post = await draft(`Two at one text ${RUN}`, 'One line.\n\nAnother line.');
  const page = await person('editor', { meant: (answer) => answer.status() === 412 });
  await page.goto(`${address}#/posts/${post.id}`);
  const body = await field(page, 'en', 'body');
  await body.waitFor();
  // A colleague saves first: another summary, and the same line.
  const { id, ...text } = post;
  await api('admin', 'PUT', `/posts/${id}`, { ...text, editions: { en: { ...post.editions.en, summary: 'Shorter.', body: 'One line.\n\nThe line of a colleague.' } } }, { 'If-Match': '"1"' });
  await body.fill('One line.\n\nMy own line.');
  const dialog = page.getByRole('dialog', { name: 'Somebody else saved this post meanwhile' });
  await dialog.waitFor();
  await look(page, 'conflict');
  await dialog.locator('.clash ins', { hasText: 'colleague' }).waitFor();
  await dialog.getByLabel('Join them by hand').check();
  await dialog.locator('textarea').fill('One line.\n\nMy own line, and the line of a colleague.');
  await dialog.getByRole('button', { name: 'Save the choice' }).click();
  await saved(page);
  const { json } = await api('editor', 'GET', `/posts/${id}`);
  expect('both have their say', json.editions.en.body.includes('My own line, and the line of a colleague.') && json.editions.en.summary === 'Shorter.');
  await page.context().close();
}

async function expired() {
  const post = await draft(`A session ends ${RUN}`, 'Before.');
  const page = await person('editor', { meant: (answer) => answer.status() === 401 });
  await page.goto(`${address}#/posts/${post.id}`);
  const body = await field(page, 'en', 'body');
  await body.waitFor();
  let refusing = true;
  await page.route('**/api/posts/**', (route) => (refusing ? route.fulfill({ status: 401, contentType: 'application/json', body: '{"message":"Unauthorized"}' }) : route.continue()));
  await body.fill('Written while the session ended.');
  await page.locator('.saved.expired').waitFor();
  await look(page, 'expired');
  refusing = false;
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('status').getByRole('button', { name: 'Sign in again' }).first().click()]);
  watch(popup, 'popup', () => false);
  await choose(popup, 'editor');
  await saved(page);
  expect('the text is where it was', await body.inputValue() === 'Written while the session ended.');
  expect('the newsroom has it', (await api('editor', 'GET', `/posts/${post.id}`)).json.editions.en.body === 'Written while the session ended.');
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const texts = [];
    for (const { name } of databases) {
      const open = await new Promise((resolve) => { const request = indexedDB.open(name); request.onsuccess = () => resolve(request.result); });
      for (const store of open.objectStoreNames) texts.push(await new Promise((resolve) => { const all = open.transaction(store).objectStore(store).getAll(); all.onsuccess = () => resolve(JSON.stringify(all.result)); }));
    }
    return [...texts, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join();
  });
  expect(`no token is stored, only ${stored}`, !/eyJ|access_token/.test(stored));
  await page.context().close();
}

async function offline() {
  const post = await draft(`A train without a network ${RUN}`, 'Before the tunnel.');
  const page = await person('editor');
  await page.clock.install();
  await page.goto(`${address}#/posts/${post.id}`);
  const body = await field(page, 'en', 'body');
  await body.waitFor();
  await page.context().setOffline(true);
  for (let minute = 0; minute < 60; minute += 15) {
    await body.fill(`Minute ${minute} in the tunnel.`);
    await page.clock.fastForward('15:00');
    await page.locator('.saved.offline, .saved.expired').waitFor();
  }
  await look(page, 'offline');
  await page.context().setOffline(false);
  await page.clock.fastForward('00:20');
  // An hour is as long as a session lasts.
  const again = page.getByRole('status').getByRole('button', { name: 'Sign in again' }).first();
  await page.locator('.saved', { hasText: /^Saved/ }).or(again).first().waitFor();
  if (await again.isVisible()) {
    const [popup] = await Promise.all([page.waitForEvent('popup'), again.click()]);
    await choose(popup, 'editor');
    await page.clock.fastForward('00:20');
  }
  await saved(page);
  expect('the hour is saved', (await api('editor', 'GET', `/posts/${post.id}`)).json.editions.en.body === 'Minute 45 in the tunnel.');
  await page.context().close();
}

/** The browser goes down with text that nobody has; it is offered to whoever wrote it, and to nobody else. */
async function crash() {
  const post = await draft(`The lid is closed ${RUN}`, 'Before.');
  const page = await person('editor');
  await page.goto(`${address}#/posts/${post.id}`);
  const body = await field(page, 'en', 'body');
  await body.waitFor();
  await page.context().setOffline(true);
  await body.fill('Written and never sent.');
  await page.locator('.saved.offline').waitFor();
  const context = page.context();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(address);
  await next.locator('.signin button').click();
  await choose(next, 'editor');
  await next.getByRole('link', { name: /This browser still has text/ }).click();
  await saved(next);
  expect('it was saved after all', (await api('editor', 'GET', `/posts/${post.id}`)).json.editions.en.body === 'Written and never sent.');
  await context.close();
}

/** Sent back, written again, scheduled and called off, an earlier text brought back, and deleted. */
async function steps() {
  const { json: site } = await api('author', 'GET', '/site');
  const title = `Back and forth ${RUN}`;
  const { json: post } = await api('author', 'POST', '/posts', { type: site.types[0].id, editions: { en: { title, summary: 'Short.', body: 'The first text.' } } });
  const { etag } = await api('author', 'POST', `/posts/${post.id}/submit`, {}, { 'If-Match': '"1"' });
  const page = await person('editor');
  page.on('dialog', (asked) => asked.accept());
  await page.locator('.waiting .row', { hasText: title }).getByText('Amina Diallo').waitFor();
  await page.locator('.waiting').getByRole('link', { name: title }).click();
  await page.getByLabel('Reason').fill('The second paragraph is missing.');
  await page.getByRole('button', { name: 'Send back to the author' }).click();
  await page.getByRole('heading', { name: 'Posts', exact: true }).waitFor();
  expect('the step was taken', etag === '"2"' && (await api('author', 'GET', `/posts/${post.id}`)).json.state === 'draft');
  const author = await person('author');
  const own = author.locator('.waiting .row', { hasText: title });
  await own.getByText('The second paragraph is missing.').waitFor();
  await own.locator('.back', { hasText: 'by Edward Peeters' }).waitFor();
  await look(author, 'sent back');
  await author.context().close();
  await page.goto(`${address}#/posts/${post.id}`);
  await page.locator('.back', { hasText: 'The second paragraph is missing.' }).waitFor();
  await (await field(page, 'en', 'body')).fill('The second text.');
  await saved(page);
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByText('The second paragraph is missing.').waitFor();
  await page.locator('.row', { hasText: 'Handed in for review' }).getByText('Amina Diallo').waitFor();
  await page.locator('.row', { hasText: 'Sent back' }).getByText('you', { exact: true }).waitFor();
  await page.locator('.row', { hasText: 'Begun' }).getByRole('button', { name: 'Restore this text' }).click();
  await until('the first text is back', async () => (await (await field(page, 'en', 'body')).inputValue().catch(() => '')) === 'The first text.');
  await page.getByRole('link', { name: 'Release', exact: true }).click();
  await page.getByLabel('At a set time').check();
  await page.getByRole('button', { name: 'Schedule the release' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Schedule the release' }).click();
  await page.getByRole('button', { name: 'Call the release off' }).click();
  await page.locator('.post-head .state', { hasText: 'Draft' }).waitFor();
  await page.getByRole('button', { name: 'Delete this post' }).click();
  await page.getByRole('heading', { name: 'Posts', exact: true }).waitFor();
  await until('it is gone', async () => (await fetch(`${ready.api}/posts/${post.id}`, { headers: { Authorization: `Bearer ${ready.tokens.editor}` } })).status === 404);
  await page.context().close();
}

/** An image is dropped on the text, a document attached, and a withdrawn post brought back; the newsroom gets a logo. */
async function files() {
  const post = await draft(`With a picture ${RUN}`, 'Text.');
  const page = await person('admin');
  page.on('dialog', (asked) => asked.accept());
  await page.goto(`${address}#/posts/${post.id}`);
  const body = await field(page, 'en', 'body');
  await body.waitFor();
  await body.focus();
  await body.press('Control+End');
  await body.evaluate((place, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], 'dropped.png', { type: 'image/png' }));
    for (const type of ['dragover', 'drop']) place.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [...png()]);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Alternative text: English').fill('A red square');
  await dialog.getByRole('button', { name: 'Add the image' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect('the text names the image', /!\[A red square\]\(media:\w+\)/.test(await body.inputValue()));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Add a PDF or a sound' }).click()]);
  await chooser.setFiles({ name: 'programme.pdf', mimeType: 'application/pdf', buffer: Buffer.from(PDF) });
  await page.getByLabel('Title of the file: English').fill('The programme');
  await saved(page);
  await page.getByRole('link', { name: 'Release', exact: true }).click();
  await page.getByLabel('Tell subscribers by mail').uncheck();
  await page.getByRole('button', { name: 'Release now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release now' }).click();
  await page.waitForURL(/receipts/);
  const { json: released } = await api('editor', 'GET', `/posts/${post.id}`);
  const html = await until('its page', async () => (await fetch(released.urls.en).then((answer) => answer.text()).then((text) => text.includes('The programme') && text)));
  expect('the page has the picture and the document', html.includes('alt="A red square"') && /href="[^"]+\.pdf"/.test(html));
  // Taken back by mistake, and brought back.
  await api('editor', 'POST', `/posts/${post.id}/withdraw`, { reason: { en: 'A mistake.' } }, { 'If-Match': `"${released.revision}"` });
  await page.goto(`${address}#/`);
  await page.goto(`${address}#/posts/${post.id}/release`);
  await page.getByRole('button', { name: 'Make it public again' }).click();
  await page.waitForURL(/receipts/);
  await until('its text again', async () => (await fetch(released.urls.en).then((answer) => answer.text())).includes('The programme'));
  expect('nothing was saved but what somebody did', (await api('editor', 'GET', `/posts/${post.id}`)).json.revision === released.revision + 2);
  // A logo.
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.locator('[data-at="/logo"] input').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png() });
  await dialog.getByLabel('The image is decoration').check();
  await dialog.getByRole('button', { name: 'Add the image' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('[data-at="/logo"]').getByText('logo.png').waitFor();
  await page.context().close();
}

/** The brake, and what a person has to settle; the API's answers are given here, since no mail of ours may really stop. */
async function brake() {
  const page = await person('admin');
  const sent = [];
  const mailing = { id: 'x-first', reason: 'digest', openedAt: '2026-11-24T07:30:01Z', audience: 1204, accepted: 1100, rejected: 3, excluded: 1, uncertain: 50, pending: 50, bounced: 4, complained: 0,
    perSecond: 190, secondsLeft: 90, toSettle: [{ batch: '0-7', readers: 50, claimedAt: '2026-11-24T07:30:04Z' }] };
  let state = 'sending';
  let stopped = false;
  await page.route(/\/api\/mailings/, (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (request.method() === 'POST') {
      sent.push(`${pathname.replace('/api/mailings/', '')} ${request.postData()}`);
      if (pathname.endsWith('/pause')) state = 'paused';
      if (pathname.endsWith('/stop')) stopped = true;
      if (pathname.endsWith('/start')) stopped = false;
    }
    route.fulfill({ json: { stopped, ...(stopped ? { stoppedFor: 'by-hand', stoppedBy: '01234567-89ab-cdef-0123-456789abcdef', stoppedAt: '2026-11-24T07:31:00Z' } : {}), items: [{ ...mailing, state }], next: null } });
  });
  await page.getByRole('link', { name: 'Mail', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Go on' }).waitFor();
  await page.getByRole('button', { name: 'Send it again' }).click();
  await page.getByRole('button', { name: 'Stop all mail' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop all mail' }).click();
  await page.getByText('The emergency stop was pulled.').waitFor();
  await page.getByRole('alert').getByText('01234567', { exact: true }).waitFor();
  await look(page, 'mail, stopped');
  await page.getByRole('button', { name: 'Let mail go on' }).click();
  await page.getByRole('button', { name: 'Stop all mail' }).waitFor();
  expect(`each is one call, ${JSON.stringify(sent)}`, JSON.stringify(sent) === JSON.stringify(['x-first/pause {}', 'x-first/settle {"batch":"0-7","outcome":"again"}', 'stop {}', 'start {}']));
  // Settings: told what it means, then saved.
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Stop mail above this share').fill('0.4');
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save now' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  expect('the settings are saved', (await api('admin', 'GET', '/site')).json.complaintLimit === 0.004);
  await page.context().close();
}

/** On a phone, in Arabic, in the dark: nothing wider than the screen, and axe has nothing to say. */
async function narrow() {
  const post = await draft(`On a phone ${RUN}`, 'Text.');
  const outside = await person(null, { viewport: NARROW, language: 'ar', colorScheme: 'dark' });
  await look(outside, 'sign-in, Arabic');
  await outside.context().close();
  const page = await person('admin', { viewport: NARROW, language: 'ar', colorScheme: 'dark' });
  for (const place of ['', `posts/${post.id}`, `posts/${post.id}/release`, `posts/${post.id}/history`, 'mail', 'figures', 'settings']) {
    await page.goto(`${address}#/${place}`);
    await look(page, `${place || 'posts'}, narrow, Arabic, dark`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) problems.push(`${place}: ${over} px wider than a phone`);
  }
  await page.context().close();
}

const JOURNEYS = { statement, conflict, expired, offline, crash, steps, files, brake, narrow };
const wanted = process.argv.slice(3);
const start = Date.now();
await settings();
await Promise.all([['statement'], ['conflict', 'expired', 'offline', 'crash', 'steps', 'files', 'brake', 'narrow']].map(async (names) => {
  for (const name of names.filter((each) => !wanted.length || wanted.includes(each))) {
    const from = Date.now();
    await JOURNEYS[name]().catch((problem) => problems.push(`${name}: ${problem.stack}`));
    console.log(`${name}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
  }
}));
console.log(`the desk: ${looked()} views without a finding of axe, ${((Date.now() - start) / 1000).toFixed(0)} s, ${problems.length} problems`);
if (problems.length) {
  console.error(problems.slice(0, 40).join('\n'));
  process.exit(1);
}
process.exit(0);
