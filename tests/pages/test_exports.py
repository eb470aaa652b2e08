"""A list or a paper taken along from a page is one entry of the access log (S12)."""

import pytest
from tests.pages.visiting import Visited

pytestmark = pytest.mark.clause("S12")


@pytest.mark.parametrize(
    ("path", "name", "outcome"),
    [
        ("/cases.csv", "case.list", "exported:csv:{rows}"),
        ("/cases.xlsx", "case.list", "exported:xlsx:{rows}"),
        ("/cases/{case}.pdf", "case.show", "exported:pdf"),
        ("/cases/{case}.docx", "case.show", "exported:docx"),
        ("/cases/{case}/dossier.pdf", "case.dossier", "exported:pdf"),
        ("/cases/{case}/dossier", "case.dossier", "read"),
        ("/cases", "case.list", "read"),
    ],
)
def test_what_is_taken_along_is_noted_once(
    town: Visited, path: str, name: str, outcome: str
) -> None:
    clerk = town.visitor("org-clerk-1")
    at = town.at(path)
    rows = len(town.ask_as(clerk.person, "case.list", limit=500)["items"])
    before = max(e.id or 0 for e in listed(town))

    assert clerk.get(at).status == 200

    told = [e for e in listed(town) if (e.id or 0) > before and e.use_case == name]
    assert [e.outcome for e in told] == [outcome.format(rows=rows)]
    assert told[0].subject == (
        at[1:].partition(".")[0].removesuffix("/dossier").replace("cases", "case")
        if "{case}" in path
        else None
    )


def test_the_auditor_reads_who_took_what_along(town: Visited) -> None:
    town.visitor("org-clerk-1").get("/cases.csv")

    assert "导出 csv " in town.administrator("audit").get("/access").words


def listed(town: Visited):
    return town.office.access.listed(person=None, subject=None, before=None, limit=50)
