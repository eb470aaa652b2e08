"""What happened to households, and who was visited, as sentences."""

from minqing_core.households import events as households
from minqing_core.kernel.periods import written_out
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _entered(event: households.HouseholdEntered, names: Names) -> str:
    size = "" if event.size is None else f"（{event.size} 人）"
    return f"登记{names(event.village)}住户{event.name}{size}"


def _moved(event: households.HouseholdMoved, names: Names) -> str:
    where = "该户已经迁出" if event.village is None else f"该户迁入{names(event.village)}"
    reason = "" if event.reason is None else f"，原因：{excerpt(event.reason)}"
    return f"记明{where}{reason}"


def _visited(event: households.VisitMade, names: Names) -> str:
    companions = "、".join(map(names, event.companions))
    return (
        f"{f'与{companions}一同' if companions else ''}于 {written_out(event.on)} "
        f"到{names(event.village)}开展民情走访（{label('visit_form', event.form)}）"
        f"{f'，走访 {len(event.households)} 户' if event.households else ''}"
        f"{'' if event.text is None else f'：{excerpt(event.text)}'}"
    )


SENTENCES: Sentences = {
    households.HouseholdEntered: _entered,
    households.MemberEntered: lambda e, _: f"登记第 {e.member} 位家庭成员{e.name}",
    households.HouseholdMoved: _moved,
    households.VisitMade: _visited,
}
