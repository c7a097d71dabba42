// Serves a folder of pages as the CDN does: index files, the site's own headers from infra/cdn.yaml.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.ico': 'image/x-icon', '.txt': 'text/plain; charset=utf-8', '.rss': 'application/rss+xml' };

/** The policies that the CDN sends, by the logical id of what holds them: of the site, of the desk, of previews. */
export function policies(template = new URL('../infra/cdn.yaml', import.meta.url)) {
  const resources = readFileSync(template, 'utf8').split(/^  (?=\w+:$)/m);
  return Object.fromEntries(resources.flatMap((resource) => {
    const found = /ContentSecurityPolicy: (?:!Sub )?"(.+)"/.exec(resource);
    return found ? [[/^\w+/.exec(resource)[0], found[1]]] : [];
  }));
}

/** The one of the site. */
export const policy = () => policies().Headers;

/** Gives the server, listening on a free port, and its address. */
export async function serve(folder) {
  const headers = { 'Content-Security-Policy': policy(), 'X-Content-Type-Options': 'nosniff' };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html');
    try {
      const body = await readFile(join(folder, path));
      response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, address: `http://127.0.0.1:${server.address().port}` };
}
