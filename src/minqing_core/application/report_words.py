"""What people read for the lines and figures of a report, and for their values."""

from collections.abc import Mapping

from minqing_core.application.moments import Moment
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.duties.kinds import KINDS
from minqing_core.replay.differences import Words
from minqing_core.views.labels import LABELS, label

FIGURES = LABELS["figure"]
CODED: Mapping[str, str] = {
    "states": "reading",
    "sums": "metric",
    "figures": "metric",
    "status": "status",
    "outcome": "outcome",
}
SAID: Mapping[str, str] = {
    "kind": "kind",
    "channel": "channel",
    "urgency": "urgency",
    "response": "response",
    "revisit_response": "response",
    "rung": "rung",
}
PEOPLE = frozenset({"recorder", "diary_of", "awaiting"})


def words_of(office: Office, report: str, moment: Moment) -> Words:
    """Return what people read for the codes and values of a report, by the names of now."""
    names, programme = directory(office), office.programme(moment.position)
    figures = {**FIGURES, **_of_report(report)}

    def named(one: str) -> str:
        name = names(one)
        return name if name == one or one in names.units.known else f"{name}（{one}）"

    def code(within: str, code: str) -> str:
        coded = LABELS[CODED[within]] if within in CODED else {}
        if code in coded or code in figures:
            return coded.get(code) or figures[code]
        if code in KINDS:
            return KINDS[code].title
        category = programme.category(code, moment.today)
        return named(code) if category is None else category.label

    def value(figure: str, value: str) -> str:
        if figure in PEOPLE and value:
            return named(value)
        return label(SAID[figure], value) if figure in SAID else value

    return Words(code=code, value=value)


def _of_report(report: str) -> Mapping[str, str]:
    """Return what figures are called in a report that means something of its own by them."""
    of = f"{report}."
    return {code.removeprefix(of): text for code, text in FIGURES.items() if code.startswith(of)}
