// Editions side by side, and what belongs to all of them.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { route } from '../route.js';
import { site } from '../newsroom.js';
import { languageName, pick, t } from '../words.js';
import { Field, Tick } from '../parts.jsx';
import { About } from './About.jsx';
import { EditionPane } from './EditionPane.jsx';
import { Preview } from './Preview.jsx';

const PREVIEWS = ['preview-phone', 'preview-desktop'];

export function Write({ draft }) {
  const content = draft.content.value;
  const has = Object.keys(content.editions);
  const languages = site.value.languages;
  const main = languages.find((tag) => has.includes(tag)) ?? has[0];
  const wanted = pointerLanguage(route.value.query.at);
  const [first, setFirst] = useState(wanted ?? main ?? languages[0]);
  const [second, setSecond] = useState(languages.find((tag) => tag !== first && has.includes(tag)) ?? 'preview-phone');
  const at = route.value.query.at;
  useEffect(() => { if (at !== undefined) bringTo(at); }, [at]);
  // What the other side shows already changes places with this one.
  const place = (to, set, value, other, setOther) => {
    if (to && to === other) setOther(value || PREVIEWS[0]);
    set(to);
  };
  const choose = (label, value, set, other, setOther, none) => (
    <label class="choice"><span>{t(label)}</span>
      <select value={value} onChange={(event) => place(event.target.value, set, value, other, setOther)}>
        <optgroup label={t('editions')}>
          {languages.map((tag) => <option key={tag} value={tag}>{languageName(tag)}{has.includes(tag) ? '' : ` (${t('edition.none')})`}</option>)}
        </optgroup>
        <optgroup label={t('preview')}>
          {PREVIEWS.map((each) => <option key={each} value={each}>{t(each)}</option>)}
        </optgroup>
        {none && <option value="">{t('nothing')}</option>}
      </select>
    </label>
  );
  const pane = (value, other) => (PREVIEWS.includes(value)
    ? <Preview draft={draft} language={has.includes(other) ? other : main} phone={value === 'preview-phone'} />
    : <EditionPane key={value} draft={draft} language={value} />);
  return (
    <>
      <Problems draft={draft} />
      <div class={`panes ${second ? 'two' : 'one'}`}>
        <section class="pane first" aria-label={label(first)}>
          {choose('pane.first', first, setFirst, second, setSecond)}
          {pane(first, PREVIEWS.includes(second) ? main : second || main)}
        </section>
        <section class="pane second" aria-label={label(second)}>
          {choose('pane.second', second, setSecond, first, setFirst, true)}
          {second && pane(second, first)}
        </section>
      </div>
      <About draft={draft} />
    </>
  );
}

const label = (value) => (PREVIEWS.includes(value) ? t('preview') : value ? languageName(value) : t('nothing'));

const pointerLanguage = (pointer) => /^\/editions\/([^/]+)/.exec(pointer ?? '')?.[1];

/** Puts the focus on the field that a problem or finding names, or the nearest one around it. */
function bringTo(pointer) {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf('/'))) {
    const field = document.querySelector(`[data-at="${CSS.escape(at)}"]`);
    if (!field) continue;
    field.closest('details')?.setAttribute('open', '');
    field.focus();
    field.scrollIntoView({ block: 'center' });
    return;
  }
}

/** What the API refused, with a click to the place. */
function Problems({ draft }) {
  const problems = draft.problems.value;
  if (problems.length === 0) return null;
  return (
    <div class="wrong" role="alert">
      <h2>{t('save.refused')}</h2>
      <ul>{problems.map((each) => (
        <li key={each.pointer + each.code}><button type="button" class="link" onClick={() => bringTo(each.pointer)}>{each.detail}</button></li>))}
      </ul>
    </div>
  );
}
