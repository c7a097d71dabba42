"""The front door of a running stack, as a client sees it."""

import json
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import quote


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def ask(method, url, body=None, **headers):
    """Status, headers and bytes; also of an error. No redirect is followed."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(body).encode()
    request = urllib.request.Request(quote(url, safe=":/%?=&+._~-"), data=body, method=method, headers=headers)
    try:
        with OPENER.open(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def expect(status, answer, what):
    if answer[0] != status:
        sys.exit(f"{what}: {answer[0]} instead of {status}\n{answer[2].decode(errors='replace')}")
    return answer


def wait_for(what, condition, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            sys.exit(f"waited {seconds} s for {what}")
        time.sleep(0.1)
