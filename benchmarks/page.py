"""A page over HTTP, the list of matters: how much of a processor its server takes."""

import time
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from load import LOGIN, PASSWORD, listening
from programs import Asked, Home

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CPUCLOCK_SCHED = 2


def page_shown(home: Home, asked: Asked, times: int) -> list[float]:
    """Return what a town's server takes to show the newest matters, having shown them once."""
    asked.told("account", [(LOGIN, PASSWORD)])
    with listening(*home.command("serve")) as server:
        to = HTTPConnection(urlsplit(server.address).netloc)
        who = urlencode({"login": LOGIN, "password": PASSWORD})
        cookie = _answered(to, "POST", "/login", 303, body=who, headers=FORM)
        spent = []
        for _ in range(times + 1):
            before = _worked(server.process)
            _answered(to, "GET", "/cases", 200, headers={"Cookie": cookie})
            spent.append(_worked(server.process) - before)
        to.close()
    return spent[1:]


def _answered(to: HTTPConnection, method: str, path: str, status: int, **more: object) -> str:
    """Ask, read all, and return the cookie that was set."""
    to.request(method, path, **more)
    answer = to.getresponse()
    body = answer.read()
    if answer.status != status:
        raise RuntimeError(body.decode())
    return (answer.headers["Set-Cookie"] or "").partition(";")[0]


def _worked(process: int) -> float:
    """Return how long a process was at work: its clock, as clock_getcpuclockid(3) names it."""
    return time.clock_gettime((~process << 3) | CPUCLOCK_SCHED)
