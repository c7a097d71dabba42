// All posts, and first what waits for whoever looks.
import { useEffect, useState } from 'preact/hooks';
import { get } from '../api.js';
import { allKept } from '../kept.js';
import { site, titleOf, typeName } from '../newsroom.js';
import { sentBack } from '../revisions.js';
import { address, replace, route } from '../route.js';
import { may, session } from '../session.js';
import { languageName, pick, t } from '../words.js';
import { inLanguage, Lang, SentBack, State, Title, useLoad, When, Who, Wrong } from '../parts.jsx';

const STATES = ['draft', 'in-review', 'scheduled', 'published', 'withdrawn'];

export function PostList() {
  const filters = route.value.query;
  const [pages, setPages] = useState([]);
  const { value, problem, busy } = useLoad(() => get('/posts', { ...filters, limit: 30 }), [JSON.stringify(filters)]);
  useEffect(() => setPages(value ? [value] : []), [value]);
  const [moreProblem, setMoreProblem] = useState(null);
  const next = pages.at(-1)?.next;
  const more = () => get('/posts', { ...filters, limit: 30, cursor: next }).then((page) => setPages([...pages, page]), setMoreProblem);
  const posts = pages.flatMap((page) => page.items);
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <>
      <div class="head-line">
        <Title>{t('menu.posts')}</Title>
        <a class="button" href={address(['posts', 'new'])}>{t('post.new')}</a>
      </div>
      {!isFiltered && <Waiting />}
      <Filters filters={filters} />
      <Wrong problem={problem ?? moreProblem} />
      <section aria-labelledby="all">
        <h2 id="all" class="unseen">{t('list.all')}</h2>
        <ol class="rows" aria-busy={busy}>{posts.map((post) => <Row key={post.id} post={post} />)}</ol>
        {!busy && !problem && posts.length === 0 && <p class="quiet empty">{isFiltered ? t('list.none-found') : t('list.none')}</p>}
        {next && <p><button type="button" class="second" onClick={more}>{t('list.more')}</button></p>}
      </section>
    </>
  );
}

function Row({ post, place = [], back }) {
  const title = titleOf(post);
  const scheduled = post.scheduled && post.state === 'scheduled';
  return (
    <li class="row">
      <p class="rail"><When at={scheduled ? post.scheduled.at : post.updatedAt} /> <State post={post} /></p>
      <div>
        <h3 {...inLanguage(title.lang)}><a href={address(['posts', post.id, ...place])}>{title.text}</a></h3>
        <p class="facts">
          <span class="kind">{typeName(post.type)}</span>
          <span class="langs">{Object.keys(post.editions).map((tag) => <Lang key={tag} tag={tag} />)}</span>
          <span>{t('list.by')} <Who subject={post.createdBy} /></span>
          {post.updatedBy !== post.createdBy && <span>{t('list.changed')} <Who subject={post.updatedBy} /></span>}
        </p>
        {back && <SentBack step={back} />}
      </div>
    </li>
  );
}

function Filters({ filters }) {
  const [words, setWords] = useState(filters.q ?? '');
  const set = (name, value) => replace(['posts'], { ...filters, [name]: value });
  useEffect(() => {
    if (words === (filters.q ?? '')) return undefined;
    const timer = setTimeout(() => set('q', words), 300);
    return () => clearTimeout(timer);
  }, [words]);
  const choice = (name, options) => (
    <label class="choice"><span>{t(`filter.${name}`)}</span>
      <select value={filters[name] ?? ''} onChange={(event) => set(name, event.target.value)}>
        <option value="">{t('filter.any')}</option>
        {options.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </select>
    </label>
  );
  const { types, topics, languages, defaultLanguage } = site.value;
  return (
    <search class="filters">
      <label class="choice grow"><span>{t('filter.q')}</span>
        <input type="search" value={words} onInput={(event) => setWords(event.target.value)} /></label>
      {choice('state', STATES.map((state) => [state, t(`state.${state}`)]))}
      {choice('type', types.map(({ id, names }) => [id, pick(names, defaultLanguage)]))}
      {topics.length > 0 && choice('topic', topics.map(({ id, names }) => [id, pick(names, defaultLanguage)]))}
      {languages.length > 1 && choice('language', languages.map((tag) => [tag, languageName(tag)]))}
    </search>
  );
}

/** Whether an editor sent it back, and why. It is in the history only: handing in and sending back make revision 3. */
async function lastSentBack(id) {
  return sentBack((await get(`/posts/${id}/revisions`, { limit: 50 }).catch(() => ({ items: [] }))).items);
}

/** To review, to release soon, one's own drafts; text that this browser still has; mail that needs a person. */
function Waiting() {
  const isEditor = may('editor');
  const mine = session.value.subject;
  const { value } = useLoad(async () => {
    const [review, scheduled, drafts, mail, texts] = await Promise.all([
      isEditor ? get('/posts', { state: 'in-review', limit: 20 }) : { items: [] },
      get('/posts', { state: 'scheduled', limit: 20 }),
      get('/posts', { state: 'draft', limit: 50 }),
      isEditor ? get('/mailings?limit=100') : { items: [] },
      allKept(mine),
    ]);
    const own = drafts.items.filter((post) => post.createdBy === mine).slice(0, 5);
    const back = await Promise.all(own.map((post) => (post.revision < 3 ? null : lastSentBack(post.id))));
    return {
      review: review.items,
      scheduled: scheduled.items.sort((a, b) => a.scheduled.at.localeCompare(b.scheduled.at)),
      drafts: own,
      back: Object.fromEntries(own.map(({ id }, i) => [id, back[i]])),
      settle: mail.items.filter((each) => each.toSettle.length > 0),
      stopped: mail.stopped,
      texts,
    };
  });
  if (!value) return null;
  const { review, scheduled, drafts, back, settle, stopped, texts } = value;
  const nothing = [review, scheduled, drafts, settle, texts].every((each) => each.length === 0) && !stopped;
  if (nothing) return null;
  const group = (name, posts, place) => posts.length > 0 && (
    <div class="group"><h3 class="rail">{t(`waiting.${name}`)}</h3><ol class="rows">{posts.map((post) => <Row key={post.id} post={post} place={place} back={back[post.id]} />)}</ol></div>
  );
  return (
    <section class="waiting" aria-labelledby="waiting">
      <h2 id="waiting">{t('waiting')}</h2>
      {stopped && <p class="notice"><a href={address(['mail'])}>{t('mail.is-stopped')}</a></p>}
      {settle.length > 0 && <p class="notice"><a href={address(['mail'])}>{t('waiting.settle')}</a></p>}
      {texts.map((text) => (
        <p class="notice" key={text.id}><a href={address(['posts', text.post ?? 'new'], text.post ? {} : { kept: text.id })}>{t('waiting.kept')}: {Object.values(text.content.editions)[0]?.title || t('untitled')}</a></p>
      ))}
      {group('review', review, ['release'])}
      {group('scheduled', scheduled, ['release'])}
      {group('drafts', drafts)}
    </section>
  );
}
