"""Prints docs/cost.md from what the benchmarks counted and AWS's list prices, both in cost.json.

    python3 infra/checks/cost.py > docs/cost.md
    python3 infra/checks/cost.py --check     # fails if docs/cost.md says something else

How many alarms, polled queues, schedules and secrets there are is read from the templates.
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FACTS = json.loads((ROOT / "infra/checks/cost.json").read_text(encoding="utf-8"))
UNITS = {"million": 1e6, "thousand": 1e3, "one": 1}
PRICES = {name: price / UNITS[unit] for name, unit, price, _ in FACTS["prices"]["list"]}
LABELS = {name: label for name, _, _, label in FACTS["prices"]["list"]}
ASSUMED = FACTS["assumed"]
RELEASE = FACTS["counted"]["release"]
MAIL = FACTS["counted"]["mail per 1,000 readers"]
TEMPLATES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in [ROOT / "template.yaml", *sorted((ROOT / "infra").glob("*.yaml"))]
    # What a restored stack begins with is in template.yaml as well.
    if path.name != "restored.yaml"
)


def declared(pattern):
    return len(re.findall(pattern, TEMPLATES, re.MULTILINE))


def releases(number, forgotten_free=0):
    """A release, from the transaction that saves it to the live mark and the mailing's opening."""
    tags = number * ASSUMED["languages"] * ASSUMED["cache tags a release and language"]
    return {
        "write unit": number * RELEASE["items written"] * 2 * (1 + ASSUMED["indexes that a write is copied to"]),
        "read unit": number * RELEASE["items read"],
        "put": number * RELEASE["puts"],
        "get": number * RELEASE["puts"],
        "invalidation": max(0, tags - forgotten_free),
        "lambda request": number * ASSUMED["invocations a release"],
        "lambda GB-second": number * ASSUMED["GB-seconds a release"],
        "api request": number,
    }


def views(number):
    requests = number * ASSUMED["requests a page view"]
    return {
        "viewer request": requests,
        "viewer gigabyte": number * ASSUMED["kilobytes a page view"] / 1e6,
        "edge function": number * ASSUMED["CloudFront functions a page view"],
        "get": requests * ASSUMED["share of requests that reach the bucket"],
    }


def mails(number):
    thousands = number / 1000
    events = number * ASSUMED["events a mail"]
    batches = events / ASSUMED["messages of events handled at once"]
    return {
        "mail": number,
        "mail gigabyte": number * ASSUMED["kilobytes a mail"] / 1e6,
        "write unit": thousands * (MAIL["items in transactions"] * 2 + MAIL["UpdateItem and PutItem"]) + events * ASSUMED["writes an event"],
        "read unit": thousands * (MAIL["items read"] + MAIL["GetItem"]),
        "put": thousands * MAIL["PutObject"],
        # Five workers of a gigabyte each; then SES's events, each a message that is put, and taken and deleted in tens.
        "lambda GB-second": number / MAIL["recipients a second of five workers"] * 5
        + batches * ASSUMED["GB-seconds a batch of events"],
        "lambda request": thousands + batches,
        "queue request": events + 2 * batches,
    }


def idle():
    """A month in which nobody does anything."""
    minutes = ASSUMED["days a month"] * 24 * 60
    sweeps = declared(r"Schedule: rate\(1 minute\)") * minutes
    queues = declared(r"^ +Type: SQS$") + declared(r"\{Type: SQS,")
    return {
        "lambda request": sweeps,
        "lambda GB-second": sweeps * ASSUMED["GB-seconds a sweep"],
        "read unit": sweeps * ASSUMED["reads a sweep"],
        "queue request": queues * minutes * ASSUMED["requests of a queue's readers a minute"],
        "alarm": declared(r"^    Type: AWS::CloudWatch::(Composite)?Alarm$"),
        "secret": declared(r"^    Type: AWS::SecretsManager::Secret$"),
        "log gigabyte": ASSUMED["gigabytes of logs when idle"],
    }


def total(*usages):
    return sum(count * PRICES[name] for usage in usages for name, count in usage.items())


def dollars(amount):
    return f"{amount:,.2f}"


def amount(count):
    return f"{count:,.0f}" if count >= 100 or count == int(count) else f"{count:,.2f}"


def table(title, usage, note):
    lines = [f"## {title}", "", note, "", "| | How many | US$ |", "| --- | ---: | ---: |"]
    for name, count in sorted(usage.items(), key=lambda line: -line[1] * PRICES[line[0]]):
        if count:
            lines.append(f"| {LABELS[name]} | {amount(count)} | {dollars(count * PRICES[name])} |")
    lines.append(f"| **Together** | | **{dollars(total(usage))}** |")
    return lines


