// The interface's words, in the languages that press officers read. What is missing in one is a failed test.
import { effect, signal } from '@preact/signals';
import ar from './words/ar.json';
import de from './words/de.json';
import en from './words/en.json';
import fr from './words/fr.json';
import nl from './words/nl.json';

export const WORDS = { en, fr, nl, de, ar };
const KEY = 'desk-language';

function first() {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages];
  return wanted.map((tag) => tag?.split('-')[0]).find((tag) => tag in WORDS) ?? 'en';
}

/** Of the interface, not of what is written in it. */
export const language = signal(first());

effect(() => {
  document.documentElement.lang = language.value;
  document.documentElement.dir = direction(language.value);
});

export function speak(tag) {
  localStorage.setItem(KEY, tag);
  language.value = tag;
}

/** The text of a key, with `{name}` replaced. */
export function t(key, values = {}) {
  const text = WORDS[language.value][key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A text that the API gives by language: in the interface's own, else in the first there is. */
export function pick(texts, ...preferred) {
  if (!texts) return '';
  for (const tag of [language.value, ...preferred]) if (texts[tag]) return texts[tag];
  return Object.values(texts)[0] ?? '';
}

export function direction(tag) {
  return /^(ar|fa|he|ur|ps|ckb|yi|dv|ug|sd)\b/.test(tag) || /-(Arab|Hebr)\b/.test(tag) ? 'rtl' : 'ltr';
}

export function languageName(tag, inside = language.value) {
  try {
    return new Intl.DisplayNames([inside], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Dates and numbers as Europe writes them: in English, the day comes first. */
const locale = () => (language.value === 'en' ? 'en-GB' : language.value);

export function number(value) {
  return new Intl.NumberFormat(locale()).format(value);
}

export function when(instant, timeZone, options = { dateStyle: 'medium', timeStyle: 'short' }) {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone }).format(new Date(instant));
}

/** For how long, in the largest unit that fits: "2 min". */
export function duration(seconds) {
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : seconds < 172800 ? [seconds / 3600, 'hour'] : [seconds / 86400, 'day'];
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 }).format(value);
}

/** How long ago: "3 minutes ago". A clock that is behind makes nothing happen in the future. */
export function ago(instant) {
  const seconds = Math.min(0, (new Date(instant) - Date.now()) / 1000);
  const size = Math.abs(seconds);
  const [value, unit] = size < 60 ? [seconds, 'second'] : size < 3600 ? [seconds / 60, 'minute'] : size < 86400 ? [seconds / 3600, 'hour'] : [seconds / 86400, 'day'];
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(value), unit);
}
