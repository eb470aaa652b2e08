"""What people read for the codes of publications."""

from minqing_core.publicity import events

LABELS: dict[str, dict[str, str]] = {
    "publication_kind": {
        events.PublicationKind.POLICY: "方案与要求",
        events.PublicationKind.REPORT: "动态",
        events.PublicationKind.MATTER: "办理结果",
        events.PublicationKind.GOOD_PRACTICE: "好做法",
    },
    "publication_stage": {
        "drafted": "待审核",
        "approved": "已审核",
        "refused": "未通过",
        "released": "已公开",
        "withdrawn": "已撤下",
    },
    "removed": {
        events.Removed.NAME: "姓名",
        events.Removed.CONTACT: "联系方式",
        events.Removed.ADDRESS: "住址",
        events.Removed.IDENTITY_NUMBER: "证件号码",
        events.Removed.OTHER: "其他",
    },
}
