"""A whole blog through the front door, and every word of it looked for on the other side.

    python3 corpus.py ready.json blog-corpus.jsonl

The importer takes each post with its date, its authors and its former addresses. As soon as the API calls a post live, its page
must be there and hold the text of the input, as another Markdown renderer reads it; the archives must list it once; and every
former address must lead to its page.
"""

import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urljoin, urlsplit

import markdown_it
from mdit_py_plugins.footnote import footnote_plugin

from front import ask, wait_for

SIDE_BY_SIDE = 4
IMPORTER = pathlib.Path(__file__).parent.parent / "infra/transfer/target/transfer.jar"
# What the sanitiser removes with what is in it; and the marks of footnotes, which everybody numbers in another way.
REMOVED = {"script", "style", "iframe", "noscript", "object", "template", "textarea", "title", "progress", "sup"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
MARKDOWN = markdown_it.MarkdownIt("commonmark").enable("table").use(footnote_plugin)


class Text(html.parser.HTMLParser):
    """The text of some HTML, without white space: of all of it, or of the element of a class."""

    def __init__(self, markup, only=None):
        super().__init__()
        self.only, self.depth, self.unread, self.parts = only, 0, [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        names = (attributes.get("class") or "").split()
        if tag in REMOVED or self.only and "unseen" in names:
            self.unread.append(tag)
        if self.only and tag not in VOID and (self.depth or self.only in names):
            self.depth += 1
        if tag == "img" and not self.only:
            # An image from elsewhere is shown as a link that says what it is.
            address = attributes.get("src", "")
            name = address.rpartition("/")[2]
            self.handle_data(attributes.get("alt") or (name if "." in name else address))

    def handle_endtag(self, tag):
        if self.unread and self.unread[-1] == tag:
            self.unread.pop()
        if self.depth and tag not in VOID:
            self.depth -= 1

    def handle_data(self, data):
        if not self.unread and (self.depth or not self.only):
            self.parts.append(data)

    def __str__(self):
        return re.sub("[\\s\u21a9\ufe0e]", "", "".join(self.parts))


class Site:
    def __init__(self, ready):
        self.ready = ready
        self.editor = "Bearer " + ready["tokens"]["editor"]

    def ask(self, method, path, body=None, **headers):
        """Status, headers and text."""
        status, headers, text = ask(method, urljoin(self.ready["site"], path), body, **headers)
        return status, headers, text.decode()

    def settings(self):
        return json.loads(self.ask("GET", "/api/site", Authorization=self.editor)[2])

    def find(self, row):
        """What became of an imported post."""
        status, _, text = self.ask("GET", "/api/posts?" + urlencode({"sourceId": row["source"]}), Authorization=self.editor)
        items = json.loads(text)["items"] if status == 200 else []
        if len(items) != 1:
            return f"{row['source']}: {status} and {len(items)} posts"
        row["id"], row["path"] = items[0]["id"], urlsplit(items[0]["urls"]["en"]).path
        return None

    def is_live(self, row):
        """The page stands before the lists and feeds; live is what stands in all of them."""
        status, _, text = self.ask("GET", f"/api/posts/{row['id']}", Authorization=self.editor)
        return status == 200 and json.loads(text)["live"] is not None

    def until_live(self, rows):
        for row in rows:
            wait_for(f"{row['path']} to be live", lambda: self.is_live(row), 300)

    def page(self, row):
        status, _, page = self.ask("GET", row["path"])
        if status != 200:
            return f"{row['path']}: {status}"
        wanted = str(Text(MARKDOWN.render(row["body_markdown"])))
        found = str(Text(page, only="prose"))
        if wanted == found:
            return None
        at = next((i for i, (x, y) in enumerate(zip(wanted, found)) if x != y), min(len(wanted), len(found)))
        return f"{row['path']}: {wanted[max(0, at - 20):at + 40]!r} became {found[max(0, at - 20):at + 40]!r}"

    def archives(self):
        """How often each post's page is linked from the parts of the months' archives."""
        counts, seen, todo = {}, set(), ["/news/"]
        while todo:
            path = todo.pop()
            if path in seen:
                continue
            seen.add(path)
            status, _, page = self.ask("GET", path)
            if status != 200:
                sys.exit(f"{path}: {status}")
            main = page[page.index("<main"):page.index("</main>")]
            for link in re.findall(r'href="(/news/[^"#]*)"', main):
                if re.fullmatch(r"/news/\d{4}/(\d\d/(_\d+/)?)?", link):
                    todo.append(link)
                elif link != "/news/" and re.fullmatch(r"/news/\d{4}/\d\d/(_\d+/)?", path):
                    counts[link] = counts.get(link, 0) + 1
        return counts, len(seen)

    def alias(self, row):
        for alias in row["aliases"]:
            asked = "/" + alias.lstrip("/")
            status, headers, _ = self.ask("GET", asked)
            to = urlsplit(headers.get("Location") or "").path
            if to == asked + "/":
                # The CDN's own hop to the path with a slash.
                status, headers, _ = self.ask("GET", to)
                to = urlsplit(headers.get("Location") or "").path
            if status != 301 or to != row["path"]:
                return f"/{alias}: {status} {to} and not 301 {row['path']}"
        return None


def line(row, kind):
    """As the importer takes it."""
    return {
        "sourceId": row["source"], "type": kind, "publishAt": row["published_at"],
        "authors": row["authors"], "aliases": ["/" + alias.lstrip("/") for alias in row["aliases"]],
        "editions": {"en": {"title": row["title"], "summary": row["summary"] or "", "body": row["body_markdown"]}},
    }


def imported(site, rows, kind):
    """Twice: the second time everything is there."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "blog.jsonl")
        file.write_text("".join(json.dumps(line(row, kind)) + "\n" for row in rows), encoding="utf-8")
        environment = {**os.environ, "COMMUNIQUE_API": site.ready["api"], "COMMUNIQUE_TOKEN": site.ready["tokens"]["editor"]}
        for expected in (f"{len(rows)} imported, 0 there before, 0 failed", f"0 imported, {len(rows)} there before, 0 failed"):
            said = subprocess.run(["java", "-jar", IMPORTER, "import", file], env=environment, capture_output=True, text=True)
            if said.returncode or expected not in said.stdout:
                report = pathlib.Path(f"{file}.import-report.jsonl")
                sys.exit(said.stdout + said.stderr + (report.read_text() if report.exists() else ""))
            print(said.stdout.splitlines()[-1])


def main(ready_file, corpus_file):
    with open(ready_file, encoding="utf-8") as file:
        site = Site(json.load(file))
    with open(corpus_file, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    # Control characters that the API refuses: in one post, a form feed.
    for row in rows:
        row["body_markdown"] = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", " ", row["body_markdown"])
    kind = site.settings()["types"][0]["id"]
    before = site.archives()[0]
    begun = time.monotonic()
    problems = []
    imported(site, rows, kind)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as together:
        def each(what, work):
            found = [problem for problem in together.map(work, rows) if problem]
            print(f"{what}: {len(rows) - len(found)} of {len(rows)}")
            problems.extend(found)
            return found

        if each("imported", site.find):
            sys.exit("\n".join(problems[:30]))
        posted = time.monotonic()
        site.until_live(rows)
        live = time.monotonic()
        each("pages with the text of the input", site.page)
        each("posts whose former addresses lead to them", site.alias)
    counts, parts = site.archives()
    for row in rows:
        if counts.get(row["path"], 0) != 1:
            problems.append(f"{row['path']}: {counts.get(row['path'], 0)} times in the archives")
    strangers = set(counts) - set(before) - {row["path"] for row in rows}
    problems.extend(f"{path}: in the archives, and no post" for path in strangers)
    print(f"archives: {parts} pages list {len(counts)} posts, each once")
    print(f"accepted in {posted - begun:.1f} s, all live {live - posted:.1f} s later; {len(problems)} problems")
    if problems:
        sys.exit("\n".join(problems[:40]))


main(*sys.argv[1:])
