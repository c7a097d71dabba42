"""Holds the HTML of every mail to caniemail.com's data: nothing that one of the four clients lacks, but for enhancements.

    caniemail.py folder caniemail.json [-v]

The clients are Gmail, Outlook, Apple Mail and, as the fourth, Thunderbird: it is what public bodies and universities in
Europe run on their own desks. Of each platform the latest tested version counts. Conditional comments are for Outlook on
Windows alone and are left out. Without the data the check is skipped; with CI=true it fails.
"""
import json
import os
import re
import sys
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

CLIENTS = ("gmail", "outlook", "apple-mail", "thunderbird")

# What a client may lack, and what readers have there instead.
ENHANCEMENTS = {
    "html-style": "Gmail's mobile page drops style sheets: everything that matters stands in style attributes",
    "css-selector-class": "the same", "css-selector-type": "the same", "css-selector-descendant": "the same",
    "css-at-media": "only for the dark",
    "css-at-media-prefers-color-scheme": "without it the light colours stay, or the client darkens them itself",
    "css-color-scheme": "the same", "html-meta-color-scheme": "the same",
    "css-selector-attribute": "[data-ogsc] and [data-ogsb] are for Outlook.com and its apps in the dark alone",
    "css-display-none": "the preheader: it is one pixel high then; Outlook on Windows hides it by mso-hide",
    "css-overflow": "the same", "css-max-height": "the same",
    "css-word-wrap": "a word longer than the line; nothing else depends on it",
    "html-role": "Windows Mail reads the table as one to the blind",
    "html-body": "Outlook on the Mac takes the colour from the table inside",
    "html-doctype": "nothing depends on it",
}

PROPERTIES = {
    "background-color": "css-background-color", "border": "css-border", "border-top": "css-border",
    "border-bottom": "css-border", "border-color": "css-border", "border-collapse": "css-border-collapse",
    "color-scheme": "css-color-scheme", "display": "css-display", "font-family": None, "font-size": "css-font-size",
    "font-weight": "css-font-weight", "line-height": "css-line-height", "margin": "css-margin", "padding": "css-padding",
    "max-height": "css-max-height", "max-width": "css-max-width", "overflow": "css-overflow",
    "text-align": "css-text-align", "text-decoration": "css-text-decoration", "width": "css-width",
    "word-wrap": "css-word-wrap", "color": None,
    # Known to one client alone, ignored by the others.
    "mso-hide": None, "-webkit-text-size-adjust": None, "supported-color-schemes": None,
}
ELEMENTS = {
    "html": None, "head": None, "title": None, "meta": None, "a": None, "br": None, "tr": "html-table", "td": "html-table",
    "table": "html-table", "body": "html-body", "div": "html-div", "h1": "html-h1-h6", "h2": "html-h1-h6",
    "h3": "html-h1-h6", "p": "html-p", "style": "html-style", "ul": "html-lists", "ol": "html-lists", "li": "html-lists",
    "span": "html-span", "strong": "html-strong", "b": "html-strong", "hr": "html-hr",
}
ATTRIBUTES = {
    "lang": "html-lang", "dir": "html-dir", "role": "html-role", "width": "html-width", "align": "html-align",
    "cellpadding": "html-cellpadding", "cellspacing": "html-cellspacing", "valign": "html-valign",
    # As old as HTML itself.
    "class": None, "style": None, "href": None, "border": None, "bgcolor": None, "charset": None, "name": None,
    "content": None,
}


class Features(HTMLParser):
    def __init__(self):
        super().__init__()
        self.used, self.unknown = set(), set()

    def note(self, table, name, kind):
        if name in table:
            self.used.add(table[name])
        else:
            self.unknown.add(f"{kind} {name}")

    def declarations(self, text):
        for declaration in filter(str.strip, text.split(";")):
            name, value = (part.strip() for part in declaration.split(":", 1))
            self.note(PROPERTIES, name.lower(), "property")
            if "!important" in value:
                self.used.add("css-important")
            if (name, value) == ("display", "none"):
                self.used.add("css-display-none")
            self.used.update(f"css-unit-{'percent' if unit == '%' else unit}" for unit in re.findall(r"\d(px|%|em|rem|vw)", value))

    def handle_decl(self, declaration):
        self.used.add("html-doctype")

    def handle_starttag(self, tag, attributes):
        self.note(ELEMENTS, tag, "element")
        for name, value in attributes:
            self.note(ATTRIBUTES, name, "attribute")
            if name == "style":
                self.declarations(value)
            if (tag, name, value) == ("meta", "name", "color-scheme"):
                self.used.add("html-meta-color-scheme")

    def handle_data(self, data):
        if self.cdata_elem != "style":
            return
        for rule in re.findall(r"@[\w-]+[^{]*", data):
            self.used.add("css-at-media")
            if "prefers-color-scheme" in rule:
                self.used.add("css-at-media-prefers-color-scheme")
            elif not rule.startswith("@media"):
                self.unknown.add(f"rule {rule}")
        for selector, body in re.findall(r"([^{}@]+)\{([^{}]*)\}", re.sub(r"@media[^{]*\{", "", data)):
            self.declarations(body)
            for one in selector.strip().split(","):
                for pattern, slug in ((r"\.", "css-selector-class"), (r"\[", "css-selector-attribute"), (r"\S\s+\S", "css-selector-descendant"), (r"^[a-z]", "css-selector-type")):
                    if re.search(pattern, one.strip()):
                        self.used.add(slug)


folder, data = Path(sys.argv[1]), Path(sys.argv[2])
if not data.is_file():
    print("Skipped: no caniemail data (npm install caniemail), so no mail was held to it.")
    sys.exit(os.environ.get("CI") == "true")
known = json.loads(data.read_text())
support = {feature["slug"]: feature for feature in known["data"]}
used, problems = defaultdict(int), []
pages = sorted(folder.glob("*.html"))
for page in pages:
    features = Features()
    features.feed(re.sub(r"<!--\[if mso\]>.*?<!\[endif\]-->", "", page.read_text(), flags=re.S))
    problems += [f"{page.stem}: {each} is not in the table above" for each in sorted(features.unknown)]
    for slug in features.used - {None}:
        used[slug] += 1

print(f"{len(pages)} mails, caniemail's data of {known['last_update_date'][:10]}")
for slug in sorted(used):
    if slug not in support:
        continue
    feature = support[slug]
    missing, partial = [], []
    for client in CLIENTS:
        for platform, versions in feature["stats"].get(client, {}).items():
            answer = list(versions.values())[-1]
            {"n": missing, "a": partial}.get(answer[0], []).append(f"{client} {platform}")
            notes = [feature["notes_by_num"][n] for n in re.findall(r"#(\d+)", answer)] if answer[0] == "a" else []
            partial[-1:] = [f"{partial[-1]} ({' '.join(notes)})"] if answer[0] == "a" else partial[-1:]
    if missing and slug not in ENHANCEMENTS:
        problems.append(f"{feature['title']} ({slug}) is not supported by {', '.join(missing)}")
    if missing:
        print(f"enhancement  {feature['title']}: not in {', '.join(missing)}; {ENHANCEMENTS.get(slug, '?')}")
    if partial and "-v" in sys.argv:
        print(f"partly       {feature['title']}: {'; '.join(partial)}")
print("\n".join(problems) or "no problems")
sys.exit(bool(problems))
