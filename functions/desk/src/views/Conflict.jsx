// Two people saved the same post. Nothing is lost: the other's changes are shown, and who sees this chooses.
import { useState } from 'preact/hooks';
import { choose, content, words } from '../merge.js';
import { languageName, t } from '../words.js';
import { Dialog, Do, inLanguage, Who } from '../parts.jsx';

export function Conflict({ draft }) {
  const { post, by, clashes, theirs, merged } = draft.conflict.value;
  const [choices, setChoices] = useState(() => clashes.map((clash) => ({ by: 'mine', value: clash.mine })));
  const [later, setLater] = useState(false);
  const pickSide = (i, side, value) => setChoices(choices.map((each, j) => (j === i ? { by: side, value } : each)));
  const done = async () => {
    const text = structuredClone(merged);
    clashes.forEach(({ path }, i) => choose(text, path, choices[i].value));
    await draft.resolve(text);
  };
  const takeTheirs = () => draft.resolve(content(post));
  if (later) return <div class="wrong" role="alert"><p>{t('conflict.text')} <button type="button" class="link" onClick={() => setLater(false)}>{t('conflict.show')}</button></p></div>;
  return (
    <Dialog title={t('conflict')} onClose={() => setLater(true)} wide>
      <p>{t('conflict.text')} <Who subject={by} />.</p>
      {theirs.length > 0 && (
        <>
          <h3>{t('conflict.theirs')}</h3>
          <ul class="changes">{theirs.map((path) => (
            <li key={path.join()}><p class="rail">{place(path)}</p><Difference before={valueAt(draft.conflict.value.mine, path)} after={valueAt(merged, path)} path={path} /></li>))}
          </ul>
        </>)}
      {clashes.map((clash, i) => (
        <fieldset key={clash.path.join()} class="clash">
          <legend>{place(clash.path)}</legend>
          <p class="hint">{t('conflict.both')}</p>
          <Difference before={clash.mine} after={clash.theirs} path={clash.path} />
          <label><input type="radio" name={`clash-${i}`} checked={choices[i].by === 'mine'} onChange={() => pickSide(i, 'mine', clash.mine)} /> {t('conflict.mine')}</label>
          <label><input type="radio" name={`clash-${i}`} checked={choices[i].by === 'theirs'} onChange={() => pickSide(i, 'theirs', clash.theirs)} /> {t('conflict.take-theirs')}</label>
          {isText(clash) && <label><input type="radio" name={`clash-${i}`} checked={choices[i].by === 'own'} onChange={() => pickSide(i, 'own', `${clash.mine ?? ''}\n\n${clash.theirs ?? ''}`)} /> {t('conflict.own')}</label>}
          {choices[i].by === 'own' && <textarea rows={8} aria-label={place(clash.path)} value={choices[i].value} {...inLanguage(clash.path[1])}
            onInput={(event) => pickSide(i, 'own', event.target.value)} />}
        </fieldset>))}
      <div class="choices">
        <Do action={done}>{t('conflict.save')}</Do>
        <Do class="second" action={takeTheirs}>{t('conflict.drop-mine')}</Do>
      </div>
    </Dialog>
  );
}

const isText = ({ mine, theirs }) => typeof (mine ?? theirs) === 'string';
const valueAt = (text, path) => path.reduce((value, name) => value?.[name], text);

function place(path) {
  return path[0] === 'editions' ? `${languageName(path[1])}: ${t(`edition.${path[2]}`)}` : t(`about.${path[0]}`);
}

export function Difference({ before, after, path = [] }) {
  const tag = path[0] === 'editions' ? path[1] : null;
  return (
    <p class="difference" {...inLanguage(tag)}>
      {words(before, after).map((part, i) => (part.kind === 'gone' ? <del key={i}>{part.text}</del> : part.kind === 'new' ? <ins key={i}>{part.text}</ins> : <span key={i}>{shorten(part.text)}</span>))}
    </p>
  );
}

/** Of what is the same, as much as shows where one is. */
function shorten(text) {
  return text.length > 240 ? `${text.slice(0, 100)} … ${text.slice(-100)}` : text;
}
