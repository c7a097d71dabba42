// What is pasted from a word processor or a web page becomes clean Markdown: structure stays, looks go.
import Turndown from 'turndown';

const GONE = 'script, style, meta, link, title, object, embed, iframe, svg, math, form, input, button, select, textarea, noscript, template, img, video, audio';

/** `clean('<p class=MsoNormal>Two <b>ministers</b></p>')` is `Two **ministers**`. The document it is read in runs no script. */
export function clean(html) {
  const page = new DOMParser().parseFromString(quiet(html), 'text/html');
  comments(page);
  page.querySelectorAll(GONE).forEach((each) => each.remove());
  wordLists(page);
  weights(page);
  for (const each of page.querySelectorAll('*')) {
    if (/^(o|w|v|st1):/i.test(each.tagName)) each.replaceWith(...each.childNodes);
  }
  for (const heading of page.querySelectorAll('h1')) rename(heading, 'h2'); // the page has its own first heading
  for (const link of page.querySelectorAll('a')) {
    if (!/^(https?:|mailto:)/i.test(link.getAttribute('href') ?? '')) link.replaceWith(...link.childNodes);
  }
  return service().turndown(page.body).replace(/\u00a0/g, ' ').replace(/^(\s*)-   /gm, '$1- ').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
}

/** Without what the page's policy would complain of: styles are read here, and applied nowhere. */
function quiet(html) {
  return html.replace(/<(style|script)\b[\s\S]*?(<\/\1>|$)/gi, '')
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style=').replace(/\son\w+\s*=/gi, ' data-gone='));
}

function comments(page) {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  found.forEach((each) => each.remove());
}

/** Word writes lists as paragraphs, each with its bullet as text. */
function wordLists(page) {
  for (const first of [...page.querySelectorAll('p[data-style*="mso-list"], p[class^="MsoListParagraph"]')]) {
    if (!first.isConnected || first.parentNode.dataset?.word) continue;
    const mark = bullet(first);
    const list = page.createElement(/^\(?[0-9a-z]{1,3}[.)]/i.test(mark) ? 'ol' : 'ul');
    list.dataset.word = 'list';
    first.before(list);
    let each = first;
    while (each && /mso-list|MsoListParagraph/.test((each.getAttribute('data-style') ?? '') + each.className)) {
      const next = each.nextElementSibling;
      bullet(each, true);
      const item = page.createElement('li');
      item.append(...each.childNodes);
      list.append(item);
      each.remove();
      each = next;
    }
  }
}

function bullet(paragraph, remove = false) {
  const span = [...paragraph.querySelectorAll('span')].find((each) => /mso-list:\s*Ignore/i.test(each.getAttribute('data-style') ?? ''));
  const text = (span?.textContent ?? '').trim();
  if (remove) span?.remove();
  return text;
}

/** Word processors on the web write weight as a style, and wrap all in a bold that is none. */
function weights(page) {
  for (const each of page.querySelectorAll('b, strong')) {
    if (/font-weight:\s*(normal|[1-4]00)/i.test(each.getAttribute('data-style') ?? '')) each.replaceWith(...each.childNodes);
  }
  for (const each of page.querySelectorAll('span[data-style]')) {
    const style = each.getAttribute('data-style');
    if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) rename(each, 'strong');
    else if (/font-style:\s*italic/i.test(style)) rename(each, 'em');
  }
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function service() {
  const turndown = new Turndown({ headingStyle: 'atx', bulletListMarker: '-', emDelimiter: '*', codeBlockStyle: 'fenced' });
  turndown.addRule('table', { filter: 'table', replacement: (_, table) => `\n\n${rows(table, turndown)}\n\n` });
  return turndown;
}

/** A table of plain cells; what spans several is written once. */
function rows(table, turndown) {
  const all = [...table.rows].map((row) => [...row.cells].map((cell) => turndown.turndown(cell.innerHTML).replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|').trim()));
  const width = Math.max(0, ...all.map((row) => row.length));
  if (!width) return '';
  const line = (cells) => `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`;
  return [line(all[0]), line(Array(width).fill('---')), ...all.slice(1).map(line)].join('\n');
}
