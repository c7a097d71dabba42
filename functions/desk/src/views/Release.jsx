// The last page before a release: what was found, who will get what, when; and the release itself, with a stop.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get } from '../api.js';
import { site, steps } from '../newsroom.js';
import { address, go } from '../route.js';
import { may, session } from '../session.js';
import { duration, languageName, number, t, when } from '../words.js';
import { instantOf, localOf } from '../zone.js';
import { Dialog, Do, Field, inLanguage, Lang, Tick, useLoad, When, Who, Wrong } from '../parts.jsx';

const SECONDS_TO_STOP = 10;

export function Release({ draft }) {
  const post = draft.post.value;
  const [isSaved, setSaved] = useState(null);
  useEffect(() => { draft.save().then(setSaved); }, []);
  if (!post || isSaved === false) {
    return <p class="notice">{t('release.not-saved')} <a href={address(post ? ['posts', post.id] : ['posts', 'new'])}>{t('release.back')}</a></p>;
  }
  if (isSaved === null) return <p class="quiet">{t('loading')}</p>;
  return (
    <div class="release">
      {post.scheduled && post.state === 'scheduled' && <Scheduled draft={draft} />}
      <div class="columns two">
        <div>
          <Findings post={post} />
        </div>
        <Steps draft={draft} />
      </div>
    </div>
  );
}

async function step(draft, name, body = {}, key) {
  const id = draft.post.value.id;
  const { json, etag } = await call('POST', `/posts/${id}/${name}`, { body, etag: draft.etag, key });
  draft.stepped(json, etag);
  return json;
}

/** Findings with a click to the place, and who is to get what. */
function Findings({ post }) {
  const { value, problem, busy, again } = useLoad(async () => (await call('POST', `/posts/${post.id}/preflight`, { body: {} })).json, [post.revision]);
  return (
    <>
      <section aria-labelledby="findings">
        <h2 id="findings">{t('preflight')}</h2>
        <Wrong problem={problem} />
        {busy && <p class="quiet" role="status">{t('preflight.looking')}</p>}
        {value && value.findings.length === 0 && <p class="good">{t('preflight.nothing')}</p>}
        {value && value.findings.length > 0 && (
          <ul class="findings">{value.findings.map((each) => (
            <li key={each.pointer + each.code + each.detail} class={each.severity}>
              <span class="kind">{t(`severity.${each.severity}`)}</span>{' '}
              <a href={address(['posts', post.id], { at: each.pointer || '/type' })}>{place(each.pointer)}</a>
              <p>{each.detail}</p>
            </li>))}
          </ul>)}
        {value && <p><button type="button" class="second" onClick={again}>{t('preflight.again')}</button></p>}
      </section>
      {value && <Reach post={post} found={value} />}
    </>
  );
}

function place(pointer) {
  const [, kind, first, second] = pointer.split('/');
  if (kind === 'editions') return `${languageName(first)}${second ? `: ${t(`edition.${second}`)}` : ''}`;
  return kind ? t(`about.${kind}`) : t('post');
}

function Reach({ post, found: { audience, mailing } }) {
  const heads = ({ readers, languages }) => (
    <>{audience.exact ? '' : '≈ '}{number(readers)} <span class="quiet">{Object.entries(languages).map(([tag, count]) => `${tag} ${number(count)}`).join(' · ')}</span></>
  );
  return (
    <section aria-labelledby="reach">
      <h2 id="reach">{t('reach')}</h2>
      <dl class="facts-list">
        <div><dt>{t('channel.site')}</dt><dd>{Object.keys(post.editions).map((tag) => languageName(tag)).join(', ')}</dd></div>
        <div><dt>{t('channel.feeds')}</dt><dd>{t('reach.feeds')}</dd></div>
        <div><dt>{t('reach.immediate')}</dt><dd>{heads(audience.immediate)}</dd></div>
        <div><dt>{t('reach.daily')}</dt><dd>{heads(audience.daily)}</dd></div>
        <div><dt>{t('reach.weekly')}</dt><dd>{heads(audience.weekly)}</dd></div>
        {mailing && mailing.readers > 0 && <div><dt>{t('reach.takes')}</dt><dd>{duration(mailing.seconds)}</dd></div>}
      </dl>
      <TestMail post={post} />
    </section>
  );
}

function TestMail({ post }) {
  const [sent, setSent] = useState(null);
  const [problem, setProblem] = useState(null);
  const send = () => call('POST', `/posts/${post.id}/test-mail`, { body: {} }).then(({ json }) => { setSent(json); setProblem(null); }, setProblem);
  return (
    <>
      <Do class="second" action={send}>{t('testmail')}</Do>
      <p role="status">{sent ? `${t('testmail.sent')} ${sent.to}` : ''}</p>
      <Wrong problem={problem} />
    </>
  );
}

