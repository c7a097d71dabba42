// Subscribers in numbers, never in addresses; and their file in and out.
import { useState } from 'preact/hooks';
import { call, get } from '../api.js';
import { languageName, number, t, when } from '../words.js';
import { Do, Title, useLoad, Wrong } from '../parts.jsx';
import { word } from './Receipts.jsx';

const LINES = 250; // in one call; the API takes 1,000, and a slow moment would cost that much more

export function Figures() {
  return (
    <>
      <Title>{t('menu.figures')}</Title>
      <Numbers />
      <section class="part" aria-labelledby="export"><h2 id="export">{t('export')}</h2><div><Export /></div></section>
      <section class="part" aria-labelledby="import"><h2 id="import">{t('import')}</h2><div><Import /></div></section>
    </>
  );
}

/** How many there are, and how that came about. */
function Numbers() {
  const { value, problem } = useLoad(() => get('/subscribers/figures', { days: 90 }));
  if (!value) return <Wrong problem={problem} />;
  const [latest] = value.days;
  const day = (text) => when(`${text}T12:00:00Z`, 'UTC', { dateStyle: 'medium' });
  return (
    <>
      <p class="figure"><strong>{number(value.subscribers)}</strong> {t('figures.now')}</p>
      {value.days.length > 1 && <Chart days={value.days} />}
      {latest && (
        <section class="part" aria-labelledby="split"><h2 id="split">{t('figures.split')}</h2>
          <dl class="facts-list">
            {Object.entries(latest.languages).sort(([, a], [, b]) => b - a).map(([tag, count]) => <div key={tag}><dt>{languageName(tag)}</dt><dd>{number(count)}</dd></div>)}
            {Object.entries(latest.frequencies).map(([pace, count]) => <div key={pace}><dt>{word('reach', pace)}</dt><dd>{number(count)}</dd></div>)}
          </dl>
        </section>)}
      {value.days.length > 0 ? (
        <section class="part" aria-labelledby="days"><h2 id="days">{t('figures.days')}</h2>
          <table>
            <thead><tr>{['day', 'subscribers', 'began', 'ended'].map((name) => <th key={name} scope="col">{t(`figures.${name}`)}</th>)}</tr></thead>
            <tbody>{value.days.slice(0, 31).map((each) => (
              <tr key={each.day}><th scope="row">{day(each.day)}</th><td>{number(each.subscribers)}</td><td>{number(each.began)}</td><td>{number(each.ended)}</td></tr>))}
            </tbody>
          </table>
        </section>) : <p class="quiet">{t('figures.none')}</p>}
    </>
  );
}

/** The table below says the same in numbers. */
function Chart({ days }) {
  const inOrder = [...days].reverse();
  const most = Math.max(1, ...inOrder.map((each) => each.subscribers));
  const points = inOrder.map((each, i) => `${((i / (inOrder.length - 1)) * 100).toFixed(2)},${(100 - (each.subscribers / most) * 96).toFixed(2)}`).join(' ');
  return <svg class="chart" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><polyline points={points} /></svg>;
}

function Export() {
  const [problem, setProblem] = useState(null);
  const [lines, setLines] = useState(null);
  const run = async () => {
    setProblem(null);
    try {
      const pages = [];
      for (let path = '/subscribers/export'; path;) {
        const { text, next } = await call('GET', path);
        pages.push(text);
        setLines(pages.join('').split('\n').length - 2);
        path = next ? next.replace(/^(https?:\/\/[^/]+)?\/api/, '') : null;
      }
      save(new Blob(pages, { type: 'text/csv' }), `subscribers-${new Date().toISOString().slice(0, 10)}.csv`);
    } catch (found) {
      setProblem(found);
    }
  };
  return (
    <>
      <p class="hint">{t('export.hint')}</p>
      <Wrong problem={problem} />
      <Do class="second" action={run}>{t('export.go')}</Do>
      <p role="status">{lines === null ? '' : `${t('export.lines')} ${number(Math.max(0, lines))}`}</p>
    </>
  );
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Cuts a file into calls that the API takes, never within a quoted cell. */
export function portions(csv) {
  const records = csv.replace(/^\ufeff/, '').match(/(?:"(?:[^"]|"")*"|[^"\n])+\n?/g) ?? [];
  const [head, ...rest] = records.filter((record) => record.trim());
  const all = [];
  for (let at = 0; at < rest.length; at += LINES) all.push([head.replace(/\r?\n?$/, '\r\n'), ...rest.slice(at, at + LINES)].join(''));
  return all;
}

function Import() {
  const [file, setFile] = useState(null);
  const [report, setReport] = useState(null);
  const [problem, setProblem] = useState(null);
  const run = async () => {
    const sum = { lines: 0, added: 0, known: 0, suppressed: 0, refused: [] };
    setProblem(null);
    try {
      for (const portion of portions(await file.text())) {
        const { json } = await call('POST', '/subscribers/import', { body: portion, type: 'text/csv' });
        sum.refused.push(...json.refused.map((each) => ({ ...each, line: each.line + sum.lines })));
        for (const name of ['lines', 'added', 'known', 'suppressed']) sum[name] += json[name];
        setReport({ ...sum });
      }
    } catch (found) {
      setProblem(found);
    }
  };
  return (
    <>
      <p class="hint">{t('import.hint')}</p>
      <div class="field">
        <label for="import-file">{t('import.file')}</label>
        <input id="import-file" type="file" accept=".csv,text/csv" onChange={(event) => { setFile(event.target.files[0] ?? null); setReport(null); }} />
      </div>
      <Wrong problem={problem} />
      <Do disabled={!file} action={run}>{t('import.go')}</Do>
      <div role="status">
        {report && (
          <dl class="facts-list">{['lines', 'added', 'known', 'suppressed'].map((name) => <div key={name}><dt>{t(`import.${name}`)}</dt><dd>{number(report[name])}</dd></div>)}
            <div><dt>{t('import.refused')}</dt><dd>{number(report.refused.length)}</dd></div></dl>)}
      </div>
      {report?.refused.length > 0 && <ul class="bullets">{report.refused.slice(0, 50).map((each) => <li key={each.line}>{number(each.line)}: {each.detail}</li>)}</ul>}
    </>
  );
}
