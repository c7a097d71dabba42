// The newsroom's settings. Admins change them; others may look.
import { useEffect, useState } from 'preact/hooks';
import { call, get } from '../api.js';
import { contrast, ENOUGH } from '../contrast.js';
import { site, siteEtag } from '../newsroom.js';
import { may } from '../session.js';
import { IMAGES } from '../upload.js';
import { languageName, number, t } from '../words.js';
import { Dialog, Do, Field, inLanguage, Tick, Title, useLoad, When, Who, Wrong } from '../parts.jsx';
import { thumbnail } from './About.jsx';
import { ImageDialog } from './ImageDialog.jsx';
import { word } from './Receipts.jsx';

const PAGES = ['legal', 'accessibility'];

export function Settings() {
  const [draft, setDraft] = useState(() => structuredClone(site.value));
  const [warnings, setWarnings] = useState(null);
  const [problem, setProblem] = useState(null);
  const [saved, setSaved] = useState(false);
  const isAdmin = may('admin');
  const problems = problem?.errors ?? [];
  const change = (work) => {
    const next = structuredClone(draft);
    work(next);
    setDraft(next);
    setSaved(false);
  };
  const send = async (dryRun) => {
    setProblem(null);
    try {
      const { json, etag } = await call('PUT', `/site${dryRun ? '?dryRun=true' : ''}`, { body: draft, etag: siteEtag.value });
      if (dryRun) return setWarnings(json.warnings ?? []);
      site.value = json;
      siteEtag.value = etag;
      setDraft(structuredClone(json));
      setWarnings(null);
      return setSaved(true);
    } catch (found) {
      setWarnings(null);
      return setProblem(found);
    }
  };
  const part = { draft, change, problems };
  return (
    <>
      <Title>{t('menu.settings')}</Title>
      {!isAdmin && <p class="notice">{t('settings.look')}</p>}
      <form class="settings" data-unsaved={String(JSON.stringify(draft) !== JSON.stringify(site.value))} onSubmit={(event) => { event.preventDefault(); send(true); }}>
        <fieldset disabled={!isAdmin}>
          <Names {...part} />
          <Languages {...part} />
          <Kinds {...part} field="types" />
          <Kinds {...part} field="topics" />
          <Navigation {...part} />
          <Looks {...part} />
          <Contact {...part} />
          <Pages {...part} />
          <Rules {...part} />
        </fieldset>
        <div class="bar">
          <Wrong problem={problem} />
          {isAdmin && <button type="submit">{t('settings.save')}</button>}
          <span role="status" class="good">{saved ? t('settings.saved') : ''}</span>
        </div>
      </form>
      {isAdmin && <Rebuild />}
      <Changes />
      {warnings && (
        <Dialog title={t('settings.save')} onClose={() => setWarnings(null)}>
          {warnings.length === 0 ? <p>{t('settings.no-warnings')}</p> : <ul class="bullets">{warnings.map((each) => <li key={each.pointer + each.code}>{each.detail}</li>)}</ul>}
          <div class="choices"><Do action={() => send(false)}>{t('settings.save-now')}</Do><button type="button" class="second" onClick={() => setWarnings(null)}>{t('cancel')}</button></div>
        </Dialog>)}
    </>
  );
}

function Part({ name, children }) {
  return <section class="part" aria-labelledby={`s-${name}`}><h2 id={`s-${name}`}>{t(`settings.${name}`)}</h2><div>{children}</div></section>;
}

/** A text in each of the newsroom's languages. */
function Texts({ draft, label, value = {}, at, problems, onText, ...rest }) {
  return draft.languages.map((tag) => (
    <Field key={tag} label={`${label}: ${languageName(tag)}`} at={`${at}/${tag}`} problems={problems} value={value[tag] ?? ''} {...inLanguage(tag)} {...rest}
      onInput={(event) => onText(tag, event.target.value)} />));
}

const put = (texts, tag, text) => {
  if (text) texts[tag] = text;
  else delete texts[tag];
};

function Names({ draft, change, problems }) {
  return (
    <Part name="names">
      <Texts draft={draft} label={t('settings.name')} value={draft.names} at="/names" problems={problems} onText={(tag, text) => change((next) => put(next.names, tag, text))} />
      <Texts draft={draft} label={t('settings.tagline')} value={draft.taglines} at="/taglines" problems={problems} onText={(tag, text) => change((next) => put(next.taglines ??= {}, tag, text))} />
    </Part>
  );
}

