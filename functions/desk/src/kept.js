// Text that the API does not have yet, in the browser's own store: an ended session, a closed lid or a dead network costs none.
// Text only, never a token. It goes once the API has it, at sign-out, and after a day.
const LONGEST = 24 * 3600 * 1000;
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('desk', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('texts', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function inStore(mode, work) {
  try {
    const transaction = (await open()).transaction('texts', mode);
    const request = work(transaction.objectStore('texts'));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } catch (problem) {
    console.warn('the browser keeps nothing', problem?.name); // a private window may refuse; the page still has the text
    return undefined;
  }
}

/** @param {{id: string, by: string, content: object, base: object | null, key?: string}} text `by`: whose it is */
export const keep = (text) => inStore('readwrite', (store) => store.put({ ...text, at: Date.now() }));

export const drop = (id) => inStore('readwrite', (store) => store.delete(id));

export const dropAll = () => inStore('readwrite', (store) => store.clear());

/** Only to whoever wrote it, and only if it is not old. */
export async function kept(id, by) {
  const text = await inStore('readonly', (store) => store.get(id));
  return text && text.by === by && Date.now() - text.at < LONGEST ? text : null;
}

export async function allKept(by) {
  const texts = (await inStore('readonly', (store) => store.getAll())) ?? [];
  texts.filter((text) => Date.now() - text.at >= LONGEST).forEach((text) => drop(text.id));
  return texts.filter((text) => text.by === by && Date.now() - text.at < LONGEST);
}
