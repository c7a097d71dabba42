// The page as readers would get it: the API's own preview of what is saved, at the width of a phone or of a desk.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api.js';
import { languageName, t } from '../words.js';
import { Wrong } from '../parts.jsx';

const EARLY = 60_000; // a new address that long before the old one ends
const WIDTHS = { phone: 390, desktop: 1280 };

export function Preview({ draft, language, phone }) {
  const [page, setPage] = useState(null);
  const [problem, setProblem] = useState(null);
  const opened = useRef(null);
  const revision = draft.post.value?.revision;
  const post = draft.post.value;
  useEffect(() => {
    if (!post?.editions[language]) return undefined;
    const abort = new AbortController();
    (async () => {
      if (!opened.current?.urls[language] || Date.parse(opened.current.expiresAt) - EARLY < Date.now()) {
        opened.current = (await call('POST', `/posts/${post.id}/previews`, { body: {} })).json;
      }
      const { pathname, search } = new URL(opened.current.urls[language]);
      const answer = await fetch(pathname + search, { signal: abort.signal });
      setPage(await answer.text());
      setProblem(null);
    })().catch((found) => found.name !== 'AbortError' && setProblem(found));
    return () => abort.abort();
  }, [revision, language]);
  if (!post?.editions[language]) return <p class="quiet">{t('preview.not-yet')}</p>;
  return (
    <div class={`preview ${phone ? 'phone' : 'desktop'}`}>
      <Wrong problem={problem} />
      {page !== null && <Sheet page={page} width={phone ? WIDTHS.phone : WIDTHS.desktop} title={`${t('preview')}: ${languageName(language)}`} />}
      {opened.current && <p class="hint"><a href={opened.current.urls[language]} target="_blank" rel="noopener">{t('preview.open')}</a></p>}
    </div>
  );
}

/**
 * Shown by `srcdoc`, so that the preview's own address may stay forbidden to frames; the frame runs no script and leads nowhere.
 * A wide page is shown smaller where there is no room for it.
 */
function Sheet({ page, width, title }) {
  const box = useRef();
  const frame = useRef();
  const [scale, setScale] = useState(1);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setScale(Math.min(1, entry.contentRect.width / width)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [width]);
  useEffect(() => {
    const { style } = frame.current;
    style.width = `${width}px`;
    style.height = `${Math.round(box.current.clientHeight / scale)}px`;
    style.transform = `scale(${scale})`;
  }, [scale, width, page]);
  return <div class="sheet" ref={box}><iframe ref={frame} sandbox="" srcdoc={page} title={title} /></div>;
}
