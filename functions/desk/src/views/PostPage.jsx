// One post: writing it, releasing it, what became of it, and its history.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, online } from '../api.js';
import { Draft } from '../draft.js';
import { kept } from '../kept.js';
import { site, titleOf } from '../newsroom.js';
import { sentBack } from '../revisions.js';
import { address, route } from '../route.js';
import { session, signInAgain } from '../session.js';
import { ago, t } from '../words.js';
import { inLanguage, SentBack, State, Title, useLoad, Wrong } from '../parts.jsx';
import { Conflict } from './Conflict.jsx';
import { History } from './History.jsx';
import { Receipts } from './Receipts.jsx';
import { Release } from './Release.jsx';
import { Withdraw } from './Withdraw.jsx';
import { Write } from './Write.jsx';

const PLACES = { write: Write, release: Release, receipts: Receipts, history: History, withdraw: Withdraw };

/** The post that was open last; text that is not saved stays in it while one looks elsewhere. */
let current = null;

function fresh() {
  const { types, defaultLanguage } = site.value;
  return { type: types[0].id, topics: [], authors: [], editions: { [defaultLanguage]: { title: '' } }, links: [], image: null, attachments: [] };
}

async function openDraft(id, keptId) {
  if (current && (current.post.value?.id ?? current.id) === id && current.isDirty.value) return current;
  if (id === 'new') {
    const local = keptId ? await kept(keptId, session.value.subject) : null;
    const draft = new Draft(null, local);
    if (!local) draft.content.value = fresh();
    return draft;
  }
  const [{ json }, local] = await Promise.all([call('GET', `/posts/${id}`), kept(id, session.value.subject)]);
  return new Draft(json, local);
}

export function PostPage() {
  const { path: [, id, place = 'write'], query } = route.value;
  const [draft, setDraft] = useState(null);
  const [problem, setProblem] = useState(null);
  const expired = session.value?.expired ?? false;
  useEffect(() => {
    let here = true;
    if (draft || expired) return undefined;
    openDraft(id, query.kept).then((opened) => {
      if (!here) return;
      current = opened;
      opened.gone = false;
      // The address becomes the post's, and the page stays as it is, with the caret where it was.
      opened.onCreated = (made) => history.replaceState(null, '', address(['posts', made]));
      setDraft(opened);
    }, (found) => here && setProblem(found));
    return () => { here = false; };
  }, [expired]);
  useEffect(() => () => { if (draft) leave(draft); }, [draft]);
  useEffect(() => { draft?.retry(); }, [draft, expired, online.value]);
  useEffect(() => {
    if (!draft) return undefined;
    const look = () => document.visibilityState === 'visible' && refresh(draft);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [draft]);
  if (!draft) return problem ? <><Title>{t('post')}</Title><Wrong problem={problem} /></> : <p class="quiet">{t('loading')}</p>;
  const post = draft.post.value;
  const View = PLACES[place] ?? Write;
  const title = titleOf(draft.content.value);
  return (
    <article data-unsaved={String(draft.isDirty.value)}>
      <header class="post-head">
        <p class="rail"><a href={address(['posts'])}>{t('menu.posts')}</a>{post && <State post={post} />}<SaveState draft={draft} /></p>
        <Title><span {...inLanguage(title.lang)}>{title.text || t('untitled')}</span></Title>
        {post && <Places id={post.id} post={post} at={place} />}
      </header>
      {post?.state === 'draft' && post.revision > 2 && place === 'write' && <Back id={post.id} />}
      {draft.conflict.value && <Conflict draft={draft} />}
      <View draft={draft} />
    </article>
  );
}

/** Why an editor sent it back, until it is handed in again. */
function Back({ id }) {
  const back = sentBack(useLoad(() => get(`/posts/${id}/revisions`, { limit: 50 }), [id]).value?.items ?? []);
  return back && <div class="notice"><SentBack step={back} /></div>;
}

async function leave(draft) {
  await draft.save().catch(() => {});
  if (current !== draft || !draft.isDirty.value) draft.leave();
}

/** What others did meanwhile, if nothing here is unsaved. */
async function refresh(draft) {
  if (!draft.post.value || draft.isDirty.value || session.value?.expired) return;
  const { json, etag } = await call('GET', `/posts/${draft.post.value.id}`).catch(() => ({}));
  if (!json || etag === draft.etag || draft.isDirty.value) return;
  draft.took(json, etag);
}

function Places({ id, post, at }) {
  const places = ['write', 'release', ...(post.publishedAt || post.scheduled ? ['receipts'] : []), 'history'];
  return (
    <nav class="tabs" aria-label={t('post')}>
      <ul>{places.map((place) => (
        <li key={place}><a href={address(['posts', id, ...(place === 'write' ? [] : [place])])} aria-current={at === place ? 'page' : undefined}>{t(`place.${place}`)}</a></li>))}
      </ul>
    </nav>
  );
}

/** Always to be seen: whether the text is safe, and where. */
function SaveState({ draft }) {
  const [, tick] = useState(0);
  const timer = useRef();
  useEffect(() => {
    timer.current = setInterval(() => tick((each) => each + 1), 20_000);
    return () => clearInterval(timer.current);
  }, []);
  const state = draft.state.value;
  const at = draft.savedAt.value;
  const isUsual = ['saved', 'unsaved', 'saving'].includes(state);
  return (
    <>
      <span class={`saved ${state}`}>
        {state === 'saved' && at ? `${t('save.saved')} ${ago(at)}` : state === 'saved' ? '' : t(`save.${state}`)}
        {state === 'expired' && <> <button type="button" class="link" onClick={signInAgain}>{t('signin.again')}</button></>}
      </span>
      {/* Read out only when something is the matter: it is saved every few seconds. */}
      <span class="unseen" role="status">{isUsual ? '' : t(`save.${state}`)}</span>
    </>
  );
}
