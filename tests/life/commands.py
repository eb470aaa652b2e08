"""Random commands about matters, books and people, as a good office and a bad one give them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

import attrs

Given: TypeAlias = dict[str, Any]
Draw: TypeAlias = Callable[[Sequence[Any]], Any]

CLERK, SECRETARY, MEMBER, OTHER, LEADER, ENGINEER = (
    *("000001", "0002", "0003"),
    *("0006", "0007", "0008"),
)
PEOPLE = (CLERK, SECRETARY, MEMBER, OTHER, LEADER, ENGINEER)
CADRES = (SECRETARY, MEMBER, OTHER, ENGINEER)
UNITS = ("dafeng", "anyang", "urban", "org-office")
WORDS = (*("村口路灯不亮", "水渠堵了", "已核实") * 5, " ")
POSTS = {
    SECRETARY: ("village-secretary", "dafeng"),
    MEMBER: ("two-committees-member", "dafeng"),
    OTHER: ("village-secretary", "anyang"),
    ENGINEER: ("staff", "urban"),
}
PREFIX, FIRST, LAST, GIVEN = "ZS", 1, 12, 5


ACCOUNT = (
    *("printed", "received", "passed_on", "on_the_way", "stock"),
    *("issued", "held", "archived", "void"),
)
SERVING = [*((who, unit) for who, (_, unit) in POSTS.items()), (SECRETARY, "anyang")]
RECEIVERS = [*({"to": who, "unit": unit} for who, unit in SERVING), {"unit": "urban"}]
SUCCESSORS = [{"owner": who, "unit": unit} for who, unit in SERVING]


@attrs.frozen
class World:
    """What there is to talk about, and what day it is."""

    cases: tuple[str, ...]
    today: date

    def day(self, draw: Draw) -> str:
        """Draw a day near today."""
        ahead = [-1, 0, *range(1, 60, 4)]
        return (self.today + timedelta(days=draw(ahead))).isoformat()

    def days(self, draw: Draw) -> Given:
        """Draw a stretch of days that begins about now."""
        return {"since": self.today.isoformat(), "until": self.day(draw)}

    def case(self, draw: Draw) -> str:
        """Draw a matter, mostly one that is there."""
        return draw([*self.cases[:1] * 12, *self.cases * 2, "2024-999999"])

    def other(self, draw: Draw) -> str:
        """Draw a matter that another may be bound to."""
        return draw([*self.cases[1:3] * 4, *self.cases, "2024-999999"])


def words(draw: Draw) -> str:
    return draw(WORDS)


def person(draw: Draw) -> str:
    return draw(PEOPLE)


def unit(draw: Draw) -> str:
    return draw(UNITS)


def number(draw: Draw) -> int:
    return draw([1, 1, 1, 1, 2])


def serial(draw: Draw) -> str:
    book = (*range(FIRST, GIVEN + 1), *range(FIRST, LAST + 1))
    return f"{PREFIX}-{draw(book):06d}"


def matter(draw: Draw, world: World) -> Given:
    urgency = draw([None, None, None, "urgent"])
    return {
        "kind": "problem",
        "channel": "visit",
        "category": draw(["ECONOMY", "ECONOMY", "OTHER"]),
        "title": words(draw),
        "text": "坏了三个月",
        "petitioners": [{"kind": draw(["anonymous", "named"]), "name": "李大娘"}]
        if draw((True, False))
        else [{"kind": "anonymous"}],
        "learned_at": world.today.isoformat(),
        **({"urgency": urgency} if urgency else {}),
    }


def step(draw: Draw, world: World) -> Given:
    return draw(
        [
            {"kind": "cause", "text": words(draw)},
            {"kind": "note", "text": words(draw)},
            {"kind": "carried-out", "text": "已办", "measure": number(draw)},
            {"kind": "leader", "leader": person(draw)},
            {
                "kind": "measure",
                "text": "换线",
                "owner": person(draw),
                "due": world.day(draw),
            },
        ]
    )


def conclusion(draw: Draw, world: World) -> Given:
    outcome = draw(
        [
            *("resolved", "resolved", "unresolvable", "temporarily-unresolvable"),
            *("escalated-up", "duplicate", "withdrawn"),
        ]
    )
    return {
        "outcome": outcome,
        "effect": words(draw),
        "basis": "有文件",
        "cause": "funds",
        "next_look": world.day(draw),
    }


def feedback(draw: Draw, _: World) -> Given:
    stage = draw(["opinion", "result", "result"])
    return {"stage": stage, "means": "visit", "text": words(draw)}


def row(draw: Draw) -> Given:
    first = draw(range(FIRST, LAST + 1))
    return {"prefix": PREFIX, "first": first, "last": draw(range(first, LAST + 1))}


OF_CASE: Mapping[str, Callable[[Draw, World], Given]] = {
    "case.step": lambda d, w: {"step": step(d, w)},
    "case.feedback": lambda d, w: {"feedback": feedback(d, w)},
    "case.excuse": lambda d, _: {
        "impossible": {
            "stage": "result",
            "hindrance": d(["unreachable", "anonymous"]),
            "text": words(d),
        }
    },
    "case.explain": lambda d, _: {"explanation": {"means": "visit", "text": words(d)}},
    "case.conclude": lambda d, w: {"conclusion": conclusion(d, w)},
    "case.amend": lambda d, _: {
        "amendment": {"field": "title", "value": words(d), "reason": "核实"}
    },
    "case.recategorise": lambda d, _: {
        "recategorisation": {"category": "HOT_DIFFICULT", "reason": words(d)}
    },
    "case.handover": lambda d, _: {"handover": {**d(RECEIVERS), "reason": words(d)}},
    "case.accept": lambda _, __: {},
    "case.decline": lambda d, _: {"refused": {"reason": words(d)}},
    "case.recall": lambda d, _: {"withdrawn": {"reason": words(d)}},
    "case.assign": lambda d, _: {"assigned": {**d(SUCCESSORS), "reason": words(d)}},
    "case.escalate": lambda d, w: {
        "report": {
            "to": d([LEADER, LEADER, *PEOPLE]),
            "text": words(d),
            "follow_up": w.day(d),
        }
    },
    "case.acknowledge": lambda d, _: {"acknowledged": {"report": number(d)}},
    "case.assist": lambda d, w: {
        "assistance": {"unit": unit(d), "text": words(d), "due": w.day(d)}
    },
    "case.assist-accept": lambda d, _: {"accepted": {"task": number(d)}},
    "case.assist-object": lambda d, _: {"objected": {"task": number(d), "reason": words(d)}},
    "case.assist-reply": lambda d, _: {"replied": {"task": number(d), "text": words(d)}},
    "case.assist-end": lambda d, _: {"ended": {"task": number(d), "reason": words(d)}},
    "case.supervise": lambda d, w: {
        "ordering": {
            "to": d([SECRETARY, OTHER, ENGINEER]),
            "text": words(d),
            "due": w.day(d),
        }
    },
    "case.supervise-reply": lambda d, _: {"replied": {"order": number(d), "text": words(d)}},
    "case.supervise-close": lambda d, _: {"closed": {"order": number(d), "text": words(d)}},
    "case.park": lambda d, w: {
        "parked": {"reason": words(d), "cause": "funds", "until": w.day(d)}
    },
    "case.resume": lambda d, _: {"resumed": {"reason": words(d)}},
    "case.extend": lambda d, w: {
        "asking": {"duty": "conclude", "until": w.day(d), "reason": words(d)}
    },
    "case.extend-approve": lambda d, _: {"approval": {"extension": number(d)}},
    "case.look": lambda d, w: {"look": {"text": words(d), "next_look": w.day(d)}},
    "case.revisit": lambda d, _: {
        "revisit": {"means": "visit", "response": "satisfied", "as_told": True, "text": words(d)}
    },
    "case.dispute": lambda d, _: {"dispute": {"means": "visit", "text": words(d)}},
    "case.reopen": lambda d, _: {"reopened": {"reason": words(d)}},
    "case.extend-refuse": lambda d, _: {"refused": {"extension": number(d), "reason": words(d)}},
    "case.extend-tell": lambda d, _: {
        "told": {"extension": number(d), "means": "visit", "text": words(d)}
    },
    "case.remind": lambda d, _: {"reminder": {"to": person(d), "text": words(d)}},
    "case.link": lambda d, w: {"linked": {"of": w.other(d), "reason": words(d)}},
    "case.unlink": lambda d, w: {"unlinked": {"of": w.other(d), "reason": words(d)}},
    "case.merge": lambda d, w: {"merged": {"whole": w.other(d), "reason": words(d)}},
    "case.unmerge": lambda d, w: {"undone": {"whole": w.other(d), "reason": words(d)}},
    "case.split": lambda d, _: {
        "portion": {"title": words(d), "text": "另一件", "reason": words(d)}
    },
    "case.recuse": lambda d, _: {"asked": {"person": person(d), "reason": words(d)}},
    "case.recuse-grant": lambda d, _: {"granting": {"person": person(d), **d(SUCCESSORS)}},
    "case.recuse-refuse": lambda d, _: {"refused": {"person": person(d), "reason": words(d)}},
}
OF_BOOK: Mapping[str, Callable[[Draw], Given]] = {
    "books.give": lambda d: {"giving": {"holder": person(d), "unit": unit(d)}},
    "books.sign": lambda _: {},
    "books.full": lambda _: {},
    "books.lost": lambda d: {"lost": {"circumstances": words(d)}},
    "books.found": lambda _: {},
    "books.damaged": lambda d: {
        "damaged": {"circumstances": words(d), "usable": d((True, False))}
    },
    "books.void": lambda d: {"voided": {"reason": words(d)}},
    "books.hand-in": lambda d: {
        "handed": {
            "to": unit(d),
            "reason": d(["full", "year-end", "leaving"]),
        }
    },
    "books.refuse": lambda d: {"refused": {"reason": words(d)}},
    "books.take-in": lambda _: {},
    "books.archive": lambda _: {},
}
OF_PERSON: Mapping[str, Callable[[Draw, World], Given]] = {
    "roster.leave": lambda d, w: _post(d, "left", {"until": w.day(d)}),
    "roster.post": lambda d, w: _post(d, "taken", {"since": w.today.isoformat()}),
    "roster.station": lambda d, w: {
        "person": cadre(d),
        "stationed": {"village": unit(d), "home": "urban", "since": w.day(d)},
    },
    "roster.unstation": lambda d, w: {
        "person": cadre(d),
        "ended": {"village": unit(d), "until": w.day(d)},
    },
    "roster.kind": lambda d, w: {
        "person": cadre(d),
        "kind": d(["village-two-committees", "town-office-civil-servant", None]),
        "since": w.day(d),
    },
    "roster.substitute": lambda d, w: _post(d, "named", {**w.days(d), "approver": LEADER}, OTHER),
    "roster.substitute-end": lambda d, w: _post(d, "ended", {"until": w.day(d)}, OTHER),
    "roster.absence": lambda d, w: {
        "person": cadre(d),
        "granted": {"kind": "illness", **w.days(d), "reason": words(d), "approver": LEADER},
    },
    "roster.transfer": lambda d, w: {
        "person": cadre(d),
        "transferred": {"until": w.day(d), "destination": "沙溪镇"},
    },
    "roster.close": lambda d, w: {"person": cadre(d), "closed": {"on": w.today.isoformat()}},
}
BESIDES: Mapping[str, Callable[[Draw, World], Given]] = {
    "case.record": lambda d, w: {"matter": matter(d, w)},
    "books.print": lambda d, _: {
        "batch": {
            "batch": "二",
            "issuer": "city",
            "pages": 50,
            "prefix": PREFIX,
            **d([{"first": FIRST, "last": 3}, {"first": 13, "last": 14}]),
        }
    },
    "books.issue": lambda d, _: {
        "issued": {**row(d), "from_unit": "org-office", "to_unit": unit(d)}
    },
    "books.receive": lambda d, _: {"received": {**row(d), "unit": unit(d)}},
    "roster.rename": lambda d, w: {
        "renamed": {"unit": unit(d), "name": "新村", "since": w.day(d)},
    },
    "roster.abolish": lambda d, w: {
        "abolished": {"unit": unit(d), "heir": unit(d), "since": w.today.isoformat()},
    },
    "roster.merge": lambda d, w: {
        "merged": {"units": ["anyang"], "into": unit(d), "since": w.day(d)},
    },
    "household.enter": lambda d, _: {"household": {"village": unit(d), "name": "李大娘"}},
    "household.move": lambda d, _: {
        "household": f"dafeng-{number(d):06d}",
        "moved": {"village": unit(d), "reason": words(d)},
    },
}


def cadre(draw: Draw) -> str:
    return draw(CADRES)


def _post(draw: Draw, name: str, days: Given, instead: str | None = None) -> Given:
    who = draw(sorted(POSTS))
    post, where = POSTS[who]
    stands_in = {"instead_of": who} if "approver" in days else {}
    return {
        "person": instead or who,
        name: {"post": post, "unit": where, **stands_in, **days},
    }


NAMES = [*OF_CASE, *OF_CASE, *OF_BOOK, *OF_PERSON, *BESIDES]


def command(draw: Draw, world: World) -> tuple[str, Given]:
    """Draw a use case, and plain values for it."""
    name = draw(NAMES)
    if name in OF_CASE:
        return name, {"case": world.case(draw), **OF_CASE[name](draw, world)}
    if name in OF_BOOK:
        return name, {"serial": serial(draw), **OF_BOOK[name](draw)}
    return name, ({**OF_PERSON, **BESIDES})[name](draw, world)


USUALLY: Mapping[str, tuple[str, ...]] = {
    "case.acknowledge": (LEADER,),
    "case.accept": (OTHER, ENGINEER),
    "case.decline": (OTHER, ENGINEER),
    "case.assist-accept": (ENGINEER,),
    "case.assist-object": (ENGINEER,),
    "case.assist-reply": (ENGINEER,),
    "case.supervise-reply": (SECRETARY,),
    "case.supervise-close": (CLERK,),
    "case.extend-approve": (LEADER,),
    "case.recuse-grant": (LEADER,),
    "case.revisit": (CLERK, LEADER),
    "case.assign": (CLERK, LEADER),
    "case.extend-refuse": (LEADER,),
    "case.recuse-refuse": (LEADER,),
    "case.link": (CLERK,),
    "case.unlink": (CLERK,),
    "case.merge": (CLERK,),
    "case.unmerge": (CLERK,),
    "books.take-in": (CLERK, SECRETARY),
    "books.refuse": (CLERK, SECRETARY),
    "books.archive": (CLERK, SECRETARY),
    "books.void": (CLERK,),
}
OWNER, ASKED, HOLDER, OTHER_CASE = "§owner§", "§asked§", "§holder§", "§other§"
TODAY, YESTERDAY, SOON, LATER = "§today§", "§yesterday§", "§soon§", "§later§"
POST, UNIT, BOOK = "§post§", "§unit§", "§book§"
TOLD = {"stage": "result", "means": "visit", "text": "已办好"}
UNSOLVED = {"effect": "已说明", "basis": "有文件", "cause": "funds"}
NOTE = {"step": {"kind": "note", "text": "又去看了一次"}}
ENDED = {"conclusion": {"outcome": "resolved", "effect": "亮了"}}
Told: TypeAlias = tuple[str, str, Given]
WAYS: Mapping[str, tuple[Told, ...]] = {
    "it is resolved": (
        (OWNER, "case.step", {"step": {"kind": "cause", "text": "线路老化"}}),
        (OWNER, "case.feedback", {"feedback": TOLD}),
        (OWNER, "case.conclude", ENDED),
    ),
    "it cannot be solved yet": (
        (OWNER, "case.step", {"step": {"kind": "cause", "text": "没有钱"}}),
        (OWNER, "case.explain", {"explanation": {"means": "visit", "text": "要等明年"}}),
        (
            OWNER,
            "case.conclude",
            {
                "conclusion": {
                    **UNSOLVED,
                    "outcome": "temporarily-unresolvable",
                    "next_look": SOON,
                }
            },
        ),
    ),
    "it is reported up": (
        (OWNER, "case.explain", {"explanation": {"means": "visit", "text": "须镇里定"}}),
        (
            OWNER,
            "case.escalate",
            {"report": {"to": LEADER, "text": "须镇里定", "follow_up": SOON}},
        ),
        (LEADER, "case.acknowledge", {"acknowledged": {"report": 1}}),
    ),
    "others help": (
        (
            OWNER,
            "case.assist",
            {"assistance": {"unit": "urban", "text": "勘查", "due": SOON}},
        ),
        (ENGINEER, "case.assist-accept", {"accepted": {"task": 1}}),
        (ENGINEER, "case.assist-reply", {"replied": {"task": 1, "text": "已勘查"}}),
    ),
    "it is supervised": (
        (
            CLERK,
            "case.supervise",
            {"ordering": {"to": SECRETARY, "text": "限期办结", "due": SOON}},
        ),
        (SECRETARY, "case.supervise-reply", {"replied": {"order": 1, "text": "在办"}}),
        (CLERK, "case.supervise-close", {"closed": {"order": 1, "text": "已办"}}),
    ),
    "it takes longer": (
        (
            OWNER,
            "case.extend",
            {"asking": {"duty": "conclude", "until": LATER, "reason": "缺料"}},
        ),
        (LEADER, "case.extend-approve", {"approval": {"extension": 1}}),
        (OWNER, "case.extend-tell", {"told": {"extension": 1, "means": "visit", "text": "要等"}}),
    ),
    "it stands still": (
        (OWNER, "case.park", {"parked": {"reason": "汛期", "cause": "nature", "until": SOON}}),
        (OWNER, "case.resume", {"resumed": {"reason": "汛期已过"}}),
    ),
    "it passes on": (
        (OWNER, "case.handover", {"handover": {"unit": "urban", "reason": "属其职责"}}),
        (ENGINEER, "case.accept", {}),
    ),
    "its owner keeps away": (
        (OWNER, "case.recuse", {"asked": {"person": SECRETARY, "reason": "亲属"}}),
        (
            LEADER,
            "case.recuse-grant",
            {"granting": {"person": SECRETARY, "owner": MEMBER, "unit": "dafeng"}},
        ),
    ),
    "it is the same as another": (
        (CLERK, "case.link", {"linked": {"of": OTHER_CASE, "reason": "同一盏灯"}}),
        (OWNER, "case.step", NOTE),
        (OWNER, "case.feedback", {"feedback": TOLD}),
        (
            OWNER,
            "case.conclude",
            {"conclusion": {"outcome": "duplicate", "effect": "并办", "basis": "同一事"}},
        ),
    ),
    "it is handled within another": (
        (CLERK, "case.merge", {"merged": {"whole": OTHER_CASE, "reason": "一并修"}}),
        (OWNER, "case.feedback", {"feedback": TOLD}),
        (CLERK, "case.unmerge", {"undone": {"whole": OTHER_CASE, "reason": "分开办"}}),
        (OWNER, "case.conclude", ENDED),
    ),
    "it is not over": (
        (CLERK, "case.dispute", {"dispute": {"means": "visit", "text": "没有修好"}}),
        (LEADER, "case.reopen", {"reopened": {"reason": "群众有异议"}}),
    ),
}
HOME: tuple[Told, ...] = (
    (HOLDER, "books.full", {}),
    (HOLDER, "books.hand-in", {"handed": {"to": "§archive§", "reason": "full"}}),
    ("§archive§", "books.take-in", {}),
    ("§archive§", "books.archive", {}),
)
MATTER: Given = {
    "kind": "problem",
    "channel": "visit",
    "category": "ECONOMY",
    "title": "水渠堵了",
    "text": "堵了三天",
    "petitioners": [{"kind": "anonymous"}],
    "learned_at": TODAY,
}
BEGUN: tuple[Told, ...] = (
    (MEMBER, "case.step", NOTE),
    (MEMBER, "case.step", NOTE),
    (OWNER, "case.step", NOTE),
    (OWNER, "case.feedback", {"feedback": TOLD}),
    (OWNER, "case.conclude", ENDED),
    (OWNER, "case.handover", {"handover": {"unit": "urban", "reason": "属其职责"}}),
    (OWNER, "case.park", {"parked": {"reason": "汛期", "cause": "nature", "until": SOON}}),
    (OWNER, "case.split", {"portion": {"title": "另一盏", "text": "另一件", "reason": "两事"}}),
    (ASKED, "case.accept", {}),
    (OWNER, "case.record", {"matter": MATTER}),
    (OWNER, "books.full", {"serial": BOOK}),
    (CLERK, "books.take-in", {"serial": BOOK}),
    (CLERK, "case.merge", {"merged": {"whole": OTHER_CASE, "reason": "一并修"}}),
    (CLERK, "roster.close", {"person": OWNER, "closed": {"on": TODAY}}),
    (
        CLERK,
        "case.assign",
        {"assigned": {"owner": ENGINEER, "unit": "urban", "reason": "调整"}},
    ),
)
"""What somebody is about to record about a matter, its owner or the owner's book."""
MEANWHILE: tuple[Told, ...] = (
    (
        CLERK,
        "roster.leave",
        {
            "person": MEMBER,
            "left": {"post": "two-committees-member", "unit": "dafeng", "until": YESTERDAY},
        },
    ),
    (CLERK, "case.assign", {"assigned": {"owner": OTHER, "unit": "anyang", "reason": "调整"}}),
    (ASKED, "case.accept", {}),
    (OWNER, "case.recall", {"withdrawn": {"reason": "自己办"}}),
    (OWNER, "case.conclude", ENDED),
    (LEADER, "case.reopen", {"reopened": {"reason": "群众有异议"}}),
    (
        CLERK,
        "roster.leave",
        {"person": OWNER, "left": {"post": POST, "unit": UNIT, "until": YESTERDAY}},
    ),
    (
        CLERK,
        "roster.leave",
        {"person": ENGINEER, "left": {"post": "staff", "unit": "urban", "until": YESTERDAY}},
    ),
    (OWNER, "books.hand-in", {"serial": BOOK, "handed": {"to": UNIT, "reason": "year-end"}}),
    (CLERK, "books.lost", {"serial": BOOK, "lost": {"circumstances": "遗失"}}),
    (OWNER, "case.record", {"matter": MATTER}),
    (
        LEADER,
        "case.recuse-grant",
        {"granting": {"person": OWNER, "owner": OTHER, "unit": "anyang"}},
    ),
    (
        CLERK,
        "case.conclude",
        {"case": OTHER_CASE, **ENDED},
    ),
)
"""What others record in between."""

RETURNS: tuple[Told, ...] = (
    (OWNER, "case.record", {"matter": MATTER}),
    (CLERK, "case.assign", {"assigned": {"owner": OWNER, "unit": UNIT, "reason": "调整"}}),
    (CLERK, "books.give", {"serial": "ZS-000006", "giving": {"holder": OWNER, "unit": UNIT}}),
    (OWNER, "books.sign", {"serial": BOOK}),
)
"""What may come into the hands of somebody while their file is being closed."""
