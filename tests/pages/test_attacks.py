"""What an attacker tries at the pages, by the numbers of the list in the design of integrity."""

import http.client
import socket
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from html import unescape
from io import BytesIO
from urllib.parse import quote, urlencode
from zipfile import ZipFile

import pytest
from tests.pages.visiting import PASSWORD, Visited, Visitor

from minqing_core.application.catalogue import CATALOGUE
from minqing_http.headers import FORWARDED_FOR
from minqing_http.pages.table import FORMS, PAGES
from minqing_http.pages.uploads import MOST_BYTES
from minqing_http.turnstile import MOST

MESSAGES = "/imports/messages"
BOUNDARY = "-----x"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
SHEET = "编号,内容\n1,=1+1\n"


def part(name: str, body: str, file: str = "", head: str = "") -> bytes:
    """Return a part of a form with files."""
    called = f'; filename="{file}"' if file else ""
    said = f'Content-Disposition: form-data; name="{name}"{called}\r\n{head}'
    return f"--{BOUNDARY}\r\n{said}\r\n{body}\r\n".encode()


def parts(*given: bytes) -> bytes:
    return b"".join(given) + f"--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def clerk(town: Visited) -> Visitor:
    return town.visitor("org-clerk-1")


@pytest.fixture
def cadre(town: Visited) -> Visitor:
    return town.visitor("lantang-member-1")


@pytest.fixture(scope="module")
def behind_proxy() -> Iterator[Visited]:
    with Visited.grown(transport="proxy") as visited:
        yield visited


def status_before_body(visitor: Visitor, path: str, length: int) -> int:
    """Return how a request is answered of whose body nothing comes."""
    kept = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        f"Content-Type: {MULTIPART['Content-Type']}",
        f"Content-Length: {length}",
        *([f"Cookie: {kept}"] if kept else []),
    ]
    with closing(socket.create_connection(("127.0.0.1", visitor.port), timeout=8)) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(connection.recv(64).split()[1])


@pytest.mark.clause("S12")
def test_nobody_sends_a_file_before_they_have_logged_in(town: Visited) -> None:
    """25: nothing is taken in from whom nothing is wanted."""
    assert status_before_body(town.nobody(), MESSAGES, MOST_BYTES) == 303


