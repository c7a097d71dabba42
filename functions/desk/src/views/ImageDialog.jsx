// An image, and what stands for it where it cannot be seen: asked for before it is sent.
import { useEffect, useState } from 'preact/hooks';
import { upload } from '../upload.js';
import { languageName, t } from '../words.js';
import { Dialog, Field, inLanguage, Tick, Wrong } from '../parts.jsx';

/** @param {{file: File, languages: string[], onDone: (media: object, said: {alt: object, decorative: boolean}) => void}} props */
export function ImageDialog({ file, languages, onDone, onClose }) {
  const [alt, setAlt] = useState({});
  const [decorative, setDecorative] = useState(false);
  const [problem, setProblem] = useState(null);
  const [stage, setStage] = useState(null);
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const send = async (event) => {
    event.preventDefault();
    setProblem(null);
    const said = { alt: decorative ? {} : Object.fromEntries(Object.entries(alt).filter(([, text]) => text.trim())), decorative };
    try {
      onDone(await upload(file, said, setStage), said);
    } catch (found) {
      setStage(null);
      setProblem(found);
    }
  };
  return (
    <Dialog title={t('image.title')} onClose={onClose}>
      <form onSubmit={send}>
        {url && <img class="shown" src={url} alt={t('image.chosen')} />}
        <p class="quiet">{file.name}</p>
        <Tick label={t('image.decorative')} checked={decorative} onChange={(event) => setDecorative(event.target.checked)} />
        {!decorative && <p class="hint">{t('image.alt-hint')}</p>}
        {!decorative && languages.map((tag) => (
          <Field key={tag} label={`${t('image.alt')}: ${languageName(tag)}`} value={alt[tag] ?? ''} maxlength={1000} required {...inLanguage(tag)}
            onInput={(event) => setAlt({ ...alt, [tag]: event.target.value })} />))}
        <Wrong problem={problem} />
        <p role="status" class="quiet">{stage ? t(`upload.${stage}`) : ''}</p>
        <div class="choices">
          <button type="submit" disabled={stage !== null}>{t('image.send')}</button>
          <button type="button" class="second" onClick={onClose}>{t('cancel')}</button>
        </div>
      </form>
    </Dialog>
  );
}
