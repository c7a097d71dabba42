// What all editions of a post share: its kind and topics, image, files, links, and where it was before.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../api.js';
import { site } from '../newsroom.js';
import { FILES, IMAGES, upload } from '../upload.js';
import { instantOf, localOf } from '../zone.js';
import { languageName, pick, t } from '../words.js';
import { Field, inLanguage, Tick, Wrong } from '../parts.jsx';
import { ImageDialog } from './ImageDialog.jsx';

export function About({ draft }) {
  const content = draft.content.value;
  const problems = draft.problems.value;
  const { types, topics, defaultLanguage, timeZone } = site.value;
  const change = (work) => draft.change(work);
  const lines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);
  return (
    <section class="about" aria-labelledby="about">
      <h2 id="about">{t('about')}</h2>
      <div class="columns">
        <div>
          <Field label={t('about.type')} as="select" at="/type" problems={problems} value={content.type} onChange={(event) => change((each) => { each.type = event.target.value; })}>
            {types.map(({ id, names }) => <option key={id} value={id}>{pick(names, defaultLanguage)}</option>)}
          </Field>
          {topics.length > 0 && (
            <fieldset class="field" data-at="/topics" tabindex={-1}>
              <legend>{t('about.topics')}</legend>
              <div class="ticks">{topics.map(({ id, names }) => (
                <Tick key={id} label={pick(names, defaultLanguage)} checked={content.topics?.includes(id)}
                  onChange={(event) => change((each) => { each.topics = event.target.checked ? [...(each.topics ?? []), id] : each.topics.filter((topic) => topic !== id); })} />))}
              </div>
            </fieldset>)}
          <Tick label={t('about.featured')} hint={t('about.featured-hint')} checked={Boolean(content.featured)} onChange={(event) => change((each) => { each.featured = event.target.checked; })} />
          <Tick label={t('about.urgent')} hint={t('about.urgent-hint')} checked={Boolean(content.urgent)} onChange={(event) => change((each) => { each.urgent = event.target.checked; })} />
        </div>
        <div>
          <LeadImage draft={draft} />
          <Files draft={draft} />
        </div>
        <div>
          <Links draft={draft} />
          <details>
            <summary>{t('about.more')}</summary>
            <Lines label={t('about.authors')} hint={t('about.lines-hint')} at="/authors" problems={problems} value={content.authors} onLines={(text) => change((each) => { each.authors = lines(text); })} />
            <Lines label={t('about.aliases')} hint={t('about.aliases-hint')} at="/aliases" problems={problems} value={content.aliases} onLines={(text) => change((each) => { each.aliases = lines(text); })} dir="ltr" />
            <Field label={t('about.publishAt')} hint={`${t('about.publishAt-hint')} ${timeZone}`} type="datetime-local" at="/publishAt" problems={problems}
              value={content.publishAt ? localOf(content.publishAt, timeZone) : ''}
              onInput={(event) => change((each) => { const at = instantOf(event.target.value, timeZone); if (at) each.publishAt = at.toISOString(); else delete each.publishAt; })} />
          </details>
        </div>
      </div>
    </section>
  );
}

function Lines({ value, onLines, ...rest }) {
  const [text, setText] = useState((value ?? []).join('\n'));
  const known = (value ?? []).join('\n');
  useEffect(() => { // what was not typed here, such as a colleague's change
    if (known !== text.split('\n').map((line) => line.trim()).filter(Boolean).join('\n')) setText(known);
  }, [known]);
  return <Field as="textarea" rows={2} value={text} onInput={(event) => { setText(event.target.value); onLines(event.target.value); }} {...rest} />;
}

