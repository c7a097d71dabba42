"""Posts a whole newsroom through the front door, as an editor would, and looks at what comes out.

    python3 newsroom.py ready.json newsroom.json pages.json

Settings first (with If-Match), then a reader who confirms, then the posts one by one. Then each post must stand on its
page, on /news/ and in the feed, newest first, and in the reader's mail. Writes addresses for screenshots to pages.json.
"""

import html.parser
import json
import re
import sys
import time
import xml.etree.ElementTree as tree
from email import message_from_bytes, policy
from urllib.parse import urljoin

from front import ask, expect, wait_for

READER = "reader@example.net"


class Text(html.parser.HTMLParser):
    """The text of a page, white space folded."""

    def __init__(self, page):
        super().__init__()
        self.parts = []
        self.feed(page.decode())

    def handle_data(self, data):
        self.parts.append(data)

    def __str__(self):
        return " ".join("".join(self.parts).split())


def in_order(where, text, titles):
    at = 0
    for title in titles:
        found = text.find(title, at)
        if found < 0:
            sys.exit(f"{where}: not there, or not in its place: {title}")
        at = found + len(title)


def main(ready_file, newsroom_file, pages_file):
    with open(ready_file, encoding="utf-8") as file:
        ready = json.load(file)
    with open(newsroom_file, encoding="utf-8") as file:
        newsroom = json.load(file)
    site, api, mail = ready["site"], ready["api"], ready["mail"]
    admin, editor = (f"Bearer {ready['tokens'][role]}" for role in ("admin", "editor"))
    language = newsroom["site"]["defaultLanguage"]

    def inbox():
        return json.loads(expect(200, ask("GET", mail, Accept="application/json"), "the inbox")[2])

    _, headers, _ = expect(200, ask("GET", f"{api}/site", Authorization=admin), "GET /api/site")
    expect(200, ask("PUT", f"{api}/site", newsroom["site"], Authorization=admin, If_Match=headers["ETag"]), "PUT /api/site")

    subscribe = {"email": READER, "languages": [language], "frequency": "immediate"}
    expect(202, ask("POST", urljoin(site, "subscriptions"), subscribe), "POST /subscriptions")
    letter = wait_for("the mail to confirm with", lambda: [m for m in inbox() if READER in m["to"]])[0]
    raw = message_from_bytes(ask("GET", urljoin(site, letter["raw"]))[2], policy=policy.default)
    link = re.search(r"https?://\S+/subscriptions/confirm\?token=[^\s\"<>]+", raw.get_body(("plain",)).get_content())
    expect(200, ask("POST", link.group(), Accept="application/json"), "POST /subscriptions/confirm")

    started = time.monotonic()
    posts = []
    for number, post in enumerate(newsroom["posts"]):
        _, headers, body = expect(
            201, ask("POST", f"{api}/posts", post, Authorization=editor, Idempotency_Key=f"newsroom-{number}"), f"post {number}")
        posts.append(json.loads(body))
        if headers["ETag"] != '"1"':
            sys.exit(f"post {number}: ETag {headers['ETag']}")
    print(f"{len(posts)} posts accepted in {time.monotonic() - started:.2f} s")

    for post in posts:
        address = f"{api}/posts/{post['id']}"
        wait_for(f"{address} to be live", lambda: json.loads(ask("GET", address, Authorization=editor)[2]).get("live"))
        for tongue, url in post["urls"].items():
            edition = post["editions"][tongue]
            text = str(Text(expect(200, ask("GET", url), url)[2]))
            in_order(url, text, [" ".join(edition["title"].split())])
    print(f"all live after {time.monotonic() - started:.2f} s")

    newest = sorted(posts, key=lambda post: post["publishedAt"], reverse=True)
    titles = [" ".join(post["editions"][language]["title"].split()) for post in newest if language in post["editions"]]

    def listed():
        page = str(Text(expect(200, ask("GET", urljoin(site, "news/")), "/news/")[2]))
        return all(title in page for title in titles) and page

    in_order("/news/", wait_for("every post on /news/", listed), titles)

    feed = tree.fromstring(expect(200, ask("GET", urljoin(site, "feeds/news.rss")), "the feed")[2])
    carried = [" ".join(item.findtext("title").split()) for item in feed.iter("item")]
    if carried != titles:
        sys.exit(f"the feed carries {carried} instead of {titles}")
    print(f"{len(titles)} posts on /news/ and in the feed, newest first")

    mailed = sum(1 for post in newsroom["posts"] if post.get("notify", True) and language in post["editions"])
    wait_for(f"{mailed} mails", lambda: len([m for m in inbox() if READER in m["to"]]) == 1 + mailed)
    one = message_from_bytes(ask("GET", urljoin(site, inbox()[0]["raw"]))[2], policy=policy.default)
    if one["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        sys.exit("a mail without one-click unsubscribe")
    print(f"{mailed} mails after {time.monotonic() - started:.2f} s")

    with open(pages_file, "w", encoding="utf-8") as file:
        json.dump({"home": site, "post": newest[0]["urls"][language]}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
