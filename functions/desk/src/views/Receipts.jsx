// What every channel did with each release, as it happens.
import { useEffect, useState } from 'preact/hooks';
import { call, get } from '../api.js';
import { site } from '../newsroom.js';
import { address } from '../route.js';
import { may } from '../session.js';
import { duration, languageName, number, t } from '../words.js';
import { Do, useLoad, When, Wrong } from '../parts.jsx';

const OFTEN = 1_500;
const SELDOM = 15_000;
const PARTS = ['accepted', 'pending', 'rejected', 'excluded', 'uncertain'];

export function Receipts({ draft }) {
  const post = draft.post.value;
  const { value, problem, again } = useLoad(async () => {
    const [receipts, fresh] = await Promise.all([get(`/posts/${post.id}/receipts?limit=100`), call('GET', `/posts/${post.id}`)]);
    if (!draft.isDirty.value) draft.took(fresh.json, fresh.etag);
    return receipts.items;
  }, [post.id]);
  const isOpen = value === null || value.length === 0 || value.some(open) || post.state === 'scheduled';
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), isOpen ? OFTEN : SELDOM);
    return () => clearInterval(timer);
  }, [isOpen]);
  return (
    <div class="receipts">
      <Wrong problem={problem} />
      {post.live && (
        <p class="public">{t('receipt.public')}: {Object.entries(post.urls).map(([tag, url]) => <a key={tag} href={url} target="_blank" rel="noopener">{languageName(tag)}</a>)}</p>)}
      {may('editor') && post.state === 'published' && (
        <p class="choices"><a class="button second" href={address(['posts', post.id])}>{t('receipt.correct')}</a><a class="button second" href={address(['posts', post.id, 'withdraw'])}>{t('withdraw')}</a></p>)}
      {value?.length === 0 && <p class="quiet">{t('receipt.none')}</p>}
      {value?.map((receipt) => <Receipt key={receipt.revision} receipt={receipt} post={post} />)}
    </div>
  );
}

const open = ({ channels }) => Object.values(channels).some(({ state }) => !['live', 'done', 'sent', 'failed', 'superseded', 'withdrawn', 'none', 'off', 'cancelled', 'stopped'].includes(state));

function Receipt({ receipt, post }) {
  const { revision, releasedAt, scheduledFor, latenessMs, channels, digests } = receipt;
  return (
    <section class="receipt" aria-labelledby={`r-${revision}`}>
      <h2 id={`r-${revision}`}>{t('receipt.release')} <When at={releasedAt} /></h2>
      {scheduledFor && <p class="quiet">{t('receipt.scheduled')} <When at={scheduledFor} />{latenessMs !== undefined && ` · ${t('receipt.late')} ${number(latenessMs)} ms`}</p>}
      <ul class="channels">
        {['site', 'feeds', 'email'].filter((name) => channels[name]).map((name) => (
          <li key={name}>
            <h3>{t(`channel.${name}`)}</h3>
            <p><span class={`state ${channels[name].state}`}>{word('channel-state', channels[name].state)}</span> {channels[name].at && <When at={channels[name].at} />}
              {channels[name].files !== undefined && <span class="quiet"> · {t('receipt.files')} {number(channels[name].files)}</span>}</p>
            {channels[name].reason && <p class="problem">{word('reason', channels[name].reasonCode ?? channels[name].reason)}</p>}
            {name === 'email' && <Books books={channels.email} />}
            {name === 'email' && channels.email.sandbox && <p class="hint">{t('receipt.sandbox')}</p>}
          </li>))}
      </ul>
      {digests && (digests.daily.audience > 0 || digests.weekly.audience > 0) && (
        <ul class="channels">{['daily', 'weekly'].filter((name) => digests[name].audience > 0).map((name) => (
          <li key={name}><h3>{t(`reach.${name}`)}</h3><Books books={digests[name]} /></li>))}
        </ul>)}
    </section>
  );
}

/** A word of the interface, or the API's own for one that it learned later. */
export function word(group, name) {
  const key = `${group}.${name}`;
  const found = t(key);
  return found === key ? name : found;
}

/** A mailing in numbers, and as a bar that fills. */
export function Books({ books }) {
  const { audience, bounced, complained, secondsLeft } = books;
  if (audience === undefined) return null;
  const done = audience - books.pending;
  return (
    <div class="books">
      <progress max={Math.max(1, audience)} value={audience ? done : 1} aria-label={t('books.done')} />
      <dl>
        <div><dt>{t('books.audience')}</dt><dd>{number(audience)}</dd></div>
        {PARTS.filter((part) => part === 'accepted' || books[part] > 0).map((part) => <div key={part} class={part}><dt>{t(`books.${part}`)}</dt><dd>{number(books[part])}</dd></div>)}
        {bounced > 0 && <div><dt>{t('books.bounced')}</dt><dd>{number(bounced)}</dd></div>}
        {complained > 0 && <div><dt>{t('books.complained')}</dt><dd>{number(complained)}</dd></div>}
        {secondsLeft > 0 && <div><dt>{t('books.left')}</dt><dd>{duration(secondsLeft)}</dd></div>}
      </dl>
    </div>
  );
}
