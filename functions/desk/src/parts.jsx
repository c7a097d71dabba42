// Small pieces that several views are made of.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { get, Problem } from './api.js';
import { names } from './names.js';
import { session, signInAgain } from './session.js';
import { ago, direction, languageName, t, when } from './words.js';
import { site } from './newsroom.js';

/** A dialog that keeps the focus; Escape closes it. */
export function Dialog({ title, onClose, children, wide }) {
  const box = useRef();
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    return () => before?.focus?.();
  }, []);
  return (
    <dialog ref={box} class={wide ? 'wide' : ''} aria-labelledby={id} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="quiet" onClick={onClose} aria-label={t('close')}>×</button>
      </div>
      {children}
    </dialog>
  );
}

/** A label above, a hint below it, the field, and what is wrong with it. */
export function Field({ label, hint, at, problems = [], as: Tag = 'input', class: className = '', children, ...rest }) {
  const id = useId();
  const wrong = problems.filter((each) => each.pointer === at);
  const described = [hint && `${id}-hint`, wrong.length && `${id}-wrong`].filter(Boolean).join(' ') || undefined;
  return (
    <div class={`field ${className}`}>
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      <Tag id={id} data-at={at} aria-describedby={described} aria-invalid={wrong.length ? 'true' : undefined} {...rest}>{children}</Tag>
      {wrong.length > 0 && <p class="problem" id={`${id}-wrong`}>{wrong.map((each) => each.detail).join(' ')}</p>}
    </div>
  );
}

export function Tick({ label, hint, ...rest }) {
  const id = useId();
  return (
    <div class="tick">
      <input type={rest.type ?? 'checkbox'} id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

/** A date and a time in the newsroom's own zone; how long ago, for whoever points at it. */
export function When({ at, relative }) {
  if (!at) return null;
  const zone = site.value?.timeZone;
  return <time datetime={at} title={relative ? when(at, zone) : ago(at)}>{relative ? ago(at) : when(at, zone)}</time>;
}

const nameOf = names(() => get('/people'));

/** Whoever a token's subject is: oneself, their name, or the beginning of the id while nobody knows whose it is. */
export function Who({ subject }) {
  if (!subject) return null;
  if (subject === session.value?.subject) return <span>{t('you')}</span>;
  const name = nameOf(subject);
  if (name) return <bdi>{name}</bdi>;
  return <span title={subject}>{/^[0-9a-f-]{36}$/.test(subject) ? subject.slice(0, 8) : subject}</span>;
}

/** An editor's step back to the author, with the reason. */
export function SentBack({ step }) {
  return (
    <div class="back">
      <p><strong>{t('step.reject')}</strong> · {t('list.by')} <Who subject={step.by} /> · <When at={step.at} /></p>
      <blockquote>{step.reason}</blockquote>
    </div>
  );
}

export function Lang({ tag }) {
  return <abbr class="lang" title={languageName(tag)}>{tag}</abbr>;
}

export function State({ post }) {
  const state = post.state === 'published' && post.live === null ? 'releasing' : post.state;
  return <span class={`state ${state}`}>{t(`state.${state}`)}</span>;
}

/** What went wrong, in words, with what one can do about it. */
export function Wrong({ problem }) {
  const box = useRef();
  useEffect(() => { if (problem) box.current?.focus(); }, [problem]);
  if (!problem) return null;
  const known = problem instanceof Problem;
  const key = `problem.${known ? problem.code : 'unknown'}`;
  const said = t(key);
  return (
    <div class="wrong" role="alert" tabindex={-1} ref={box}>
      <p>{said === key ? (problem.message || t('problem.unknown')) : said}</p>
      {known && problem.errors.length > 0 && <ul>{problem.errors.map((each) => <li key={each.pointer + each.code}>{each.detail}</li>)}</ul>}
      {known && problem.code === 'expired' && <p><button type="button" onClick={signInAgain}>{t('signin.again')}</button></p>}
    </div>
  );
}

/**
 * Loads something, again when `deps` change or the person has signed in again.
 * @returns {{value: any, problem: any, busy: boolean, again: () => void}}
 */
export function useLoad(load, deps = []) {
  const [result, setResult] = useState({ value: null, problem: null, busy: true });
  const [turn, setTurn] = useState(0);
  const expired = session.value?.expired ?? false;
  useEffect(() => {
    let current = true;
    setResult((before) => ({ ...before, busy: true }));
    load().then(
      (value) => current && setResult({ value, problem: null, busy: false }),
      (problem) => current && setResult((before) => ({ value: before.value, problem, busy: false })),
    );
    return () => { current = false; };
  }, [...deps, turn, expired]);
  return { ...result, again: () => setTurn((each) => each + 1) };
}

/** A button that does something that takes time, once at a time. */
export function Do({ action, children, class: className, disabled, ...rest }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await action();
    } finally {
      setBusy(false);
    }
  };
  return <button type="button" class={className} disabled={disabled} aria-busy={busy || undefined} onClick={run} {...rest}>{children}</button>;
}

/** Attributes of text that is in a language of its own. */
export const inLanguage = (tag) => (tag ? { lang: tag, dir: direction(tag) } : {});

export function Title({ children }) {
  const heading = useRef();
  useEffect(() => {
    document.title = `${heading.current.textContent} · ${t('desk')}`;
  });
  return <h1 ref={heading} tabindex={-1}>{children}</h1>;
}