@pytest.mark.clause("S12")
def test_who_may_not_import_sends_no_file(cadre: Visitor) -> None:
    """25: a file is not opened for whom it is of no use."""
    assert status_before_body(cadre, MESSAGES, MOST_BYTES) == 403
    assert cadre.get(MESSAGES).status == 403


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (parts(part("a", "x" * 70_000)), 413),
        (parts(*[part("a", "x")] * 51), 415),
        (parts(part("_charset_", "x" * 40)), 400),
        (parts(part("a", "x", head="no header at all\r\n")), 400),
        (parts(part("a", "x", head=f"X-Long: {'x' * 20_000}\r\n")), 400),
        (parts(part("a", "x", head="Content-Type: multipart/mixed; boundary=y\r\n")), 415),
        (b"nothing of the kind", 400),
    ],
)
def test_a_form_with_files_is_small_and_well_formed(
    clerk: Visitor, body: bytes, status: int
) -> None:
    """16, 25: many texts are as much as one file; what cannot be read is refused."""
    assert clerk.ask("POST", MESSAGES, body, MULTIPART).status == status


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    "name", ["../../x.csv", "x\x00.csv", "村" * 255, 'a"; b.csv', "..\\x.exe"]
)
def test_a_file_is_called_what_it_likes(clerk: Visitor, name: str) -> None:
    """19: what a file is called is looked at for its end, and goes nowhere."""
    token = clerk.get(MESSAGES).form().fields["_token"][0]
    body = parts(part("_token", token), part("file", SHEET, name.replace('"', "%22")))

    seen = clerk.ask("POST", MESSAGES, body, MULTIPART)

    assert seen.status in {200, 400, 422}


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("field", "name", "body"),
    [
        ("file", "群众<b>来信</b>.xlsx", "no workbook"),
        ("file", "来信.csv", 'a,b\n"open'),
        ("file", f"{'村' * 200}.ods", "no sheet"),
        ("mapping", "列.toml", "a = ["),
        ("file", "来信.csv", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_called_as_it_was(
    clerk: Visitor, field: str, name: str, body: str
) -> None:
    """19: where it lay on the server is told to nobody."""
    token = clerk.get(MESSAGES).form().fields["_token"][0]
    sheet = [part("file", SHEET, "x.csv")] if field != "file" else []

    seen = clerk.ask(
        "POST", MESSAGES, parts(part("_token", token), *sheet, part(field, body, name)), MULTIPART
    )

    assert seen.status == 422
    assert "minqing-import" not in seen.text
    assert name[-60:] in seen.words or not body
    assert "<b>" not in seen.text


@pytest.mark.clause("S12")
def test_a_mapping_that_is_nested_too_deep_is_refused(clerk: Visitor) -> None:
    """16: a file of brackets is no mapping."""
    token = clerk.get(MESSAGES).form().fields["_token"][0]
    nested = part("mapping", "a=" + "[" * 50_000, "m.toml")
    body = parts(part("_token", token), part("file", SHEET, "x.csv"), nested)

    seen = clerk.ask("POST", MESSAGES, body, MULTIPART)

    assert 400 <= seen.status < 500


@pytest.mark.clause("S12")
def test_a_form_with_files_needs_its_token(clerk: Visitor) -> None:
    """23: a file that another page sends is not taken in."""
    body = parts(part("_token", "0" * 32), part("file", SHEET, "x.csv"))

    assert clerk.ask("POST", MESSAGES, body, MULTIPART).status == 403


@pytest.mark.clause("S12")
@pytest.mark.parametrize("path", ["/account/codes", "/account/codes/end", "/account/password"])
def test_a_password_is_not_kept_as_a_draft(cadre: Visitor, path: str) -> None:
    """22: what is typed into a form with a password stays out of the memory of the browser."""
    seen = cadre.get(path)

    assert 'type="password"' in seen.text
    assert "data-draft" not in seen.text


@pytest.mark.clause("S12")
@pytest.mark.parametrize("row", ["9" * 5000, "999999", "٣", "-1", "0" * 4400])
def test_a_row_has_a_small_number(cadre: Visitor, row: str) -> None:
    """16: a form shows fifty rows of a group at most, whatever number comes."""
    form = cadre.get("/cases/new").form()
    name = f"matter.petitioners.{row}.name"

    sent = cadre.post("/cases/new", {**form.fields, name: "某人"})
    shown = cadre.get(f"/cases/new?{quote(name)}=x")

    assert sent.status in {303, 422}
    assert shown.status == 200
    assert shown.text.count("matter.petitioners.") < 1000


@pytest.mark.clause("S12")
def test_what_was_seen_is_a_small_number(town: Visited, clerk: Visitor) -> None:
    """16: a version of five thousand digits is none."""
    path = town.at("/cases/{case}/step")
    form = clerk.get(path).form()

    assert clerk.post(path, {**form.fields, "_seen": "9" * 5000}).status < 500


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("fields", "status"), [(2001, 415), (1990, 422)], ids=["too many", "as many as may"]
)
def test_a_form_has_so_many_fields(cadre: Visitor, fields: int, status: int) -> None:
    """16: two thousand fields are taken, and no more."""
    token = cadre.get("/cases/new").form().fields["_token"][0]
    many = {f"matter.petitioners.{n}.name": "x" for n in range(fields)}

    assert cadre.post("/cases/new", {"_token": token, **many}).status == status


@pytest.mark.clause("S12")
def test_logging_out_needs_the_form_of_the_session(town: Visited) -> None:
    """23: a browser too old to say where a form comes from is not logged out by another page."""
    visitor = town.visitor("lantang-member-1")

    assert visitor.post("/logout", {"_token": "0" * 32}).status == 403
    assert visitor.get("/account").status == 200
    assert visitor.submit("/account", "/logout").path.startswith("/login")


@pytest.mark.clause("S12")
def test_a_session_that_is_over_cannot_be_used_again(town: Visited) -> None:
    """22: a cookie kept from before logging out is good for nothing; a new one is another."""
    visitor = town.visitor("lantang-member-1")
    before = dict(visitor.cookies)

    visitor.submit("/account", "/logout")
    visitor.cookies = dict(before)
    assert visitor.get("/account").path.startswith("/login")

    visitor.log_in("lantang-member-1")
    assert visitor.cookies["minqing"] != before["minqing"]


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1"},
    ],
)
def test_another_sites_form_does_nothing(cadre: Visitor, headers: Mapping[str, str]) -> None:
    """23: even with the right token."""
    form = cadre.get("/cases/new").form()

    assert cadre.post("/cases/new", form.fields, **headers).status == 403
    assert cadre.post("/logout", form.fields, **headers).status == 403
    login = {"login": "lantang-member-1", "password": "x"}
    assert cadre.post("/login", login, **headers).status == 403


