// Who did what and when; what differs; and an earlier text brought back.
import { useEffect, useState } from 'preact/hooks';
import { call, get } from '../api.js';
import { go } from '../route.js';
import { may } from '../session.js';
import { languageName, t } from '../words.js';
import { Do, useLoad, When, Who, Wrong } from '../parts.jsx';
import { Difference } from './Conflict.jsx';
import { word } from './Receipts.jsx';

const ONE_SITTING = 10 * 60_000; // saves of one person closer than this are shown as one

export function History({ draft }) {
  const post = draft.post.value;
  const [items, setItems] = useState([]);
  const { value, problem } = useLoad(() => get(`/posts/${post.id}/revisions`, { limit: 100 }), [post.revision]);
  useEffect(() => setItems(value?.items ?? []), [value]);
  const rows = sittings(items);
  return (
    <div class="narrow">
      <h2 class="unseen">{t('place.history')}</h2>
      <Wrong problem={problem} />
      <ol class="rows history">{rows.map((row) => <Step key={row.revision} draft={draft} row={row} newest={items[0].revision} />)}</ol>
    </div>
  );
}

/** Saving happens every few seconds; what one person saved in one go counts once. `since` is the revision before it. */
export function sittings(items) {
  const rows = [];
  for (const item of items) {
    const last = rows.at(-1);
    const joins = last && last.step === 'save' && item.step === 'save' && last.by === item.by && Date.parse(last.from) - Date.parse(item.at) < ONE_SITTING;
    if (joins) {
      last.since = item.revision - 1;
      last.from = item.at;
    } else {
      rows.push({ ...item, since: item.revision - 1, from: item.at });
    }
  }
  return rows;
}

function Step({ draft, row, newest }) {
  const post = draft.post.value;
  const [diff, setDiff] = useState(null);
  const [problem, setProblem] = useState(null);
  const hasText = ['save', 'restore'].includes(row.step);
  const show = async () => {
    if (diff) return setDiff(null);
    return get(`/posts/${post.id}/revisions/${row.revision}/diff`, { from: row.since }).then(setDiff, setProblem);
  };
  const restore = async () => {
    if (!confirm(t('history.restore-sure'))) return;
    try {
      if (!(await draft.save())) return;
      const { json, etag } = await call('POST', `/posts/${post.id}/restore`, { body: { revision: row.textRevision }, etag: draft.etag });
      draft.took(json, etag);
      go(['posts', post.id]);
    } catch (found) {
      setProblem(found);
    }
  };
  return (
    <li class="row">
      <p class="rail"><When at={row.at} /></p>
      <div>
        <h3>{word('step', row.step)} <span class="quiet">· {t('list.by')} <Who subject={row.by} /></span></h3>
        {row.reason && <blockquote>{row.reason}</blockquote>}
        <div class="choices">
          {hasText && row.since > 0 && <button type="button" class="link" aria-expanded={diff !== null} onClick={show}>{t('history.diff')}</button>}
          {may('editor') && row.revision !== newest && ['create', 'save', 'restore'].includes(row.step) && <Do class="link" action={restore}>{t('history.restore')}</Do>}
        </div>
        <Wrong problem={problem} />
        {diff && <ul class="changes">{diff.changes.map((each) => <Change key={each.pointer} change={each} />)}{diff.changes.length === 0 && <li class="quiet">{t('history.same')}</li>}</ul>}
      </div>
    </li>
  );
}

function Change({ change: { pointer, from, to } }) {
  const path = pointer.split('/').slice(1).map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'));
  const label = path[0] === 'editions' ? `${languageName(path[1])}${path[2] ? `: ${t(`edition.${path[2]}`)}` : ''}` : t(`about.${path[0]}`);
  return <li><p class="rail">{label}</p><Difference before={from} after={to} path={path} /></li>;
}
