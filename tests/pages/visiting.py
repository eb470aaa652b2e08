"""Somebody with a browser that knows no scripts, at a town's pages."""

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from attrs import define, field, frozen
from tests.http.serving import Served
from tests.stores import empty_office

from minqing_cli.demo_town.growing import Grown, SetClock, grow
from minqing_core.application.asking import answer
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId

PASSWORD = "Wende-Pfad-42-x"  # noqa: S105 - of nobody
FEW = 20
ADMINISTRATORS = {"system": "009001", "security": "009002", "audit": "009003"}
SERVANT = "town-office-civil-servant"
QUERIES = {
    "/duties/why": "?id={id}",
    "/signals/why": "?signal={signal}",
    "/privacy/subject": "?subject=person:{person}",
}
LISTED = (
    ("case", "case.list", "number"),
    ("serial", "books.list", "serial"),
    ("meeting", "meeting.list", "meeting"),
    ("study", "study.list", "study"),
    ("inspection", "inspection.list", "inspection"),
    ("bulletin", "bulletin.list", "bulletin"),
    ("publication", "publish.list", "publication"),
    ("inquiry", "accountability.list", "inquiry"),
    ("incident", "accountability.incidents", "incident"),
    ("commendation", "appraisal.commendations", "commendation"),
    ("household", "household.list", "household"),
    ("visit", "visit.list", "visit"),
    ("unit", "roster.units", "unit"),
    ("id", "duties.list", "id"),
    ("signal", "signals.list", "signal"),
)