/** What this person can do with the post as it stands. */
function Steps({ draft }) {
  const post = draft.post.value;
  const possible = steps(post);
  const isEditor = may('editor');
  const can = (name) => possible.includes(name);
  return (
    <div class="steps">
      {isEditor && can('publish') && <Publish draft={draft} />}
      {can('submit') && <Submit draft={draft} first={!isEditor} />}
      {isEditor && can('reject') && <Reject draft={draft} />}
      {isEditor && can('withdraw') && <section><h2>{t('withdraw')}</h2><p class="quiet">{t('withdraw.short')}</p><p><a class="button second" href={address(['posts', post.id, 'withdraw'])}>{t('withdraw.open')}</a></p></section>}
      {isEditor && can('reinstate') && <Reinstate draft={draft} />}
      {can('delete') && (isEditor || post.createdBy === session.value.subject) && <Delete draft={draft} />}
    </div>
  );
}

function Publish({ draft }) {
  const post = draft.post.value;
  const zone = site.value.timeZone;
  const isFirst = !post.publishedAt;
  const [isLater, setLater] = useState(post.state === 'scheduled');
  const [local, setLocal] = useState(() => localOf(post.scheduled?.at ?? nextHour(), zone));
  const [notify, setNotify] = useState(isFirst);
  const [isCorrection, setCorrection] = useState(false);
  const [texts, setTexts] = useState({});
  const [problem, setProblem] = useState(null);
  const [asked, setAsked] = useState(false);
  const at = isLater ? instantOf(local, zone) : null;
  const correction = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
  const body = () => ({ notify, ...(isCorrection && Object.keys(correction).length ? { correction } : {}), ...(isLater ? { at: at.toISOString() } : {}) });
  const run = async (key) => {
    setProblem(null);
    try {
      await step(draft, isLater ? 'schedule' : 'publish', body(), key);
      if (!isLater) go(['posts', post.id, 'receipts']);
    } catch (found) {
      setProblem(found);
    } finally {
      setAsked(false);
    }
  };
  const submit = (event) => {
    event.preventDefault();
    setAsked(true);
  };
  return (
    <section aria-labelledby="publish">
      <h2 id="publish">{isFirst ? t('publish') : t('publish.again')}</h2>
      <form onSubmit={submit}>
        {!isFirst && (
          <fieldset class="field">
            <legend>{t('publish.what')}</legend>
            <Tick type="radio" name="what" label={t('publish.update')} hint={t('publish.update-hint')} checked={!isCorrection} onChange={() => { setCorrection(false); setNotify(false); }} />
            <Tick type="radio" name="what" label={t('publish.correction')} hint={t('publish.correction-hint')} checked={isCorrection} onChange={() => { setCorrection(true); setNotify(true); }} />
            {isCorrection && Object.keys(post.editions).map((tag) => (
              <Field key={tag} as="textarea" rows={2} label={`${t('publish.wrong')}: ${languageName(tag)}`} value={texts[tag] ?? ''} onInput={(event) => setTexts({ ...texts, [tag]: event.target.value })} {...inLanguage(tag)} />))}
          </fieldset>)}
        <fieldset class="field">
          <legend>{t('publish.when')}</legend>
          <Tick type="radio" name="when" label={t('publish.now')} checked={!isLater} onChange={() => setLater(false)} />
          <Tick type="radio" name="when" label={t('publish.later')} checked={isLater} onChange={() => setLater(true)} />
          {isLater && (
            <>
              <Field label={`${t('publish.at')} (${zone})`} type="datetime-local" step={1} required value={local} min={localOf(Date.now(), zone)} onInput={(event) => setLocal(event.target.value)} />
              {at && <p class="hint">{t('publish.yours')}: {when(at, undefined, { dateStyle: 'full', timeStyle: 'long' })}</p>}
            </>)}
        </fieldset>
        <Tick label={isCorrection ? t('publish.notify-correction') : t('publish.notify')} hint={isFirst ? t('publish.notify-hint') : isCorrection ? t('publish.notify-correction-hint') : t('publish.notify-again-hint')} checked={notify} onChange={(event) => setNotify(event.target.checked)} />
        <Wrong problem={problem} />
        <div class="choices"><button type="submit" disabled={isLater && !at}>{isLater ? t('publish.schedule') : t('publish.go')}</button></div>
      </form>
      {asked && <Countdown isLater={isLater} at={at} notify={notify} post={post} onStop={() => setAsked(false)} onGo={run} />}
    </section>
  );
}

function nextHour() {
  const hour = 3_600_000;
  return Math.ceil((Date.now() + hour / 4) / hour) * hour;
}

