// What the toolbar and its shortcuts do to the text of a field. By the browser's own editing command, so that undo works.

/** Replaces the selection, and selects `[from, to)` of what was put there. */
export function insert(field, text, from = text.length, to = from) {
  field.focus();
  const start = field.selectionStart;
  if (!document.execCommand('insertText', false, text)) {
    field.setRangeText(text, start, field.selectionEnd, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  field.setSelectionRange(start + from, start + to);
}

const selected = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

/** Puts marks around the selection, or takes them away. */
export function surround(field, mark) {
  const text = selected(field);
  const before = field.value.slice(field.selectionStart - mark.length, field.selectionStart);
  const after = field.value.slice(field.selectionEnd, field.selectionEnd + mark.length);
  if (before === mark && after === mark) {
    field.setSelectionRange(field.selectionStart - mark.length, field.selectionEnd + mark.length);
    insert(field, text, 0, text.length);
  } else {
    insert(field, mark + text + mark, mark.length, mark.length + text.length);
  }
}

/** Puts something before each line of the selection, or takes it away. `make(i)` gives it for the i-th line. */
export function prefix(field, make, pattern) {
  const start = field.value.lastIndexOf('\n', field.selectionStart - 1) + 1;
  const next = field.value.indexOf('\n', field.selectionEnd);
  field.setSelectionRange(start, next < 0 ? field.value.length : next);
  const lines = selected(field).split('\n');
  const has = lines.every((line) => pattern.test(line));
  const text = lines.map((line, i) => (has ? line.replace(pattern, '') : make(i) + line.replace(pattern, ''))).join('\n');
  insert(field, text, lines.length > 1 ? 0 : text.length, text.length);
}

export function link(field, url, words) {
  const text = words || selected(field) || url;
  insert(field, `[${text.replace(/[[\]]/g, '\\$&')}](${encodeURI(decodeURI(url)).replace(/[()]/g, escape)})`);
}

/** On a line of its own. */
export function block(field, text) {
  const before = field.value.slice(0, field.selectionStart);
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  insert(field, `${gap}${text}\n\n`);
}

export const TOOLS = [
  { name: 'heading', sign: 'H', act: (field) => prefix(field, () => '## ', /^#{1,6} /) },
  { name: 'bold', sign: 'B', key: 'b', act: (field) => surround(field, '**') },
  { name: 'italic', sign: 'I', key: 'i', act: (field) => surround(field, '*') },
  { name: 'list', icon: 'M9 6h11v2H9zm0 5h11v2H9zm0 5h11v2H9zM4 5.5h3v3H4zm0 5h3v3H4zm0 5h3v3H4z', act: (field) => prefix(field, () => '- ', /^- /) },
  { name: 'numbers', icon: 'M9 6h11v2H9zm0 5h11v2H9zm0 5h11v2H9zM4.5 4H6v5H4.7V5.5h-1zM3.5 15h3.2v1.1l-1.6 1.8h1.7V19H3.4v-1.1l1.7-1.8H3.5z', act: (field) => prefix(field, (i) => `${i + 1}. `, /^\d+\. /) },
  { name: 'quote', icon: 'M5 6h6v6.5L8.5 18H5.5l2-5H5zm9 0h6v6.5L17.5 18h-3l2-5H14z', act: (field) => prefix(field, () => '> ', /^> /) },
];