@define
class PageForm:
    """A form on a page: where it goes, and what is in its fields."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(factory=dict)


@frozen(kw_only=True)
class Seen:
    """A page as it was answered."""

    status: int
    headers: Mapping[str, str]
    path: str
    text: str
    forms: tuple[PageForm, ...]
    words: str
    links: tuple[str, ...]

    def form(self, action: str | None = None) -> PageForm:
        """Return the form that goes to an address; the main one by default."""
        wanted = self.path.partition("?")[0] if action is None else action
        return next(form for form in self.forms if form.action == wanted)


class Reader(HTMLParser):
    """What a page says: its words, its links, its forms."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of forms, their fields, and links."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(told["action"], told["method"]))
        elif tag == "a" and "href" in told:
            self.links.append(told["href"])
        elif tag == "select":
            self._select = told["name"]
        elif tag == "textarea":
            self._area = told["name"]
            self._put(told["name"], "")
        elif tag == "option" and self._select and "selected" in told:
            self._put(self._select, told["value"])
        elif tag == "input" and self._counts(told):
            self._put(told["name"], told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave a field."""
        self._select = None if tag == "select" else self._select
        self._area = None if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        """Take note of words."""
        if self._area:
            self.forms[-1].fields[self._area][-1] += data
        if data.strip():
            self.words.append(data.strip())

    @staticmethod
    def _counts(told: Mapping[str, str]) -> bool:
        return told.get("type") not in {"checkbox", "radio"} or "checked" in told

    def _put(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1].fields.setdefault(name, []).append(value)


class Visitor:
    """Somebody with a browser: it keeps cookies, and runs no scripts."""

    def __init__(self, port: int, person: str = "", name: str = "") -> None:
        self.port, self.person, self.name = port, person, name
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Seen:
        """Go to an address, and on to where it leads."""
        return self._followed(self.ask("GET", path, headers=headers))

    def submit(self, at: str, /, action: str | None = None, **typed: Any) -> Seen:
        """Fill in the form at an address and send it; ``__`` in a name stands for a dot."""
        return self.send(self.get(at).form(action), **typed)

    def send(self, form: PageForm, **typed: Any) -> Seen:
        """Send a form with what was typed into it."""
        filled = dict(form.fields)
        for name, value in typed.items():
            given = value if isinstance(value, list) else [value]
            filled[name.replace("__", ".")] = [str(one) for one in given]
        return self._followed(self.post(form.action, filled))

    def post(self, path: str, fields: Mapping[str, Any], **headers: str) -> Seen:
        """Send fields as a form does, without going on."""
        sent = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        return self.ask("POST", path, urlencode(fields, doseq=True).encode(), sent)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Seen:
        """Send a request and return what is answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        said = {"Cookie": kept} if kept else {}
        said |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        try:
            connection.request(method, path, body, said)
            answered = connection.getresponse()
            raw = answered.read()
        finally:
            connection.close()
        for line in answered.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        text = raw.decode(errors="replace")
        reader = Reader()
        if answered.headers.get_content_type() == "text/html":
            reader.feed(text)
        return Seen(
            status=answered.status,
            headers=dict(answered.getheaders()),
            path=path,
            text=text,
            forms=tuple(reader.forms),
            words=" ".join(reader.words),
            links=tuple(reader.links),
        )

    def log_in(self, login: str, password: str = PASSWORD) -> Self:
        """Log in."""
        seen = self.submit("/login", login=login, password=password)
        assert seen.status == 200
        assert seen.path != "/login", seen.words
        return self

    def _followed(self, seen: Seen) -> Seen:
        while seen.status == 303:
            where = urlsplit(seen.headers["Location"])
            seen = self.ask("GET", where.path + (f"?{where.query}" if where.query else ""))
        return seen


class Visited(Served):
    """A grown town behind a real server, with people who log in by their keys in the roster."""

    grown_town: Grown

    def __init__(self, office: Office, grown: Grown, **settings: Any) -> None:
        """Serve a town that has grown."""
        self.grown_town, self._logins = grown, set[str]()
        super().__init__(office, founded=False, **settings)
        self.ask_as(
            grown.clerk, "account.init", person=grown.clerk, login="clerk", password=PASSWORD
        )
        self._logins.add("org-clerk-1")

    @classmethod
    @contextmanager
    def grown(cls, **settings: Any) -> Iterator[Self]:
        """Grow a small town and serve it."""
        clock = SetClock()
        office = empty_office(clock=clock)
        made = grow(office, clock, matters=FEW, login="wang")
        with cls(office, made, **settings) as visited:
            yield visited

    def nobody(self) -> Visitor:
        """Give somebody who has not logged in."""
        return Visitor(self.port)

    def visitor(self, key: str) -> Visitor:
        """Give one of the staff, logged in; an account is opened for them if they have none."""
        cadre = self.grown_town.staff[key]
        login = "clerk" if key == "org-clerk-1" else key
        if key not in self._logins:
            clerk = self.grown_town.clerk
            given = self.ask_as(clerk, "account.open", person=cadre.person, login=login)
            self.ask_as(
                PersonId(cadre.person),
                "account.change-password",
                current=given["password"],
                password=PASSWORD,
            )
            self._logins.add(key)
        return Visitor(self.port, cadre.person, cadre.name).log_in(login)

    def administrator(self, role: str) -> Visitor:
        """Give somebody without a post who looks after a part of the system, logged in."""
        number = ADMINISTRATORS[role]
        if role not in self._logins:
            clerk = self.grown_town.clerk
            facts = {"name": role, "kind": SERVANT, "since": "2020-01-01"}
            self.ask_as(clerk, "roster.person", person=number, facts=facts)
            given = self.ask_as(clerk, "account.open", person=number, login=role)["password"]
            chosen = {"current": given, "password": PASSWORD}
            self.ask_as(number, "account.change-password", **chosen)
            self.ask_as(clerk, "account.role", person=number, role=role)
            self._logins.add(role)
        return Visitor(self.port, number, role).log_in(role)

    def ask_as(self, person: str, name: str, /, **given: Any) -> Any:
        """Have the office do something in somebody's name, without going through the server."""
        return answer(self.office, name, Act(actor=PersonId(person)), given)

    def matter(self, key: str) -> str:
        """Return the number of a planted matter."""
        return self.grown_town.numbers[key]

    def at(self, path: str) -> str:
        """Return an address of a page, with something that there is for every name in it."""
        names = self._names()
        return (path + QUERIES.get(path, "")).format_map(names)

    def _names(self) -> Mapping[str, str]:
        clerk, found = self.grown_town.clerk, {}
        for name, use_case, member in LISTED:
            items = self.ask_as(clerk, use_case)["items"]
            found[name] = str(items[0][member]) if items else "0"
        found["slip"] = self.ask_as(clerk, "case.slip", case=found["case"])["slip"]
        found["subject"] = str(self.grown_town.staff["urban-staff-1"].person)
        year = {"year": "2025", "period": "2025-Q3", "quarter": "2025-Q3"}
        return {**found, **year, "person": str(self.grown_town.staff["lantang-member-1"].person)}
