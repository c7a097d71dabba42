// A post in one language, with the tools to write it.
import { useRef, useState } from 'preact/hooks';
import { block, insert, link, TOOLS } from '../markdown.js';
import { clean } from '../paste.js';
import { IMAGES } from '../upload.js';
import { languageName, t } from '../words.js';
import { Dialog, Field, inLanguage } from '../parts.jsx';
import { ImageDialog } from './ImageDialog.jsx';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function EditionPane({ draft, language }) {
  const edition = draft.content.value.editions[language];
  const problems = draft.problems.value;
  const at = (field) => `/editions/${language}/${field}`;
  const set = (field) => (event) => draft.change((content) => { content.editions[language][field] = event.target.value; });
  if (!edition) {
    return (
      <div class="empty-edition">
        <p class="quiet">{t('edition.missing')} {languageName(language)}</p>
        <button type="button" class="second" onClick={() => draft.change((content) => { content.editions[language] = { title: '' }; })}>{t('edition.begin')}</button>
      </div>
    );
  }
  const remove = () => confirm(t('edition.remove-sure')) && draft.change((content) => { delete content.editions[language]; });
  const isOnly = Object.keys(draft.content.value.editions).length === 1;
  const text = inLanguage(language);
  return (
    <div class="edition">
      <Field label={t('edition.title')} at={at('title')} problems={problems} class="title" value={edition.title} onInput={set('title')} maxlength={300} required {...text} />
      <Field label={t('edition.summary')} as="textarea" at={at('summary')} problems={problems} class="summary" value={edition.summary ?? ''} onInput={set('summary')} rows={3} maxlength={2000} {...text} />
      <Body draft={draft} language={language} value={edition.body ?? ''} at={at('body')} problems={problems} onInput={set('body')} />
      <details>
        <summary>{t('edition.more')}</summary>
        <Field label={t('edition.slug')} hint={t('edition.slug-hint')} at={at('slug')} problems={problems} value={edition.slug ?? ''} onInput={set('slug')} maxlength={100} dir="ltr" />
        {!isOnly && <p><button type="button" class="second" onClick={remove}>{t('edition.remove')}</button></p>}
      </details>
    </div>
  );
}

