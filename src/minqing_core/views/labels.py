"""What people read for each code: the terms of the scheme in Chinese."""

from minqing_core.diary import events as diary
from minqing_core.roster import events as roster

LABELS: dict[str, dict[str, str]] = {
    "kind": {
        diary.MatterKind.DEMAND: "诉求",
        diary.MatterKind.WISH: "愿望",
        diary.MatterKind.DIFFICULTY: "困难",
        diary.MatterKind.PROBLEM: "问题",
    },
    "channel": {
        diary.Channel.VISIT: "走访",
        diary.Channel.CALLER: "来访",
        diary.Channel.TELEPHONE: "来电",
        diary.Channel.LETTER: "来信",
        diary.Channel.ONLINE: "网络",
        diary.Channel.MEETING: "会议",
        diary.Channel.SUPERIOR: "上级交办",
        diary.Channel.MEDIA: "媒体",
        diary.Channel.FORWARDED: "转办",
        diary.Channel.OTHER: "其他渠道",
    },
    "urgency": {
        diary.Urgency.ORDINARY: "一般",
        diary.Urgency.URGENT: "紧急",
        diary.Urgency.MAJOR: "重大",
    },
    "petitioner": {
        diary.PetitionerKind.NAMED: "具名",
        diary.PetitionerKind.ANONYMOUS: "匿名",
        diary.PetitionerKind.GROUP: "集体",
    },
    "form": {
        diary.Form.NARRATIVE: "叙述",
        diary.Form.ANALYSIS: "分析",
        diary.Form.COMMENT: "评议",
    },
    "stage": {diary.Stage.OPINION: "处理意见", diary.Stage.RESULT: "办理结果"},
    "means": {
        diary.Means.VISIT: "上门",
        diary.Means.INTERVIEW: "面谈",
        diary.Means.TELEPHONE: "电话",
        diary.Means.LETTER: "书面",
        diary.Means.ONLINE: "网上",
        diary.Means.NOTICE: "公示",
    },
    "response": {
        diary.Response.SATISFIED: "满意",
        diary.Response.ACCEPTED: "基本满意",
        diary.Response.DISSATISFIED: "不满意",
        diary.Response.NONE: "未表态",
    },
    "hindrance": {
        diary.Hindrance.ANONYMOUS: "匿名反映",
        diary.Hindrance.UNREACHABLE: "联系不上",
        diary.Hindrance.DECLINED: "本人谢绝",
        diary.Hindrance.DECEASED: "本人已故",
    },
    "outcome": {
        diary.Outcome.RESOLVED: "已解决",
        diary.Outcome.TEMPORARILY_UNRESOLVABLE: "暂时不能解决",
        diary.Outcome.UNRESOLVABLE: "无法解决",
        diary.Outcome.ESCALATED_UP: "已上报",
        diary.Outcome.TRANSFERRED: "已转交",
        diary.Outcome.WITHDRAWN: "群众撤回",
        diary.Outcome.DUPLICATE: "重复反映",
        diary.Outcome.NOT_SUPPORTED: "不予支持",
    },
    "cause": {
        diary.ObjectiveCause.FUNDS: "资金不足",
        diary.ObjectiveCause.LAW_OR_POLICY: "法规政策限制",
        diary.ObjectiveCause.PLANNING: "规划限制",
        diary.ObjectiveCause.AUTHORITY: "超出职权",
        diary.ObjectiveCause.NATURE: "自然条件",
        diary.ObjectiveCause.THIRD_PARTY: "第三方原因",
        diary.ObjectiveCause.HISTORY: "历史遗留",
        diary.ObjectiveCause.TECHNOLOGY: "技术条件",
    },
    "status": {"handling": "在办", "deferred": "暂缓", "concluded": "办结"},
    "cadre": {
        roster.CadreKind.TOWN_OFFICE_CIVIL_SERVANT: "镇机关公务员",
        roster.CadreKind.TOWN_OFFICE_SUPPORT: "镇机关工勤",
        roster.CadreKind.VILLAGE_TWO_COMMITTEES: "村(社区)“两委”干部",
        roster.CadreKind.STATIONED_CITY: "市驻村干部",
        roster.CadreKind.STATIONED_TOWN: "镇驻村干部",
    },
    "unit": {
        roster.UnitKind.CITY: "市",
        roster.UnitKind.TOWN: "镇",
        roster.UnitKind.VILLAGE: "村",
        roster.UnitKind.COMMUNITY: "社区",
        roster.UnitKind.TOWN_OFFICE: "镇机关",
        roster.UnitKind.ORG_PERSONNEL_OFFICE: "组织人事办公室",
        roster.UnitKind.DEPARTMENT: "部门",
        roster.UnitKind.GROUP: "村民小组",
    },
    "post": {
        roster.Post.PARTY_SECRETARY: "党委书记",
        roster.Post.DEPUTY_SECRETARY: "专职副书记",
        roster.Post.ORGANISATION_COMMISSIONER: "组织委员",
        roster.Post.LEADER_IN_CHARGE: "分管领导",
        roster.Post.LEADING_GROUP_MEMBER: "党政班子成员",
        roster.Post.ORG_OFFICE_CLERK: "干事",
        roster.Post.VILLAGE_SECRETARY: "党组织书记",
        roster.Post.VILLAGE_DIRECTOR: "委员会主任",
        roster.Post.TWO_COMMITTEES_MEMBER: "“两委”委员",
        roster.Post.DEPARTMENT_HEAD: "负责人",
        roster.Post.STAFF: "工作人员",
        roster.Post.SUPPORT_WORKER: "工勤人员",
        roster.Post.INVESTIGATOR: "调查人员",
    },
    "fact": {
        "kind": "性质",
        "channel": "渠道",
        "category": "类别",
        "place": "地点",
        "urgency": "缓急",
        "learned_at": "获知时间",
        "occurred_on": "发生日期",
        "title": "标题",
        "text": "内容",
        "effect": "办理效果",
        "basis": "依据",
        "told_to": "反馈对象",
        "response_text": "群众意见",
    },
}


def label(group: str, code: str | None) -> str:
    """Return what people read for a code; the code itself when it has no label."""
    return "" if code is None else LABELS[group].get(code, str(code))
