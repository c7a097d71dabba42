"""Others' tools read the feeds of a running stack through publish, edit, change of slug and withdrawal.

Usage: feeds.py ready.json. Needs feedparser and jsonschema (infra/checks/requirements.txt), and from Debian jing,
newsboat and rss2email. What is missing is skipped with a reason; with CI=1 that is a failure.
"""

import email
import email.header
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as tree
from urllib.parse import urljoin

from front import ask, expect, wait_for

HERE = pathlib.Path(__file__).parent / "feeds"
ATOM = "{http://www.w3.org/2005/Atom}"
MARK = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
TITLE = f"A feed reader’s post {int(time.time())}"
skipped = []


def skip(what, why):
    skipped.append(what)
    print(f"SKIPPED {what}: {why}")


def tool(name):
    if shutil.which(name) is None:
        skip(name, "it is not installed; Debian has it as " + {"r2e": "rss2email"}.get(name, name))
        return False
    return True


class Site:
    def __init__(self, ready):
        self.root = ready["site"]
        self.api = ready["api"]
        self.token = "Bearer " + ready["tokens"]["editor"]

    def get(self, path):
        return expect(200, ask("GET", urljoin(self.root, path)), path)[2]

    def change(self, method, path, body, etag=None):
        headers = {"Authorization": self.token, **({"If_Match": etag} if etag else {})}
        answer = ask(method, self.api + path, body, **headers)
        if answer[0] not in (200, 201):
            sys.exit(f"{method} {path}: {answer[0]}\n{answer[2].decode(errors='replace')}")
        post = json.loads(answer[2])
        if method == "POST":  # a PUT only saves
            self.until_live(post["id"], post["revision"])
        return post, answer[1]["ETag"]

    def until_live(self, post, revision):
        def live():
            found = json.loads(ask("GET", f"{self.api}/posts/{post}", Authorization=self.token)[2])
            return (found.get("live") or {}).get("revision", 0) >= revision

        wait_for(f"post {post} to be live", live)

    def titles(self):
        return [item.findtext("title") for item in tree.fromstring(self.get("feeds/news.rss")).iter("item")]


def addresses(site):
    """Every feed that the home page and the lists of this language lead to."""
    found = ["feeds/news"]
    settings = json.loads(expect(200, ask("GET", site.api + "/site", Authorization=site.token), "the settings")[2])
    for kind, labels in (("type", settings["types"]), ("topic", settings["topics"])):
        for label in labels:
            base = f"feeds/{kind}/{label['id']}"
            if ask("GET", urljoin(site.root, base + ".rss"))[0] == 200:
                found.append(base)
    return found


def check_forms(site, work):
    """Atom against RFC 4287's schema, JSON Feed against its schema, RSS by a parser that complains."""
    bases = addresses(site)
    atoms = []
    for base in bases:
        file = work / (base.replace("/", "-") + ".atom")
        file.write_bytes(site.get(base + ".atom"))
        atoms.append(file)
    step = urljoin(site.root, "feeds/news.atom")
    walked = []
    while step:
        feed = tree.fromstring(expect(200, ask("GET", step), step)[2])
        step = next((link.get("href") for link in feed.iter(ATOM + "link") if link.get("rel") == "prev-archive"), None)
        if step:
            file = work / f"archive-{len(walked)}.atom"
            file.write_bytes(expect(200, ask("GET", step), step)[2])
            atoms.append(file)
            walked += [entry.findtext(ATOM + "id") for entry in tree.parse(file).iter(ATOM + "entry")]
    if len(walked) != len(set(walked)):
        sys.exit("the archive documents carry a post twice")
    current = [entry.findtext(ATOM + "id") for entry in tree.fromstring(site.get("feeds/news.atom")).iter(ATOM + "entry")]
    if not set(current) <= set(walked):
        sys.exit("the archive documents lack posts that the feed has")
    if tool("jing"):
        said = subprocess.run(["jing", "-c", HERE / "atom.rnc", *atoms], capture_output=True, text=True)
        if said.returncode:
            sys.exit(f"Atom is not valid:\n{said.stdout}")
        print(f"{len(atoms)} Atom documents are valid (jing); {len(walked)} posts in the archive")
    try:
        import jsonschema
    except ImportError:
        skip("JSON Feed's schema", "the Python package jsonschema is not installed")
    else:
        schema = json.loads((HERE / "jsonfeed.schema.json").read_text())
        for base in bases:
            jsonschema.validate(json.loads(site.get(base + ".json")), schema)
        print(f"{len(bases)} JSON feeds are valid (jsonschema)")
    try:
        import feedparser
    except ImportError:
        skip("feedparser", "the Python package is not installed")
    else:
        for base in bases:
            ids = []
            for form in ("rss", "atom"):
                feed = feedparser.parse(site.get(f"{base}.{form}"))
                if feed.bozo:
                    sys.exit(f"{base}.{form}: {feed.bozo_exception}")
                if feed.entries and not all(e.id and e.link and e.title and e.published_parsed for e in feed.entries):
                    sys.exit(f"{base}.{form}: an entry lacks an id, a link, a title or a date")
                ids.append([entry.id for entry in feed.entries])
            ids.append([item["id"] for item in json.loads(site.get(base + ".json"))["items"]])
            if not ids[0] == ids[1] == ids[2]:
                sys.exit(f"{base}: the three forms carry different posts")
        print(f"{2 * len(bases)} RSS and Atom feeds are well formed (feedparser) and carry what JSON carries")


