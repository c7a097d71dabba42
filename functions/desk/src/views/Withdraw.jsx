// Taking a post back, in two steps: why, and what will happen.
import { useState } from 'preact/hooks';
import { call } from '../api.js';
import { address, go } from '../route.js';
import { languageName, t } from '../words.js';
import { Do, Field, inLanguage, Wrong } from '../parts.jsx';

export function Withdraw({ draft }) {
  const post = draft.post.value;
  const [reason, setReason] = useState({});
  const [redirectTo, setRedirectTo] = useState('');
  const [isTold, setTold] = useState(false);
  const [problem, setProblem] = useState(null);
  const tags = Object.keys(post.editions);
  const run = async () => {
    try {
      const said = Object.fromEntries(Object.entries(reason).filter(([, text]) => text.trim()));
      const { json, etag } = await call('POST', `/posts/${post.id}/withdraw`, { body: { reason: said, ...(redirectTo ? { redirectTo } : {}) }, etag: draft.etag });
      draft.stepped(json, etag);
      go(['posts', post.id, 'receipts']);
    } catch (found) {
      setProblem(found);
    }
  };
  const next = (event) => {
    event.preventDefault();
    setTold(true);
  };
  return (
    <section class="narrow" aria-labelledby="withdraw">
      <h2 id="withdraw">{t('withdraw')}</h2>
      <ol class="way" aria-label={t('steps')}>
        <li aria-current={isTold ? undefined : 'step'}>{t('withdraw.why')}</li>
        <li aria-current={isTold ? 'step' : undefined}>{t('withdraw.what')}</li>
      </ol>
      {!isTold && (
        <form onSubmit={next}>
          {tags.map((tag, i) => (
            <Field key={tag} as="textarea" rows={3} label={`${t('withdraw.reason')}: ${languageName(tag)}`} hint={i === 0 ? t('withdraw.reason-hint') : undefined} required maxlength={2000}
              at={`/reason/${tag}`} problems={problem?.errors} value={reason[tag] ?? ''} onInput={(event) => setReason({ ...reason, [tag]: event.target.value })} {...inLanguage(tag)} />))}
          <Field label={t('withdraw.redirect')} hint={t('withdraw.redirect-hint')} at="/redirectTo" problems={problem?.errors} value={redirectTo} dir="ltr" onInput={(event) => setRedirectTo(event.target.value.trim())} />
          <div class="choices"><button type="submit">{t('next')}</button><a class="button second" href={address(['posts', post.id, 'release'])}>{t('cancel')}</a></div>
        </form>)}
      {isTold && (
        <>
          <ul class="bullets">
            <li>{redirectTo ? t('withdraw.page-redirect') : t('withdraw.page')}</li>
            <li>{t('withdraw.feeds')}</li>
            <li>{t('withdraw.mail')}</li>
            <li>{t('withdraw.back')}</li>
          </ul>
          <Wrong problem={problem} />
          <div class="choices">
            <Do class="alarm" action={run}>{t('withdraw.go')}</Do>
            <button type="button" class="second" onClick={() => setTold(false)}>{t('back')}</button>
          </div>
        </>)}
    </section>
  );
}
