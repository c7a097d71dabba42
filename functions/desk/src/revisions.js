// What a post's history says, newest first as the API gives it.

const WRITING = ['save', 'restore'];

/** The step with which an editor sent it back, if nothing but writing has followed; else null. */
export function sentBack(items) {
  const last = items.find(({ step }) => !WRITING.includes(step));
  return last?.step === 'reject' ? last : null;
}