/** The last moment: what will happen, and a stop. Scheduling can be called off later, so it waits for nobody. */
function Countdown({ isLater, at, notify, post, onStop, onGo }) {
  const [left, setLeft] = useState(SECONDS_TO_STOP);
  const key = useRef(crypto.randomUUID());
  const [running, setRunning] = useState(false);
  const begin = () => {
    setRunning(true);
    if (isLater) onGo(key.current);
  };
  useEffect(() => {
    if (!running || isLater) return undefined;
    if (left === 0) {
      onGo(key.current);
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, running]);
  const isGone = running && (isLater || left === 0); // too late to stop: what was sent is sent
  return (
    <Dialog title={isLater ? t('publish.schedule') : t('publish.go')} onClose={isGone ? () => {} : onStop}>
      <ul class="plain-list">
        <li>{t('sure.site')}: {Object.keys(post.editions).map((tag) => <Lang key={tag} tag={tag} />)}</li>
        <li>{notify ? t('sure.mail') : t('sure.no-mail')}</li>
        {isLater && <li>{when(at, site.value.timeZone, { dateStyle: 'full', timeStyle: 'short' })} ({site.value.timeZone})</li>}
      </ul>
      {running && !isGone && <p class="count" role="timer" aria-live="off">{left}</p>}
      {running && <p class={isGone ? 'quiet' : 'unseen'} role="status">{isGone ? (isLater ? t('loading') : t('state.releasing')) : t('sure.running')}</p>}
      <div class="choices">
        {!running && <button type="button" onClick={begin}>{isLater ? t('publish.schedule') : t('publish.go')}</button>}
        {running && !isGone && <button type="button" class="alarm" ref={(button) => button?.focus()} onClick={onStop}>{t('stop')}</button>}
        {!running && <button type="button" class="second" onClick={onStop}>{t('cancel')}</button>}
      </div>
    </Dialog>
  );
}

/** A release to come: how long until then, and how to call it off. */
function Scheduled({ draft }) {
  const post = draft.post.value;
  const [now, setNow] = useState(Date.now());
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.round((Date.parse(post.scheduled.at) - now) / 1000));
  useEffect(() => { // once it is due, look whether it happened
    if (left > 0) return undefined;
    const timer = setInterval(async () => {
      const { json, etag } = await call('GET', `/posts/${post.id}`).catch(() => ({}));
      if (json && json.state !== 'scheduled') {
        draft.stepped(json, etag);
        go(['posts', post.id, 'receipts']);
      }
    }, 1500);
    return () => clearInterval(timer);
  }, [left > 0]);
  const newest = useLoad(() => get(`/posts/${post.id}/revisions`, { limit: 1 }), [post.revision]).value?.items[0];
  const isStale = newest && newest.textRevision !== post.scheduled.revision;
  const stop = () => step(draft, 'unschedule').then(() => setProblem(null), setProblem);
  return (
    <section class="scheduled" aria-labelledby="scheduled">
      <h2 id="scheduled">{t('scheduled')}</h2>
      <p><strong><When at={post.scheduled.at} /></strong> ({site.value.timeZone}) · {t('list.by')} <Who subject={post.scheduled.by} /></p>
      <p class="count" role="timer" aria-live="off">{clock(left)}</p>
      {isStale && <p class="notice">{t('scheduled.stale')}</p>}
      <Wrong problem={problem} />
      {may('editor') && <Do class="alarm" action={stop}>{t('scheduled.stop')}</Do>}
    </section>
  );
}

function clock(seconds) {
  if (seconds >= 172_800) return duration(seconds);
  const two = (value) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function Submit({ draft, first }) {
  const [problem, setProblem] = useState(null);
  return (
    <section>
      <h2>{t('submit')}</h2>
      <p class="quiet">{t('submit.hint')}</p>
      <Wrong problem={problem} />
      <Do class={first ? '' : 'second'} action={() => step(draft, 'submit').then(() => go([]), setProblem)}>{t('submit.go')}</Do>
    </section>
  );
}

function Reject({ draft }) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState(null);
  const send = (event) => {
    event.preventDefault();
    step(draft, 'reject', { reason }).then(() => go([]), setProblem);
  };
  return (
    <section>
      <h2>{t('reject')}</h2>
      <form onSubmit={send}>
        <Field as="textarea" rows={3} label={t('reject.reason')} hint={t('reject.hint')} required maxlength={2000} value={reason} onInput={(event) => setReason(event.target.value)} />
        <Wrong problem={problem} />
        <button type="submit" class="second">{t('reject.go')}</button>
      </form>
    </section>
  );
}

function Reinstate({ draft }) {
  const [problem, setProblem] = useState(null);
  return (
    <section>
      <h2>{t('reinstate')}</h2>
      <p class="quiet">{t('reinstate.hint')}</p>
      <Wrong problem={problem} />
      <Do action={() => step(draft, 'reinstate').then((post) => go(['posts', post.id, 'receipts']), setProblem)}>{t('reinstate.go')}</Do>
    </section>
  );
}

function Delete({ draft }) {
  const [problem, setProblem] = useState(null);
  const remove = async () => {
    if (!confirm(t('delete.sure'))) return;
    try {
      await call('DELETE', `/posts/${draft.post.value.id}`, { etag: draft.etag });
      draft.leave();
      draft.settled();
      go([]);
    } catch (found) {
      setProblem(found);
    }
  };
  return (
    <section>
      <h2>{t('delete')}</h2>
      <p class="quiet">{t('delete.hint')}</p>
      <Wrong problem={problem} />
      <Do class="second" action={remove}>{t('delete.go')}</Do>
    </section>
  );
}