function Languages({ draft, change, problems }) {
  const [added, setAdded] = useState('');
  const add = () => {
    if (added && !draft.languages.includes(added)) change((next) => { next.languages.push(added); });
    setAdded('');
  };
  return (
    <Part name="languages">
      <ul>{draft.languages.map((tag) => (
        <li key={tag} class="line"><span>{languageName(tag)} ({tag})</span>
          {tag !== draft.defaultLanguage && <button type="button" class="second" aria-label={`${t('remove')}: ${languageName(tag)}`} onClick={() => change((next) => { next.languages = next.languages.filter((each) => each !== tag); })}>{t('remove')}</button>}
        </li>))}
      </ul>
      <div class="line">
        <Field label={t('settings.language-add')} hint={t('settings.language-hint')} at="/languages" problems={problems} value={added} dir="ltr" maxlength={12} onInput={(event) => setAdded(event.target.value.trim())} />
        <button type="button" class="second" onClick={add}>{t('add')}</button>
      </div>
      <Field label={t('settings.default-language')} as="select" at="/defaultLanguage" problems={problems} value={draft.defaultLanguage} onChange={(event) => change((next) => { next.defaultLanguage = event.target.value; })}>
        {draft.languages.map((tag) => <option key={tag} value={tag}>{languageName(tag)}</option>)}
      </Field>
      <Field label={t('settings.zone')} as="select" at="/timeZone" problems={problems} value={draft.timeZone} onChange={(event) => change((next) => { next.timeZone = event.target.value; })}>
        {[...new Set([draft.timeZone, ...Intl.supportedValuesOf('timeZone')])].map((zone) => <option key={zone} value={zone}>{zone}</option>)}
      </Field>
    </Part>
  );
}

function Kinds({ draft, change, problems, field }) {
  return (
    <Part name={field}>
      {draft[field].map((kind, i) => (
        <details key={i} open={!kind.id}>
          <summary>{kind.names[draft.defaultLanguage] || kind.id || t('untitled')}</summary>
          <Field label={t('settings.id')} hint={t('settings.id-hint')} at={`/${field}/${i}/id`} problems={problems} value={kind.id} pattern="[a-z0-9][a-z0-9\-]*" dir="ltr" onInput={(event) => change((next) => { next[field][i].id = event.target.value; })} />
          <Texts draft={draft} label={t('settings.name')} value={kind.names} at={`/${field}/${i}/names`} problems={problems} onText={(tag, text) => change((next) => put(next[field][i].names, tag, text))} />
          <button type="button" class="second" onClick={() => change((next) => { next[field].splice(i, 1); })}>{t('remove')}</button>
        </details>))}
      <button type="button" class="second" onClick={() => change((next) => { next[field].push({ id: '', names: {} }); })}>{t('add')}</button>
    </Part>
  );
}

function Navigation({ draft, change, problems }) {
  return (
    <Part name="navigation">
      {draft.navigation.map((link, i) => (
        <details key={i} open={!link.url}>
          <summary>{link.names[draft.defaultLanguage] || link.url || t('untitled')}</summary>
          <Field label={t('link.url')} at={`/navigation/${i}/url`} problems={problems} value={link.url} dir="ltr" onInput={(event) => change((next) => { next.navigation[i].url = event.target.value; })} />
          <Texts draft={draft} label={t('settings.name')} value={link.names} at={`/navigation/${i}/names`} problems={problems} onText={(tag, text) => change((next) => put(next.navigation[i].names, tag, text))} />
          <button type="button" class="second" onClick={() => change((next) => { next.navigation.splice(i, 1); })}>{t('remove')}</button>
        </details>))}
      <button type="button" class="second" onClick={() => change((next) => { next.navigation.push({ names: {}, url: '' }); })}>{t('add')}</button>
    </Part>
  );
}

