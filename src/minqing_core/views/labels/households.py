"""What people read for the codes of visits."""

from minqing_core.households import events as households

LABELS: dict[str, dict[str, str]] = {
    "visit_form": {
        households.VisitForm.HOUSEHOLD: "入户走访",
        households.VisitForm.FIELD: "田间地头",
        households.VisitForm.FORUM: "座谈",
        households.VisitForm.CONTACT_POINT: "挂点联系",
        households.VisitForm.OTHER: "其他形式",
    },
}
