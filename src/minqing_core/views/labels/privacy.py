"""What people read for the codes of restricted and destroyed personal data."""

from minqing_core.privacy import events
from minqing_core.views.privacy import PrivacyState

LABELS: dict[str, dict[str, str]] = {
    "privacy-subject": {
        events.SubjectKind.CASE: "民情",
        events.SubjectKind.PERSON: "人员",
        events.SubjectKind.HOUSEHOLD: "住户",
        events.SubjectKind.VISIT: "走访",
    },
    "privacy-ground": {
        events.Ground.PURPOSE_ACHIEVED: "处理目的已实现或不再必要",
        events.Ground.RETENTION_EXPIRED: "保存期限已届满",
        events.Ground.CONSENT_WITHDRAWN: "本人撤回同意",
        events.Ground.UNLAWFUL: "违法或违反约定处理",
        events.Ground.ACCURACY_DISPUTED: "本人对准确性有异议",
        events.Ground.OTHER_LAW: "法律、行政法规规定的其他情形",
    },
    "privacy-objection": {
        events.Objection.BASIS_LACKING: "依据不足",
        events.Objection.STILL_NEEDED: "仍须使用",
        events.Objection.WRONG_SUBJECT: "对象有误",
    },
    "privacy-state": {
        PrivacyState.ACTIVE: "未限制",
        PrivacyState.RESTRICTED: "已限制处理",
        PrivacyState.ASKED: "删除待批准",
        PrivacyState.SHREDDED: "已删除",
    },
}
