"""What people read for the codes of publications."""

LABELS: dict[str, dict[str, str]] = {
    "publication_kind": {
        "policy": "方案与要求",
        "report": "动态",
        "matter": "办理结果",
        "good-practice": "好做法",
    },
    "publication_stage": {
        "drafted": "待审核",
        "approved": "已审核",
        "refused": "未通过",
        "released": "已公开",
        "withdrawn": "已撤下",
    },
    "removed": {
        "name": "姓名",
        "contact": "联系方式",
        "address": "住址",
        "identity-number": "证件号码",
        "account": "银行账号",
        "other": "其他",
    },
}
