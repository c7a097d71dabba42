"""Reads every mail that infra/checks wrote (target/mails) by Python's own parser, and asks SpamAssassin about each.

    mails.py folder

Of each: the subject, sender, address and both parts are those that were meant; no line is longer than 998 octets
(RFC 5322, section 2.1.1); every header is ASCII; nothing is loaded from anywhere. SpamAssassin's score without the
network (spamassassin -L) is at most 0. Without SpamAssassin that part is skipped; with CI=true it fails.
"""
import email
import email.policy
import email.utils
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

# Counts the Cyrillic letter that looks like an e beside the Latin ones, which every link has.
CYRILLIC = {"HTML_MESSAGE", "MIXED_ES"}

folder = Path(sys.argv[1])
problems = []


class Loads(HTMLParser):
    """Finds whatever a mailbox would fetch, and every link that leads elsewhere than to the newsroom."""

    def __init__(self, wrong):
        super().__init__()
        self.wrong = wrong

    def handle_starttag(self, tag, attributes):
        if tag in ("img", "link", "script", "iframe", "object", "embed", "video", "audio", "picture", "svg", "form", "base"):
            self.wrong(f"an element {tag}")
        for name, value in attributes:
            if name in ("src", "srcset", "background", "poster") or name.startswith("on") or "url(" in (value or ""):
                self.wrong(f"an attribute {name}")
            if name == "href" and not value.startswith("https://news.example.org/"):
                self.wrong(f"a link to {value}")

    def handle_data(self, data):
        if self.cdata_elem == "style" and re.search(r"url\(|@import|@font-face", data):
            self.wrong("a style sheet that loads something")


def check(entry):
    raw = (folder / f"{entry['file']}.eml").read_bytes()
    wrong = lambda text: problems.append(f"{entry['file']}: {text}")
    longest = max(map(len, raw.split(b"\r\n")))
    if longest > 998:
        wrong(f"a line of {longest} octets")
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        wrong("a line that does not end in CR LF")
    head = raw.split(b"\r\n\r\n", 1)[0]
    if not head.isascii():
        wrong("a header beyond ASCII")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    if mail.defects:
        wrong(f"defects: {mail.defects}")
    if mail["Subject"] != entry["subject"]:
        wrong(f"subject {mail['Subject']!r} for {entry['subject']!r}")
    sender = mail["From"].addresses
    # Python before 3.13 keeps the space between two encoded words of a name (its issue 92081), which RFC 2047 has nobody show.
    if [(a.display_name.replace(" ", ""), a.addr_spec) for a in sender] != [(entry["fromName"].replace(" ", ""), entry["from"])]:
        wrong(f"from {sender}")
    if [a.addr_spec for a in mail["To"].addresses] != [entry["to"]] or mail["Cc"] or mail["Bcc"]:
        wrong(f"to {mail['To']}, {mail['Cc']}, {mail['Bcc']}")
    own = {"Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type"}
    more = {name: mail[name] for name in mail.keys() if name not in own}
    if more != entry["headers"]:
        wrong(f"headers {more} for {entry['headers']}")
    if [part.get_content_type() for part in mail.iter_parts()] != ["text/plain", "text/html"]:
        wrong("not text first and HTML second")
    for kind, meant in (("plain", entry["text"]), ("html", entry["html"])):
        text = mail.get_body((kind,)).get_content().replace("\r\n", "\n")
        if text.rstrip("\n") != meant.rstrip("\n"):
            wrong(f"another {kind} part")
    columns = lambda line: sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in line)
    for line in entry["text"].splitlines():
        if columns(line) > 78 and " " in line.strip():
            wrong(f"a line of {columns(line)} columns in the plain part: {line}")
    Loads(wrong).feed(entry["html"])
    scripts.update(unicodedata.name(c, "?").split()[0] for c in entry["subject"] if c.isalpha())


def scores(entries):
    """All in one go, since SpamAssassin takes seconds to start: file, points and the tests that fired, of each."""
    with tempfile.TemporaryDirectory() as work:
        for entry in entries:
            raw = (folder / f"{entry['file']}.eml").read_bytes()
            # What every mail has by the time it is read: who took it from whom. SES signs; that cannot be judged offline.
            received = (
                b"Received: from a1-2.smtp-out.eu-central-1.amazonses.com (a1-2.smtp-out.eu-central-1.amazonses.com [54.240.1.2])\r\n"
                b"\tby mx.example.org with ESMTPS; " + email.message_from_bytes(raw)["Date"].split(" (")[0].encode() + b"\r\n"
            )
            (Path(work) / entry["file"]).write_bytes(b"X-File: " + entry["file"].encode() + b"\r\n" + received + raw)
        files = [str(Path(work) / entry["file"]) for entry in entries]
        out = subprocess.run(["spamassassin", "-L", "-t", "-x", *files], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    found = {}
    for status, file in re.findall(r"^X-Spam-Status: (.*?)^X-File: (\S+)", out, re.MULTILINE | re.DOTALL):
        status = re.sub(r"\s+", " ", status)
        found[file] = (float(re.search(r"score=(-?[\d.]+)", status)[1]), re.search(r"tests=(.*?) autolearn", status)[1])
    missing = {entry["file"] for entry in entries} - found.keys()
    if missing:
        problems.append(f"SpamAssassin says nothing of {sorted(missing)}")
    return [(file, *judged) for file, judged in sorted(found.items())]


scripts = set()
index = json.loads((folder / "index.json").read_text())
for entry in index:
    check(entry)
languages = {entry["language"] for entry in index}
print(f"{len(index)} mails read back, {len(languages)} languages, {len(scripts)} scripts: {', '.join(sorted(scripts))}")
if len(languages) < 40:
    problems.append(f"only {len(languages)} languages")

if shutil.which("spamassassin"):
    chosen = [e for e in index if e["kind"] != "post" or e["language"] in ("en", "ar", "ja", "ru", "th", "de")]
    with ThreadPoolExecutor(2) as workers:
        for judged in workers.map(scores, (chosen[::2], chosen[1::2])):
            for file, points, tests in judged:
                print(f"{points:5.1f}  {file}  {tests}")
                if points > 0 and not (file.endswith("-ru") and set(tests.replace(" ", "").split(",")) <= CYRILLIC):
                    problems.append(f"{file}: SpamAssassin gives {points} ({tests})")
else:
    print("Skipped: spamassassin is not installed (apt-get install spamassassin), so no mail was scored.")
    if os.environ.get("CI") == "true":
        problems.append("spamassassin is missing")

print("\n".join(problems) or "no problems")
sys.exit(bool(problems))