function Looks({ draft, change, problems }) {
  const accent = draft.colours?.accent ?? '#1d3f72';
  const ratio = contrast(accent, '#fbfaf7');
  const [file, setFile] = useState(null);
  const [logo, setLogo] = useState(null);
  useEffect(() => {
    setLogo(null);
    if (draft.logo) get(`/media/${draft.logo}`).then(setLogo, () => {});
  }, [draft.logo]);
  return (
    <Part name="looks">
      <Field label={t('settings.accent')} type="color" class="colour" at="/colours/accent" problems={problems} value={accent} onInput={(event) => change((next) => { (next.colours ??= {}).accent = event.target.value; })} />
      <p role="status" class={ratio >= ENOUGH ? 'good' : 'problem'}>{t('settings.contrast')} {number(Math.round(ratio * 10) / 10)} : 1 · {ratio >= ENOUGH ? t('settings.contrast-good') : t('settings.contrast-bad')}</p>
      <div class="field" data-at="/logo" tabindex={-1}>
        <p class="label">{t('settings.logo')}</p>
        {thumbnail(logo) && <img class="shown" src={thumbnail(logo)} alt="" />}
        {draft.logo && <p>{logo?.filename}</p>}
        <div class="choices">
          <label class="button second">{t('about.image-choose')}<input type="file" class="unseen" accept={IMAGES.join(',')} onChange={(event) => { setFile(event.target.files[0] ?? null); event.target.value = ''; }} /></label>
          {draft.logo && <button type="button" class="second" onClick={() => change((next) => { next.logo = null; })}>{t('remove')}</button>}
        </div>
      </div>
      {file && <ImageDialog file={file} languages={draft.languages} onClose={() => setFile(null)} onDone={(media) => { setFile(null); change((next) => { next.logo = media.id; }); }} />}
    </Part>
  );
}

function Contact({ draft, change, problems }) {
  const contact = draft.contact ?? {};
  const set = (field) => (event) => change((next) => put(next.contact ??= {}, field, event.target.value));
  return (
    <Part name="contact">
      <Field label={t('settings.sender')} hint={t('settings.sender-hint')} type="email" at="/sender" problems={problems} value={draft.sender ?? ''} onInput={(event) => change((next) => put(next, 'sender', event.target.value))} />
      {['name', 'email', 'telephone', 'url'].map((field) => (
        <Field key={field} label={t(`contact.${field}`)} at={`/contact/${field}`} problems={problems} value={contact[field] ?? ''} onInput={set(field)} />))}
      <Field label={t('contact.address')} as="textarea" rows={3} at="/contact/address" problems={problems} value={contact.address ?? ''} onInput={set('address')} />
    </Part>
  );
}

function Pages({ draft, change, problems }) {
  return (
    <Part name="pages">
      {PAGES.map((page) => (
        <details key={page}>
          <summary>{t(`pages.${page}`)}</summary>
          <Texts draft={draft} as="textarea" rows={8} label={t('edition.body')} value={draft.pages?.[page]} at={`/pages/${page}`} problems={problems}
            onText={(tag, text) => change((next) => put((next.pages ??= {})[page] ??= {}, tag, text))} />
        </details>))}
    </Part>
  );
}

function Rules({ draft, change, problems }) {
  return (
    <Part name="rules">
      <Tick label={t('settings.four-eyes')} hint={t('settings.four-eyes-hint')} checked={draft.fourEyes} onChange={(event) => change((next) => { next.fourEyes = event.target.checked; })} />
      <Field label={t('settings.complaints')} hint={t('settings.complaints-hint')} type="number" min="0" max="100" step="0.01" at="/complaintLimit" problems={problems}
        value={Math.round((draft.complaintLimit ?? 0) * 100_000) / 1000} onInput={(event) => change((next) => { next.complaintLimit = Number(event.target.value) / 100; })} />
      <Field label={t('settings.hub')} hint={t('settings.hub-hint')} at="/hub" problems={problems} value={draft.hub ?? ''} dir="ltr" onInput={(event) => change((next) => { next.hub = event.target.value || null; })} />
    </Part>
  );
}

function Rebuild() {
  const { value, problem, again } = useLoad(() => get('/rebuild'));
  const [failed, setFailed] = useState(null);
  const isBusy = value && !['none', 'done'].includes(value.state);
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setInterval(again, 2_000);
    return () => clearInterval(timer);
  }, [isBusy]);
  return (
    <Part name="rebuild">
      <p class="hint">{t('settings.rebuild-hint')}</p>
      <Wrong problem={problem ?? failed} />
      {value && value.state !== 'none' && <p role="status">{word('rebuild', value.state)} {value.finishedAt && <When at={value.finishedAt} />}</p>}
      <Do class="second" disabled={Boolean(isBusy)} action={() => call('POST', '/rebuild').then(again, setFailed)}>{t('settings.rebuild-go')}</Do>
    </Part>
  );
}

function Changes() {
  const { value } = useLoad(() => get('/site/revisions', { limit: 10 }), [siteEtag.value]);
  if (!value?.items.length) return null;
  return (
    <Part name="changes">
      <ol class="rows">{value.items.map((each) => (
        <li key={each.revision} class="row"><p class="rail"><When at={each.at} /></p><p>{t('list.by')} <Who subject={each.by} />: <span class="quiet" dir="ltr">{each.changed.join(', ')}</span></p></li>))}
      </ol>
    </Part>
  );
}
