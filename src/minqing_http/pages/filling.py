"""A form behind its address: shown, taken, refused with what was wrong, or done."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

import attrs
from aiohttp import hdrs, web
from attrs import frozen

from minqing_core.application.admission import require_power
from minqing_core.application.asking import faults, occurred
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.names import find_person
from minqing_core.kernel.refusals import (
    InvalidInputError,
    RefusalError,
    SeenStaleError,
    StreamMovedError,
)
from minqing_http.headers import POSITION
from minqing_http.operations import BY_USE_CASE, Operation
from minqing_http.pages.asked import Asker
from minqing_http.pages.blame import blamed
from minqing_http.pages.choices import choices_of, every
from minqing_http.pages.entrance import Entrance, html
from minqing_http.pages.fields import (
    FURTHER,
    Asked,
    FieldGroup,
    Texts,
    as_kind,
    fields_of,
    groups_of,
    put,
    read,
    rows_of,
    typed,
)
from minqing_http.pages.form_body import first, read_form
from minqing_http.pages.naming import Named
from minqing_http.pages.page import Form, Plain
from minqing_http.pages.rendering import Given, render
from minqing_http.pages.visitor import Visitor
from minqing_http.pages.words import did
from minqing_http.problems import english, status_of

KEY, SEEN, TOKEN, NEXT = "_key", "_seen", "_token", "_next"
ON_BEHALF, OCCURRED = "_on_behalf_of", "_occurred_at"
MOVED = (SeenStaleError, StreamMovedError)


@frozen(kw_only=True)
class FormAt:
    """A form, answering requests."""

    form: Form
    entrance: Entrance

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Answer with the form, to be filled in."""
        texts = {name: request.query.getall(name) for name in request.query}

        def made(visitor: Visitor) -> web.StreamResponse:
            asker = self.entrance.asker(request, visitor, request.match_info)
            asker.require(self.form.use_case)
            return html(self._form(asker, texts, request.path_qs))

        return await self.entrance.page(request, made, changing=self.form.changing)

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Do what the form says, and go on to where that is seen."""
        texts = await read_form(request, self.entrance.door.body_seconds)

        def made(visitor: Visitor) -> web.StreamResponse:
            self.entrance.require_own(request, _one(texts, TOKEN), visitor)
            asker = self.entrance.asker(request, visitor, request.match_info)
            if FURTHER in texts:
                return html(self._form(asker, texts, request.path))
            return self._taken(asker, texts, request.path)

        return await self.entrance.page(
            request, made, changing=self.form.changing, hashes=self._operation.hashes
        )

    def _taken(self, asker: Asker, texts: Texts, at: str) -> web.Response:
        try:
            answered = self._done(asker, texts)
        except RefusalError as refusal:
            told = self._form(asker, texts, at, refusal)
            return html(told, status_of(type(refusal)))
        if self.form.answered:
            said = {"title": self.form.title, "answer": answered, "form": self.form}
            return html(render(self.form.answered, asker.visitor, at, said))
        where = next(
            (a for a in self.form.also.values() if a == _one(texts, NEXT)), self.form.then
        )
        typed = {name: quote(_one(texts, name)) for name in texts}
        target = where.format_map({**typed, **asker.words, **_leaves(answered)})
        mark, done = "&" if "?" in target else "?", answered.get("id") or "1"
        told = f"{mark}done={done}&did={self.form.use_case}"
        return web.Response(status=303, headers={hdrs.LOCATION: f"{target}{told}"})

    def _done(self, asker: Asker, texts: Texts) -> Plain:
        given = self._by_number(asker, self._given(asker, texts))
        when, on = _one(texts, OCCURRED), _one(texts, ON_BEHALF)
        seen = _one(texts, SEEN)
        act = attrs.evolve(
            asker.act,
            key=_one(texts, KEY) or None,
            seen=int(seen) if self._operation.revises and POSITION.fullmatch(seen) else None,
            on_behalf_of=find_person(asker.office, on) if on else None,
            occurred_at=occurred(asker.office, when) if when else None,
        )
        done: Plain = attrs.evolve(asker, act=act).ask(self.form.use_case, **given)
        return done

    def _given(self, asker: Asker, texts: Texts) -> Plain:
        together: Plain = {name: {} for name in groups_of(CATALOGUE[self.form.use_case])}
        given = {**together, **read(self._fields(), texts), **self._fixed(asker.words)}
        for name, value in self.form.usually.items():
            put(given, name.split("."), value)
        return given

    def _by_number(self, asker: Asker, given: Plain) -> Plain:
        """Return the values with the numbers of the people and units that they name.

        Raises:
            InvalidInputError: some go by none or by several; what else is wrong is named too.
        """
        case, named = CATALOGUE[self.form.use_case], Named(office=asker.office)
        found: Plain = named.numbers(self._fields(), given)
        if named.faults:
            require_power(asker.office, asker.act, case)
            raise InvalidInputError([*named.faults, *faults(case, found)])
        return found

    def _form(
        self, asker: Asker, texts: Texts, at: str, refusal: RefusalError | None = None
    ) -> str:
        around = asker.gathered(self.form.around)
        fields, more = self._shaped(self._asked(around), around, texts)
        said = {
            **around,
            **more,
            "title": self.form.title,
            "form": self.form,
            "action": at.partition("?")[0],
            "fields": fields,
            "named": {one.name: one for one in fields},
            "rows": rows_of,
            "texts": texts,
            "choices": choices_of(fields, asker, dated=self.form.dated),
            "key": _one(texts, KEY) or secrets.token_hex(16),
            "carried": {n: around[a][m] for n, (a, m) in self.form.carried.items()},
            "seen": (around.get("about") or {}).get("version", ""),
            "words": Given(asker.words),
            "done": _one(texts, "done"),
            "did": did(_one(texts, "did")),
            "drafted": not self.form.answered
            and all(one.kind != "secret" for one in every(fields)),
            **told_of(refusal, fields, self._typed(asker, texts) if refusal else {}),
        }
        return render(self.form.template, asker.visitor, at, said)

    def _typed(self, asker: Asker, texts: Texts) -> Plain:
        """Return what was typed, with the numbers of whom it names."""
        named, fields = Named(office=asker.office), self._fields()
        typed: Plain = named.numbers(fields, read(fields, texts))
        envelope = {name: _one(texts, name) or None for name in (OCCURRED, ON_BEHALF)}
        return {**typed, **envelope}

    @property
    def _operation(self) -> Operation:
        return BY_USE_CASE[self.form.use_case]

    def _fields(self) -> tuple[Asked, ...]:
        return asked_by(self.form)

    def _asked(self, around: Plain) -> tuple[Asked, ...]:
        """Return the fields that are shown, with what is offered to choose from."""
        asked = (one for one in self._fields() if one.name not in self.form.carried)
        return tuple(self._offered(one, one.name, around) for one in asked)

    def _shaped(
        self, fields: tuple[Asked, ...], around: Plain, texts: Texts
    ) -> tuple[tuple[Asked, ...], Plain]:
        shaped = self.form.shaped
        return (fields, {}) if shaped is None else shaped(fields, around, texts)

    def _offered(self, one: Asked, name: str, around: Plain) -> Asked:
        if isinstance(one, FieldGroup):
            inner = (self._offered(part, f"{name}.{part.name}", around) for part in one.fields)
            return attrs.evolve(one, fields=tuple(inner))
        offer = self.form.offers.get(name)
        rows = () if offer is None else (around[offer.answer] or {offer.rows: ()})[offer.rows]
        if offer is None or not rows:
            return one
        choices = tuple(
            (str(row[offer.code]), f"{row[offer.code]} {row[offer.words]}") for row in rows
        )
        return attrs.evolve(one, kind="choice", label=offer.label, choices=choices)

    def _fixed(self, words: Mapping[str, str]) -> Plain:
        return {name: words[name] for name in in_address(self.form)}


def asked_by(form: Form) -> tuple[Asked, ...]:
    """Return the fields of a form, with those that it carries along."""
    left = {*form.leaves_out, *in_address(form), *form.usually}
    asked = fields_of(CATALOGUE[form.use_case], frozenset(left))
    return tuple(
        as_kind(typed(one, form.new.get(one.name)), form.kinds.get(one.name)) for one in asked
    )


def in_address(form: Form) -> list[str]:
    """Return the names of what stands in the address of a form."""
    return [part[1:-1] for part in form.path.split("/") if part.startswith("{")]


def told_of(refusal: RefusalError | None, fields: Sequence[Asked], typed: Plain) -> Plain:
    """Return what a form says of a refusal: what is wrong at each field, and the rest."""
    names = [*_names_in(fields, ""), OCCURRED, ON_BEHALF]
    wrong = faults_of(refusal)
    if refusal is not None and not wrong:
        wrong = dict.fromkeys(blamed(refusal, names, typed), str(refusal))
    return {
        "faults": wrong,
        "problem": "" if refusal is None or wrong else str(refusal),
        "meaning": "" if refusal is None else english(type(refusal)),
        "code": "" if refusal is None else refusal.code,
        "meanwhile": refusal.facts.get("meanwhile", []) if isinstance(refusal, MOVED) else [],
    }


def faults_of(refusal: RefusalError | None) -> dict[str, str]:
    """Return what is wrong at each field."""
    found = refusal.faults if isinstance(refusal, InvalidInputError) else ()
    return {fault.field: fault.text for fault in found}


def _names_in(fields: Sequence[Asked], prefix: str) -> Iterator[str]:
    for one in fields:
        name = f"{prefix}{one.name}"
        yield name
        if isinstance(one, FieldGroup):
            yield from _names_in(one.fields, f"{name}.0." if one.many else f"{name}.")


def _leaves(answered: Plain) -> dict[str, str]:
    return {name: str(value) for name, value in answered.items() if isinstance(value, str | int)}


def _one(texts: Texts, name: str) -> str:
    return first(texts, name).strip()
