"""What people read for the codes of units and people."""

from minqing_core.roster import events as roster

LABELS: dict[str, dict[str, str]] = {
    "cadre": {
        roster.CadreKind.TOWN_OFFICE_CIVIL_SERVANT: "镇机关公务员",
        roster.CadreKind.TOWN_OFFICE_SUPPORT: "镇机关工勤",
        roster.CadreKind.VILLAGE_TWO_COMMITTEES: "村（社区）“两委”干部",
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
        roster.Post.CITY_ORG_CLERK: "市委组织部干事",
        "stationed": "驻村干部",
        "leaving": "调离待交接",
    },
    "leave": {
        roster.LeaveKind.LEAVE: "休假",
        roster.LeaveKind.TRAINING: "培训",
        roster.LeaveKind.ILLNESS: "病假",
        roster.LeaveKind.OTHER: "其他事由",
    },
    "role": {
        roster.ProgrammeRole.OVERALL_RESPONSIBLE: "负总责",
        roster.ProgrammeRole.LEADER_IN_CHARGE: "分管",
        roster.ProgrammeRole.CARRIES_OUT: "具体抓",
    },
    "outstanding": {"matter": "民情", "handover": "移交", "task": "协办", "book": "记录本"},
}
