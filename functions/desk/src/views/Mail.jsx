// Mailings under way, with the brake; batches of which a person has to say what became of them; the emergency stop.
import { useEffect, useState } from 'preact/hooks';
import { call, get } from '../api.js';
import { titleOf } from '../newsroom.js';
import { address } from '../route.js';
import { number, t } from '../words.js';
import { Dialog, Do, inLanguage, Title, useLoad, When, Who, Wrong } from '../parts.jsx';
import { Books, word } from './Receipts.jsx';

const OFTEN = 2_000;

export function Mail() {
  const { value, problem, again } = useLoad(() => get('/mailings?limit=100'));
  const [titles, setTitles] = useState({});
  const [asked, setAsked] = useState(false);
  const [stepProblem, setStepProblem] = useState(null);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), OFTEN);
    return () => clearInterval(timer);
  }, []);
  const unknown = value?.items.map((each) => each.post).filter((id) => id && !(id in titles)).join(' ');
  useEffect(() => {
    for (const id of unknown ? new Set(unknown.split(' ')) : []) {
      get(`/posts/${id}`).then((post) => setTitles((before) => ({ ...before, [id]: titleOf(post) })), () => {});
    }
  }, [unknown]);
  const act = (path, body = {}) => call('POST', path, { body }).then(() => { setStepProblem(null); again(); }, setStepProblem);
  return (
    <>
      <div class="head-line">
        <Title>{t('menu.mail')}</Title>
        {value && !value.stopped && <button type="button" class="alarm" onClick={() => setAsked(true)}>{t('mail.stop')}</button>}
      </div>
      <Wrong problem={problem ?? stepProblem} />
      {value?.stopped && (
        <div class="wrong" role="alert">
          <p><strong>{t('mail.is-stopped')}</strong> {value.stoppedFor && t(`mail.stopped-${value.stoppedFor}`)}</p>
          <p>{value.stoppedBy && <>{t('list.by')} <Who subject={value.stoppedBy} /> · </>}<When at={value.stoppedAt} /></p>
          <p class="choices"><Do action={() => act('/mailings/start')}>{t('mail.start')}</Do></p>
        </div>)}
      {value?.items.length === 0 && <p class="quiet">{t('mail.none')}</p>}
      <h2 class="unseen">{t('mail.list')}</h2>
      <ol class="rows">{value?.items.map((each) => <Mailing key={each.id} mailing={each} title={titles[each.post]} act={act} />)}</ol>
      {asked && (
        <Dialog title={t('mail.stop')} onClose={() => setAsked(false)}>
          <p>{t('mail.stop-text')}</p>
          <div class="choices">
            <Do class="alarm" action={() => act('/mailings/stop').then(() => setAsked(false))}>{t('mail.stop')}</Do>
            <button type="button" class="second" onClick={() => setAsked(false)}>{t('cancel')}</button>
          </div>
        </Dialog>)}
    </>
  );
}

function Mailing({ mailing, title, act }) {
  const { id, post, reason, openedAt, state, toSettle } = mailing;
  const path = `/mailings/${encodeURIComponent(id)}`;
  const kind = reason.split('#')[0];
  const cancel = () => (confirm(t('mail.cancel-sure')) ? act(`${path}/cancel`) : undefined);
  return (
    <li class="row">
      <p class="rail"><When at={openedAt} /> <span class={`state ${state}`}>{word('channel-state', state)}</span></p>
      <div>
        <h3>{post ? <a href={address(['posts', post, 'receipts'])} {...inLanguage(title?.lang)}>{title?.text || t('post')}</a> : t('mail.digest')}</h3>
        {post && <p class="facts"><span class="kind">{word('mail.reason', kind)}</span></p>}
        <Books books={mailing} />
        <div class="choices above">
          {state === 'sending' && <Do class="second" action={() => act(`${path}/pause`)}>{t('mail.pause')}</Do>}
          {state === 'paused' && <Do action={() => act(`${path}/resume`)}>{t('mail.resume')}</Do>}
          {['sending', 'paused', 'stopped'].includes(state) && <Do class="second" action={cancel}>{t('mail.cancel')}</Do>}
        </div>
        {toSettle.length > 0 && <Settle path={path} batches={toSettle} act={act} />}
      </div>
    </li>
  );
}

/** SES's answer was lost: nobody guesses, a person decides. */
function Settle({ path, batches, act }) {
  return (
    <div class="settle above">
      <h4>{t('settle')}</h4>
      <p class="hint">{t('settle.text')}</p>
      <ul>{batches.map(({ batch, readers, claimedAt }) => (
        <li key={batch} class="item">
          <p>{t('settle.batch')} {batch} · {t('books.audience')}: {number(readers)} · <When at={claimedAt} relative /></p>
          <div class="choices">{['accepted', 'rejected', 'again'].map((outcome) => (
            <Do key={outcome} class="second" action={() => act(`${path}/settle`, { batch, outcome })}>{t(`settle.${outcome}`)}</Do>))}
          </div>
        </li>))}
      </ul>
    </div>
  );
}