function LeadImage({ draft }) {
  const { image, editions } = draft.content.value;
  const [file, setFile] = useState(null);
  const [shown, setShown] = useState(null);
  const chooser = useRef();
  const id = image?.media;
  useEffect(() => {
    setShown(null);
    if (id) get(`/media/${id}`).then((media) => setShown(media), () => {});
  }, [id]);
  const take = (files) => {
    const found = [...files].find((each) => IMAGES.includes(each.type));
    if (found) setFile(found);
  };
  const done = (media, said) => {
    setFile(null);
    draft.change((content) => { content.image = { media: media.id, alt: said.alt, ...(said.decorative ? { decorative: true } : {}) }; });
  };
  const text = (field, tag) => (event) => draft.change((content) => {
    const texts = { ...content.image[field], [tag]: event.target.value };
    if (!event.target.value) delete texts[tag];
    content.image[field] = texts;
  });
  return (
    <fieldset class="field drop" data-at="/image" tabindex={-1} onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); take(event.dataTransfer.files); }}>
      <legend>{t('about.image')}</legend>
      {!image && <p class="hint">{t('about.image-hint')}</p>}
      {image && (
        <>
          {thumbnail(shown) && <img class="shown" src={thumbnail(shown)} alt="" />}
          <p>{shown?.filename ?? '…'}</p>
          {!image.decorative && Object.keys(editions).map((tag) => (
            <Field key={tag} label={`${t('image.alt')}: ${languageName(tag)}`} at={`/image/alt/${tag}`} problems={draft.problems.value} value={image.alt?.[tag] ?? ''} onInput={text('alt', tag)} {...inLanguage(tag)} />))}
          {Object.keys(editions).map((tag) => (
            <Field key={tag} label={`${t('image.caption')}: ${languageName(tag)}`} at={`/image/captions/${tag}`} problems={draft.problems.value} value={image.captions?.[tag] ?? ''} onInput={text('captions', tag)} {...inLanguage(tag)} />))}
        </>)}
      <div class="choices">
        <button type="button" class="second" onClick={() => chooser.current.click()}>{image ? t('about.image-other') : t('about.image-choose')}</button>
        {image && <button type="button" class="second" onClick={() => draft.change((content) => { content.image = null; })}>{t('remove')}</button>}
      </div>
      <input ref={chooser} type="file" hidden tabindex={-1} accept={IMAGES.join(',')} aria-label={t('about.image')} onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
      {file && <ImageDialog file={file} languages={Object.keys(editions)} onDone={done} onClose={() => setFile(null)} />}
    </fieldset>
  );
}

/** The smallest picture that was made of an upload, by the private address that the API gives. */
export function thumbnail(media) {
  return media?.renditions?.filter((each) => each.width && each.contentType !== 'image/avif').sort((a, b) => a.width - b.width)[0]?.preview;
}

function Files({ draft }) {
  const { attachments = [], editions } = draft.content.value;
  const [problem, setProblem] = useState(null);
  const [stage, setStage] = useState(null);
  const chooser = useRef();
  const add = async (file) => {
    setProblem(null);
    try {
      const media = await upload(file, {}, setStage);
      draft.change((content) => { content.attachments = [...(content.attachments ?? []), { media: media.id, titles: {} }]; });
    } catch (found) {
      setProblem(found);
    } finally {
      setStage(null);
    }
  };
  const retitle = (i, tag) => (event) => draft.change((content) => {
    const { titles = {} } = content.attachments[i];
    content.attachments[i].titles = { ...titles, [tag]: event.target.value };
    if (!event.target.value) delete content.attachments[i].titles[tag];
  });
  return (
    <fieldset class="field" data-at="/attachments" tabindex={-1}>
      <legend>{t('about.attachments')}</legend>
      {attachments.map((each, i) => (
        <div class="item" key={each.media}>
          {Object.keys(editions).map((tag) => (
            <Field key={tag} label={`${t('attachment.title')}: ${languageName(tag)}`} value={each.titles?.[tag] ?? ''} onInput={retitle(i, tag)} {...inLanguage(tag)} />))}
          <button type="button" class="second" onClick={() => draft.change((content) => { content.attachments.splice(i, 1); })}>{t('remove')}</button>
        </div>))}
      <Wrong problem={problem} />
      <p role="status" class="quiet">{stage ? t(`upload.${stage}`) : ''}</p>
      <button type="button" class="second" onClick={() => chooser.current.click()}>{t('attachment.add')}</button>
      <input ref={chooser} type="file" hidden tabindex={-1} accept={FILES.join(',')} aria-label={t('attachment.add')} onChange={(event) => { if (event.target.files[0]) add(event.target.files[0]); event.target.value = ''; }} />
    </fieldset>
  );
}

function Links({ draft }) {
  const { links = [], editions } = draft.content.value;
  const tags = Object.keys(editions);
  const set = (i, work) => draft.change((content) => work(content.links[i]));
  return (
    <fieldset class="field" data-at="/links" tabindex={-1}>
      <legend>{t('about.links')}</legend>
      {links.map((link, i) => (
        <div class="item" key={i}>
          <Field label={t('link.url')} at={`/links/${i}/url`} problems={draft.problems.value} value={link.url} dir="ltr" inputmode="url" onInput={(event) => set(i, (each) => { each.url = event.target.value; })} />
          {tags.map((tag) => (
            <Field key={tag} label={`${t('link.words')}: ${languageName(tag)}`} value={link.titles[tag] ?? ''} {...inLanguage(tag)}
              onInput={(event) => set(i, (each) => { if (event.target.value) each.titles[tag] = event.target.value; else delete each.titles[tag]; })} />))}
          <button type="button" class="second" onClick={() => draft.change((content) => { content.links.splice(i, 1); })}>{t('remove')}</button>
        </div>))}
      <button type="button" class="second" onClick={() => draft.change((content) => { content.links = [...(content.links ?? []), { url: 'https://', titles: {} }]; })}>{t('about.link-add')}</button>
    </fieldset>
  );
}
