// Builds dist/ from src/: the same sources give the same bytes. Says how much a browser fetches.
import { build } from 'esbuild';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const LARGEST = 150 * 1024; // in bytes, compressed, all files together

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await build({
  entryPoints: ['src/desk.jsx', 'src/desk.css'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none', // dist/licences.txt has them, whole
});
for (const name of ['index.html', 'icon.svg']) await cp(`src/${name}`, `dist/${name}`);

const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
const licences = [];
for (const name of [...Object.keys(dependencies), '@preact/signals-core'].sort()) {
  const file = ['LICENSE', 'LICENSE.md'].map((each) => readFile(`node_modules/${name}/${each}`, 'utf8').catch(() => null));
  const text = (await Promise.all(file)).find(Boolean);
  const { version } = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8'));
  licences.push(`${name} ${version}\n\n${text.trim()}\n`);
}
await writeFile('dist/licences.txt', licences.join('\n----\n\n'));

let all = 0;
for (const name of ['index.html', 'desk.js', 'desk.css', 'icon.svg']) {
  const bytes = await readFile(`dist/${name}`);
  const small = gzipSync(bytes, { level: 9 }).length;
  all += small;
  console.log(`${name}: ${bytes.length} bytes, ${small} compressed`);
}
console.log(`${all} bytes compressed of ${LARGEST}`);
if (all > LARGEST) process.exit(1);
