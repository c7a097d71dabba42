// Head and foot of every view, and which view it is.
import { useEffect, useRef, useState } from 'preact/hooks';
import { online } from '../api.js';
import { dropAll } from '../kept.js';
import { loadSite, site } from '../newsroom.js';
import { address, route } from '../route.js';
import { may, session, signIn, signInAgain, signInProblem, signOut } from '../session.js';
import { language, pick, speak, t, WORDS, languageName } from '../words.js';
import { Wrong } from '../parts.jsx';
import { Figures } from './Figures.jsx';
import { Mail } from './Mail.jsx';
import { PostList } from './PostList.jsx';
import { PostPage } from './PostPage.jsx';
import { Settings } from './Settings.jsx';

const VIEWS = { posts: PostList, mail: Mail, figures: Figures, settings: Settings };

export function Frame() {
  const signedIn = session.value !== null;
  const expired = session.value?.expired ?? false;
  const [problem, setProblem] = useState(null);
  const main = useRef();
  useEffect(() => {
    if (signedIn && !expired) loadSite().then(() => setProblem(null), setProblem);
  }, [signedIn, expired]);
  const { path } = route.value;
  const place = path.join('/');
  useEffect(() => { // a new view is read from its heading, as a new page would be
    scrollTo(0, 0);
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [place]);
  if (!signedIn) return <SignIn />;
  const View = path[0] === 'posts' && path[1] ? PostPage : VIEWS[path[0] ?? 'posts'] ?? PostList;
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current.querySelector('h1')?.focus(); }}>{t('skip')}</a>
      <Head at={path[0] ?? 'posts'} />
      <div role="status" class="notices">
        {!online.value && <p class="notice">{t('offline')}</p>}
        {expired && <p class="notice">{t('signin.ended')} <button type="button" onClick={signInAgain}>{t('signin.again')}</button></p>}
      </div>
      <main id="main" ref={main}>
        <Wrong problem={problem} />
        {site.value && <View key={path[0] === 'posts' ? path[1] ?? 'list' : path[0]} />}
        {!site.value && !problem && <p class="quiet">{t('loading')}</p>}
      </main>
    </>
  );
}

function Head({ at }) {
  const links = [['posts', true], ['mail', may('editor')], ['figures', may('admin')], ['settings', true]];
  return (
    <header class="masthead">
      <p class="wordmark"><a href={address([])}>{t('desk')}</a> <span class="quiet">{site.value ? pick(site.value.names, site.value.defaultLanguage) : ''}</span></p>
      <nav aria-label={t('menu')}>
        <ul>{links.filter(([, shown]) => shown).map(([name]) => (
          <li key={name}><a href={address([name])} aria-current={at === name ? 'page' : undefined}>{t(`menu.${name}`)}</a></li>))}
        </ul>
      </nav>
      <div class="me">
        <Languages />
        <span class="quiet name" dir="auto" title={t(`role.${session.value.roles.at(-1)}`)}>{session.value.name}</span>
        <button type="button" class="second" onClick={leave}>{t('signout')}</button>
      </div>
    </header>
  );
}

async function leave() {
  if (document.querySelector('[data-unsaved="true"]') && !confirm(t('signout.unsaved'))) return;
  await dropAll();
  await signOut();
}

export function Languages() {
  return (
    <select class="small" aria-label={t('language')} value={language.value} onChange={(event) => speak(event.target.value)}>
      {Object.keys(WORDS).map((tag) => <option key={tag} value={tag} lang={tag}>{languageName(tag, tag)}</option>)}
    </select>
  );
}

function SignIn() {
  useEffect(() => { document.title = t('desk'); });
  return (
    <main class="signin">
      <h1>{t('desk')}</h1>
      <p class="standfirst">{t('signin.text')}</p>
      {signInProblem.value && <p class="wrong" role="alert">{t(signInProblem.value)}</p>}
      <p><button type="button" onClick={signIn}>{t('signin')}</button></p>
      <p><Languages /></p>
    </main>
  );
}