def example():
    room = FACTS["newsroom"]
    posts = room["posts a day"] * ASSUMED["days a month"]
    sent = posts * room["subscribers"] * room["share that is mailed a post"]
    parts = [
        ("Standing there", idle()),
        (f"{posts:,} releases, the first 1,000 invalidations free", releases(posts, forgotten_free=1000)),
        (f"{room['page views a month']:,} page views", views(room["page views a month"])),
        (f"{sent:,.0f} mails", mails(sent)),
    ]
    lines = [
        "## A newsroom",
        "",
        f"{room['posts a day']} posts a day in one language; {room['subscribers']:,} subscribers, of whom each post is mailed to",
        f"{room['share that is mailed a post']:.0%}, by their topics, types and languages; {room['page views a month']:,} page views a month.",
        "",
        "| A month | US$ |",
        "| --- | ---: |",
    ]
    lines += [f"| {what} | {dollars(total(usage))} |" for what, usage in parts]
    lines.append(f"| **Together** | **{dollars(total(*(usage for _, usage in parts)))}** |")
    per_mail = total(mails(1_000_000)) / 1_000_000
    lines += [
        "",
        f"Mail decides: each reader more who is mailed every post costs US$ {posts * per_mail:.2f} a month. A digest a day in place of",
        f"{room['posts a day']} mails costs such a reader a {room['posts a day']}th of that.",
    ]
    return lines


def page():
    counted, prices = FACTS["counted"], FACTS["prices"]
    lines = [
        "# What it costs",
        "",
        "Printed by `python3 infra/checks/cost.py` from `infra/checks/cost.json`; change that file, not this one, and print it again.",
        f"Calls were counted by `./mvnw -Pbench` ({counted['date']}, commit {counted['commit']}; [figures.md](figures.md)). List prices are those of",
        f"{prices['region']} in US dollars, without tax, as they could be looked up on {prices['date']} without an account: those of Lambda,",
        "DynamoDB, CloudFront and CloudWatch in published copies of AWS's pages, the others as commonly quoted. **Check them before you",
        "rely on a sum**; in eu-central-1 most are 5 to 20% higher. No free tier is taken off unless it is said, and an account's free",
        "terabyte of CloudFront and first million requests of Lambda and SQS would cover most of what follows but mail.",
        "",
    ]
    lines += table("1,000 releases", releases(1000), "From the call of the API to the live mark; without reading them, and without mail.")
    lines += ["", "The first 1,000 invalidations of a month are free, so 500 releases cost next to nothing.", ""]
    lines += table("A million page views", views(1_000_000), "A flat-rate plan of CloudFront takes the place of this.")
    lines += [""]
    lines += table("A million mails", mails(1_000_000), "What SES tells of them afterwards included.")
    lines += [""]
    lines += table(
        "A month in which nothing happens",
        idle(),
        "Sweeps look for work every minute, and Lambda asks each queue for messages; texts, pages and pictures come on top, at some cents a gigabyte.",
    )
    lines += ["", *example(), ""]
    lines += [
        "## A budget that warns",
        "",
        "Deployed with `MonthlyBudget=50` and an `AlarmAddress`, the stack has a budget (`infra/budget.yaml`) that writes to that",
        "address when 80% of 50 US dollars are spent in a month, and when the month is forecast to end above them. It counts the whole",
        "account, and it warns; it stops nothing. `MonthlyBudget=0`, which is the default, has none. The first two budgets of an account",
        "cost nothing.",
        "",
        "## Prices",
        "",
        "| | For | US$ |",
        "| --- | --- | ---: |",
    ]
    lines += [f"| {label} | {'a ' + unit if unit != 'one' else 'one'} | {price:g} |" for _, unit, price, label in prices["list"]]
    lines += ["", "## Assumed, not counted", "", "| | |", "| --- | ---: |"]
    lines += [f"| {name[0].upper() + name[1:]} | {value:g} |" for name, value in ASSUMED.items()]
    lines += [
        "",
        "Read units are an upper bound: an item counts as one, though a query of many small ones takes a unit for every 4 KB. Lambda's time",
        "on AWS was not measured; what is assumed for it is meant to be too much rather than too little.",
    ]
    return "\n".join(lines) + "\n"


def main():
    if sys.argv[1:] == ["--check"]:
        if (ROOT / "docs/cost.md").read_text(encoding="utf-8") != page():
            sys.exit("docs/cost.md is not what infra/checks/cost.py prints; print it again")
    else:
        sys.stdout.write(page())


main()