function Body({ draft, language, value, at, problems, onInput }) {
  const box = useRef();
  const [asked, setAsked] = useState(null); // 'link', or a file on its way
  const [isOver, setOver] = useState(false);
  const field = () => box.current.querySelector('textarea');
  const keys = (event) => {
    const wanted = isMac ? event.metaKey : event.ctrlKey;
    if (!wanted || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase();
    const tool = TOOLS.find((each) => each.key === key);
    if (!tool && key !== 'k') return;
    event.preventDefault();
    if (tool) tool.act(field());
    else setAsked({ kind: 'link' });
  };
  const take = (files) => {
    const file = [...files].find((each) => IMAGES.includes(each.type));
    if (file) setAsked({ kind: 'image', file });
    return Boolean(file);
  };
  const paste = (event) => {
    const html = event.clipboardData.getData('text/html');
    if (take(event.clipboardData.files) && !html) {
      event.preventDefault();
    } else if (html) {
      setAsked(null);
      event.preventDefault();
      const markdown = clean(html);
      insert(event.target, markdown || event.clipboardData.getData('text/plain'));
    }
  };
  const drop = (event) => {
    setOver(false);
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  const over = (event) => {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <div ref={box} class={isOver ? 'body over' : 'body'} onDrop={drop} onDragOver={over} onDragLeave={() => setOver(false)}>
      <Toolbar act={(work) => work(field())} onLink={() => setAsked({ kind: 'link' })} onFile={(file) => setAsked({ kind: 'image', file })} />
      <Field label={t('edition.body')} hint={t('edition.body-hint')} as="textarea" at={at} problems={problems} class="text" rows={14}
        value={value} onInput={onInput} onKeyDown={keys} onPaste={paste} {...inLanguage(language)} />
      {asked?.kind === 'link' && <LinkDialog field={field()} onClose={() => setAsked(null)} />}
      {asked?.kind === 'image' && (
        <ImageDialog file={asked.file} languages={Object.keys(draft.content.value.editions)} onClose={() => setAsked(null)}
          onDone={(media, said) => { setAsked(null); block(field(), `![${(said.alt[language] ?? '').replace(/[[\]]/g, '')}](media:${media.id})`); }} />)}
    </div>
  );
}

/** One stop for the Tab key; the arrows go from tool to tool (ARIA toolbar). */
function Toolbar({ act, onLink, onFile }) {
  const bar = useRef();
  const [at, setAt] = useState(0);
  const chooser = useRef();
  const tools = [
    ...TOOLS.map((tool) => ({ ...tool, run: () => act(tool.act) })),
    { name: 'link', icon: 'M10.6 13.4a1 1 0 0 1 0-1.4l4-4a3 3 0 0 1 4.2 4.2l-2 2 1.4 1.4 2-2a5 5 0 0 0-7-7l-4 4a3 3 0 0 0 0 4.2zm2.8-2.8a3 3 0 0 1 0 4.2l-4 4a5 5 0 0 1-7-7l2-2 1.4 1.4-2 2a3 3 0 0 0 4.2 4.2l4-4a1 1 0 0 0 0-1.4z', key: 'k', run: onLink },
    { name: 'image', icon: 'M3 5h18v14H3zm2 2v8.5l4-4 3.5 3.5 2.5-2 4 3.5V7zm10.5 1.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z', run: () => chooser.current.click() },
  ];
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const turned = document.documentElement.dir === 'rtl' ? -step : step;
    const next = (at + turned + tools.length) % tools.length;
    setAt(next);
    bar.current.querySelectorAll('button')[next].focus();
  };
  return (
    <div ref={bar} class="toolbar" role="toolbar" aria-label={t('tools')} onKeyDown={move}>
      {tools.map((tool, i) => {
        const key = tool.key ? ` (${isMac ? '⌘' : 'Ctrl+'}${tool.key.toUpperCase()})` : '';
        return <button key={tool.name} type="button" class={`tool is-${tool.name}`} tabindex={i === at ? 0 : -1} aria-label={t(`tool.${tool.name}`) + key} title={t(`tool.${tool.name}`) + key}
          onFocus={() => setAt(i)} onMouseDown={(event) => event.preventDefault()} onClick={tool.run}>{tool.icon ? <svg viewBox="0 0 24 24" aria-hidden="true"><path d={tool.icon} /></svg> : <span aria-hidden="true">{tool.sign}</span>}</button>;
      })}
      <input ref={chooser} type="file" hidden accept={IMAGES.join(',')} tabindex={-1} aria-label={t('tool.image')} onChange={(event) => { if (event.target.files[0]) onFile(event.target.files[0]); event.target.value = ''; }} />
    </div>
  );
}

function LinkDialog({ field, onClose }) {
  const [start, end] = [field.selectionStart, field.selectionEnd];
  const [words, setWords] = useState(field.value.slice(start, end));
  const [url, setUrl] = useState(/^https?:\S+$/.test(words) ? words : '');
  const done = (event) => {
    event.preventDefault();
    onClose();
    setTimeout(() => { // after the dialog has given the focus back
      field.setSelectionRange(start, end);
      link(field, url.trim(), words);
    });
  };
  return (
    <Dialog title={t('tool.link')} onClose={onClose}>
      <form onSubmit={done}>
        <Field label={t('link.url')} type="text" inputmode="url" pattern="(https?://|mailto:|/).+" value={url} onInput={(event) => setUrl(event.target.value)} required dir="ltr" placeholder="https://" />
        <Field label={t('link.words')} hint={t('link.words-hint')} value={words} onInput={(event) => setWords(event.target.value)} />
        <div class="choices"><button type="submit">{t('insert')}</button><button type="button" class="second" onClick={onClose}>{t('cancel')}</button></div>
      </form>
    </Dialog>
  );
}
