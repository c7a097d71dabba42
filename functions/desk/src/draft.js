// One post while it is written: what is on the screen, what the API has, and whether these are the same.
import { computed, signal } from '@preact/signals';
import { call, get, online, Problem } from './api.js';
import { drop, keep } from './kept.js';
import { content, merge, same } from './merge.js';
import { session } from './session.js';

const PAUSE = 1_500; // in milliseconds: saved once nobody has typed for so long
const AGAIN = 5_000; // after a failure that may pass

/**
 * `state` says where the text is: `saved`, `unsaved`, `saving`, `incomplete` (kept here; the API would refuse it), `offline`,
 * `expired`, `refused` (see `problems`), `conflict` (see `conflict`), `failed`.
 */
export class Draft {
  constructor(post, local = null) {
    this.post = signal(post); // as the API gave it; null before the first save
    this.base = post ? content(post) : null; // the last text that both have
    this.etag = post ? `"${post.revision}"` : null;
    this.id = local?.id ?? post?.id ?? `new-${crypto.randomUUID()}`;
    this.key = local?.key ?? crypto.randomUUID(); // creates once, however often it is tried
    this.content = signal(structuredClone(local?.content ?? this.base));
    this.problems = signal([]);
    this.conflict = signal(null);
    this.state = signal('saved');
    this.savedAt = signal(post ? post.updatedAt : null);
    this.isDirty = computed(() => this.state.value !== 'saved');
    this.timer = 0;
    this.running = null;
    this.gone = false;
    this.onCreated = () => {};
    if (local) {
      if (local.base) this.base = local.base;
      if (local.etag) this.etag = local.etag;
      this.changed();
    }
  }

  /** @param {(content: object) => void} work changes a copy of the text */
  change(work) {
    const next = structuredClone(this.content.value);
    work(next);
    this.content.value = next;
    this.changed();
  }

  changed() {
    if (this.state.value !== 'conflict') this.state.value = 'unsaved';
    this.keep();
    this.later(PAUSE);
  }

  keep() {
    return keep({ id: this.id, by: session.value.subject, content: this.content.value, base: this.base, etag: this.etag, key: this.key,
      post: this.post.value?.id ?? null });
  }

  later(wait) {
    clearTimeout(this.timer);
    if (!this.gone) this.timer = setTimeout(() => this.save().catch(() => {}), wait);
  }

  isComplete() {
    const { type, editions } = this.content.value;
    const all = Object.values(editions);
    return Boolean(type) && all.length > 0 && all.every((edition) => edition.title?.trim());
  }

  /** Saves what there is now, after a save that is under way. Resolves to whether the API has it all. */
  async save() {
    clearTimeout(this.timer);
    await this.running?.catch(() => {});
    if (this.state.value === 'conflict') return false;
    if (this.post.value && same(this.content.value, this.base)) {
      this.settled();
      return true;
    }
    if (!this.isComplete()) {
      this.state.value = 'incomplete';
      return false;
    }
    this.running = this.send();
    try {
      return await this.running;
    } finally {
      this.running = null;
    }
  }

  async send() {
    const sent = this.content.value;
    this.state.value = 'saving';
    try {
      const isNew = !this.post.value;
      const { json, etag } = isNew
        ? await call('POST', '/posts', { body: sent, key: this.key })
        : await call('PUT', `/posts/${this.post.value.id}`, { body: sent, etag: this.etag });
      this.took(json, etag, sent);
      if (isNew) {
        await drop(this.id);
        this.id = json.id;
        this.onCreated(json.id);
      }
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      await this.notSaved(problem);
      return false;
    }
    if (this.content.value === sent) this.settled();
    else this.changed();
    return this.content.value === sent;
  }

  /** @param {object} [sent] what was saved, if something was; otherwise the post's own text counts */
  took(post, etag, sent) {
    const isUnsaved = sent || !same(this.content.value, this.base);
    this.post.value = post;
    this.etag = etag;
    this.base = sent ?? content(post);
    if (!isUnsaved) this.content.value = structuredClone(this.base); // what the API adds to a text is no change of ours
    this.savedAt.value = post.updatedAt;
    this.problems.value = [];
  }

  settled() {
    this.state.value = 'saved';
    drop(this.id);
  }

  async notSaved(problem) {
    await this.keep();
    if (problem.code === 'offline') {
      this.state.value = 'offline';
      this.later(AGAIN);
    } else if (problem.code === 'expired') {
      this.state.value = 'expired';
    } else if (problem.status === 412) {
      await this.compare().catch(() => { this.state.value = 'failed'; this.later(AGAIN); });
    } else if (problem.status === 422 || problem.status === 413) {
      this.problems.value = problem.errors.length ? problem.errors : [{ pointer: '', code: problem.code, detail: problem.message }];
      this.state.value = 'refused';
    } else if (problem.status === 429 || problem.status >= 500) {
      this.state.value = 'failed';
      this.later(2 * AGAIN);
    } else {
      this.problems.value = [{ pointer: '', code: problem.code, detail: problem.message }];
      this.state.value = 'refused';
    }
  }

  /** Somebody else saved in between: what is theirs, what is mine. */
  async compare() {
    const id = this.post.value.id;
    const { json: post, etag } = await call('GET', `/posts/${id}`);
    const theirs = content(post);
    if (same(theirs, this.base)) { // only a step was taken, such as one back to the author; no text differs
      this.took(post, etag, this.base);
      this.state.value = 'unsaved';
      this.later(0);
      return;
    }
    const by = (await get(`/posts/${id}/revisions`, { limit: 1 }).catch(() => null))?.items[0]?.by ?? '';
    this.conflict.value = { post, etag, by, mine: this.content.value, ...merge(this.base, this.content.value, theirs) };
    this.state.value = 'conflict';
  }

  /** Goes on with this text on top of what the other one saved. */
  resolve(text) {
    const { post, etag } = this.conflict.value;
    this.took(post, etag, content(post));
    this.conflict.value = null;
    this.content.value = text;
    this.state.value = 'unsaved';
    this.keep();
    return this.save();
  }

  /** After a step of the workflow. */
  stepped(post, etag) {
    this.took(post, etag);
  }

  /** When the network or the session is back. */
  retry() {
    if (['offline', 'expired', 'failed', 'unsaved'].includes(this.state.value) && online.value && !session.value?.expired) this.later(0);
  }

  leave() {
    this.gone = true;
    clearTimeout(this.timer);
  }
}