@pytest.mark.clause("S12")
@pytest.mark.parametrize("token", ["", "0" * 32, "ü", "x" * 10_000])
def test_a_form_needs_its_token(cadre: Visitor, token: str) -> None:
    """23: from a browser that does not say where the form comes from."""
    form = cadre.get("/cases/new").form()

    assert cadre.post("/cases/new", {**form.fields, "_token": token}).status == 403


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\r\nSet-Cookie: a=b",
        "/\x00",
        " //evil.example",
        "/" + "x" * 5000,
    ],
)
def test_nobody_is_led_to_another_site(cadre: Visitor, to: str) -> None:
    """23: neither by the choice of how to read, nor by logging in."""
    seen = cadre.post("/reading", {"at": to, "large": "0"})
    form = cadre.ask("GET", f"/login?next={quote(to, safe='')}")

    assert seen.headers["Location"] == "/"
    assert form.form().fields["next"] == ["/"]


SCRIPT = "<script>alert(1)</script>{0.__class__}{visitor.token}"
ANYTHING: Mapping[str, str] = defaultdict(lambda: "x")
FORMULA = '=HYPERLINK("http://evil.example","点我")'
RIGHT = {"kind": "problem", "channel": "visit", "category": "HOT_DIFFICULT.ROADS"}


def numbered(town: Visited, title: str) -> str:
    items = town.ask_as(town.grown_town.clerk, "case.list")["items"]
    return str(next(one["number"] for one in items if one["title"] == title))


def taken_along(visitor: Visitor, path: str) -> bytes:
    kept = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    connection = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=20)
    with closing(connection):
        connection.request("GET", path, headers={"Cookie": kept})
        return connection.getresponse().read()


@pytest.fixture(scope="module")
def planted(behind_proxy: Visited) -> Visited:
    """Give a town in which everything that people can name is called what it should not be."""
    town = behind_proxy
    clerk = town.grown_town.clerk
    for title in (SCRIPT, FORMULA):
        who = {"kind": "named", "name": title, "contact": title}
        matter = {**RIGHT, "title": title, "text": title, "petitioners": [who]}
        unit = town.ask_as(clerk, "roster.units")["items"][-1]["unit"]
        matter |= {"learned_at": "2025-09-01", "place": unit}
        town.ask_as(clerk, "case.record", matter=matter)
    return town


@pytest.mark.clause("S12")
def test_what_people_wrote_is_shown_as_they_wrote_it(planted: Visited) -> None:
    """17: on every page it is text, and no pattern is filled in."""
    visitor, number = planted.visitor("org-clerk-1"), numbered(planted, SCRIPT)
    paths = [planted.at(page.path.replace("{case}", number)) for page in PAGES]

    seen = {path: visitor.get(path) for path in paths}

    assert [path for path, one in seen.items() if "<script>alert" in one.text] == []
    assert [path for path, one in seen.items() if "&lt;class" in one.text] == []
    assert SCRIPT in seen[f"/cases/{number}"].words


@pytest.mark.clause("S12")
@pytest.mark.parametrize("names", [("done", "next", "words"), ("period", "unit", "as_of")])
def test_what_an_address_says_is_text(planted: Visited, names: tuple[str, ...]) -> None:
    """17: in titles, in forms and in the ways on."""
    visitor = planted.visitor("org-clerk-1")
    said = urlencode(dict.fromkeys(names, f'">{SCRIPT}'))

    for page in PAGES:
        at = planted.at(page.path)
        seen = visitor.get(f"{at}{'&' if '?' in at else '?'}{said}")
        assert seen.status < 500, at
        assert "<script>alert" not in seen.text, at


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    "number", ["..%2f..", "%00", "%0d%0aX:%20y", "%E2%80%AE", "%ff", "{0.__class__}", "9" * 4000]
)
def test_a_number_in_an_address_is_looked_up_and_no_more(clerk: Visitor, number: str) -> None:
    """19: whatever is in it."""
    for path in ("", ".pdf", "/replay", "/slip", "/step"):
        assert clerk.get(f"/cases/{number}{path}").status in {400, 404, 422}
    form = clerk.get("/cases/new").form()
    assert clerk.post(f"/cases/{number}/step", form.fields).status in {400, 404, 422}


@pytest.mark.clause("S12", "S72")
def test_a_sheet_has_no_formulas(planted: Visited) -> None:
    """18: what begins like a formula is text in what is taken along."""
    visitor = planted.visitor("org-clerk-1")

    table = visitor.get("/cases.csv").text
    book = taken_along(visitor, "/cases.xlsx")

    assert f'"\'{FORMULA.replace(chr(34), chr(34) * 2)}"' in table
    with ZipFile(BytesIO(book)) as packed:
        sheets = [packed.read(n).decode() for n in packed.namelist() if "/worksheets/" in n]
        texts = unescape(packed.read("xl/sharedStrings.xml").decode())
    assert FORMULA in texts
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