def check_unchanged(site):
    for path in ("feeds/news.rss", "feeds/news.atom", "feeds/news.json", "sitemap.xml"):
        etag = expect(200, ask("GET", urljoin(site.root, path)), path)[1]["ETag"]
        expect(304, ask("GET", urljoin(site.root, path), If_None_Match=etag), f"{path} when nothing changed")
    print("304 when nothing changed")


class Newsboat:
    """One for each form, since newsboat itself holds posts of one id together."""

    def __init__(self, site, work):
        self.homes = []
        for form in ("rss", "atom"):
            home = work / f"newsboat-{form}"
            home.mkdir()
            (home / "config").write_text("cleanup-on-quit no\n")
            (home / "urls").write_text(urljoin(site.root, f"feeds/news.{form}") + "\n")
            self.homes.append(home)

    def read(self):
        for home in self.homes:
            subprocess.run(
                ["newsboat", "-u", home / "urls", "-c", home / "cache.db", "-C", home / "config", "-x", "reload"],
                check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(home)})

    def counts(self, ident):
        """How often each has the post, by its title, whatever id it goes by."""
        found = []
        for home in self.homes:
            with sqlite3.connect(home / "cache.db") as cache:
                found.append(cache.execute(
                    "select count(*) from rss_item where guid = ? or title = ?", (ident, TITLE)).fetchone()[0])
        return found


class Rss2Email:
    def __init__(self, site, work):
        self.home = work / "r2e"
        self.mail = self.home / "Mail"
        for folder in ("cur", "new", "tmp"):
            (self.mail / "feeds" / folder).mkdir(parents=True)
        self.config = ["-c", str(self.home / "config"), "-d", str(self.home / "data.json")]
        self.run("new", "reader@example.net")
        text = (self.home / "config").read_text()
        text = text.replace("email-protocol = sendmail", "email-protocol = maildir")
        text += f"\nmaildir-path = {self.mail}\nmaildir-mailbox = feeds\n" if "maildir-path" not in text else ""
        text = "\n".join(
            f"maildir-path = {self.mail}" if line.startswith("maildir-path") else
            "maildir-mailbox = feeds" if line.startswith("maildir-mailbox") else line
            for line in text.split("\n")
        )
        (self.home / "config").write_text(text)
        self.run("add", "news", urljoin(site.root, "feeds/news.atom"))

    def run(self, *arguments):
        said = subprocess.run(
            ["r2e", *self.config, *arguments], capture_output=True, text=True, timeout=300,
            env={**os.environ, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home)})
        if said.returncode:
            sys.exit(f"r2e {arguments}: {said.stdout}{said.stderr}")

    def read(self):
        self.run("run")

    def counts(self, ident):
        mails = [email.message_from_bytes(mail.read_bytes()) for mail in (self.mail / "feeds" / "new").iterdir()]
        subjects = [str(email.header.make_header(email.header.decode_header(mail["Subject"]))) for mail in mails]
        return [sum(TITLE in " ".join(subject.split()) for subject in subjects)]


def main(ready):
    site = Site(json.loads(pathlib.Path(ready).read_text()))
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        readers = [kind(site, work) for name, kind in (("newsboat", Newsboat), ("r2e", Rss2Email)) if tool(name)]
        ident = None

        def read(what, expected):
            for reader in readers:
                reader.read()
                reader.read()
                counts = reader.counts(ident)
                if any(count != expected for count in counts):
                    sys.exit(f"{type(reader).__name__} has the post {counts} times after {what}, not {expected}")
            print(f"one entry a post after: {what}")

        post, etag = site.change("POST", "/posts", {
            "type": "news-item", "state": "published", "notify": False,
            "editions": {"en": {"title": TITLE, "summary": "In short.", "body": "Read *this* first."}}})
        carried = [entry for entry in tree.fromstring(site.get("feeds/news.atom")).iter(ATOM + "entry")
                   if entry.findtext(ATOM + "title") == TITLE]
        ident = carried[0].findtext(ATOM + "id")
        check_forms(site, work)
        read("publish", 1)
        post["editions"]["en"]["body"] = "Read *this* second."
        post, etag = site.change("PUT", f"/posts/{post['id']}", post, etag)
        post, etag = site.change("POST", f"/posts/{post['id']}/publish", {}, etag)
        read("edit", 1)
        post["editions"]["en"]["slug"] = f"another-{int(time.time())}"
        post, etag = site.change("PUT", f"/posts/{post['id']}", post, etag)
        post, etag = site.change("POST", f"/posts/{post['id']}/publish", {}, etag)
        if ident not in site.get("feeds/news.atom").decode() or "another-" not in site.get("feeds/news.atom").decode():
            sys.exit("the new address is not in the feed under the same id")
        read("change of slug", 1)
        site.change("POST", f"/posts/{post['id']}/withdraw", {"reason": {"en": "A test."}}, etag)
        feed = tree.fromstring(site.get("feeds/news.atom"))
        if ident in [entry.findtext(ATOM + "id") for entry in feed.iter(ATOM + "entry")]:
            sys.exit("a withdrawn post is still in the feed")
        if ident not in [mark.get("ref") for mark in feed.iter(MARK)]:
            sys.exit("a withdrawn post left no mark")
        read("withdrawal", 1)
        check_unchanged(site)
        check_forms(site, work)
    if skipped and os.environ.get("CI"):
        sys.exit("skipped in CI: " + ", ".join(skipped))


if __name__ == "__main__":
    main(sys.argv[1])