@pytest.mark.clause("S12")
def test_looking_records_nothing() -> None:
    """23: no page, and nothing around a form, does what is recorded."""
    looked = [one for page in PAGES for one in page.shows.values()]
    looked += [one for form in FORMS for one in form.around.values()]

    assert [one.use_case for one in looked if CATALOGUE[one.use_case].records] == []


@pytest.mark.clause("S12")
def test_a_password_that_was_given_out_opens_nothing(town: Visited) -> None:
    """22: no page, paper, list, form or import; the one form changes it."""
    person = town.grown_town.staff["urban-staff-1"].person
    given = town.ask_as(town.grown_town.clerk, "account.open", person=person, login="given-out")
    visitor = Visitor(town.port)
    visitor.submit("/login", login="given-out", password=given["password"])
    closed = [page.path for page in PAGES] + [form.path for form in FORMS] + [MESSAGES]
    ways = [path for path in closed if path != "/account/password"]
    ways += ["/cases.csv", "/cases.xlsx", "/public.csv", "/cases/{case}.pdf"]

    led = {path: visitor.ask("GET", path.format_map(ANYTHING)) for path in ways}
    sent = {form.path: visitor.post(form.path.format_map(ANYTHING), {}) for form in FORMS}
    sent |= {MESSAGES: visitor.ask("POST", MESSAGES, parts(part("a", "x")), MULTIPART)}

    del sent["/account/password"]
    for path, seen in [*led.items(), *sent.items()]:
        assert seen.headers.get("Location") == "/account/password", path


@pytest.mark.clause("S12", "S72")
@pytest.mark.parametrize("role", ["lantang-member-1", "lantang-secretary"])
def test_a_matter_that_one_may_not_see_is_on_no_page_of_its_own(town: Visited, role: str) -> None:
    """21: nor on any list, paper or form."""
    visitor, clerk = town.visitor(role), town.grown_town.clerk
    known = town.ask_as(clerk, "case.list")["items"]
    hidden = [one for one in known if visitor.get(f"/cases/{one['number']}").status == 404][:1]
    about = [page.path for page in PAGES if page.path.startswith("/cases/{case}")]
    about += [form.path for form in FORMS if form.path.startswith("/cases/{case}")]

    for one in hidden:
        for path in [*about, "/cases/{case}.pdf", "/cases/{case}.docx"]:
            seen = visitor.get(path.replace("{case}", one["number"]))
            assert seen.status in {403, 404}, path
            assert one["title"] not in seen.text
        assert one["number"] not in visitor.get("/cases.csv").text
    assert hidden


@pytest.mark.clause("S12")
def test_the_cookie_of_a_session_is_for_this_site_and_no_script(behind_proxy: Visited) -> None:
    """22: and a browser lets it go as it took it."""
    visitor = behind_proxy.visitor("org-clerk-1")
    form = visitor.get("/login").form()
    typed = {**form.fields, "login": "clerk", "password": PASSWORD}

    kept = visitor.post("/login", typed).headers
    gone = visitor.post("/logout", visitor.get("/account").form("/logout").fields).headers

    for said in (kept, gone):
        words = said["Set-Cookie"].split("; ")
        assert words[0].startswith("__Host-minqing=")
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} <= set(words)
        assert said["Cache-Control"] == "no-store"


@pytest.mark.clause("S12")
def test_a_network_guesses_slips_as_often_as_one_address(behind_proxy: Visited) -> None:
    """20: who has a whole network of addresses has no more guesses."""
    nobody = behind_proxy.nobody()
    codes = [f"/r/2025-{n:06}-{'a' * 16}" for n in range(MOST + 1)]

    told = [
        nobody.ask("GET", code, None, {FORWARDED_FOR: f"2001:db8::{n:x}"}).status
        for n, code in enumerate(codes)
    ]

    assert told == [404] * MOST + [429]


@pytest.mark.clause("S12")
def test_an_address_is_what_the_proxy_says_last(behind_proxy: Visited) -> None:
    """20: what a browser says of its own address in a line before is not believed."""
    told = []
    for n in range(MOST + 1):
        connection = http.client.HTTPConnection("127.0.0.1", behind_proxy.port, timeout=20)
        with closing(connection):
            connection.putrequest("GET", f"/r/2025-{n:06}-{'a' * 16}")
            connection.putheader(FORWARDED_FOR, f"10.0.0.{n}")
            connection.putheader(FORWARDED_FOR, "203.0.113.7")
            connection.endheaders()
            told.append(connection.getresponse().status)

    assert told[-1] == 429


@pytest.mark.clause("S12")
def test_a_page_is_kept_by_nobody_and_framed_by_nobody(clerk: Visitor) -> None:
    """17: pages, refusals and what is taken along."""
    for path in ("/", "/cases", "/cases/none", "/login", "/cases.csv"):
        headers = clerk.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
    policy = clerk.get("/cases").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
