"""The eight categories of the scheme with their named sub-items (S10–S17)."""

from minqing_core.application.scheme.policy import DATED
from minqing_core.programme.events import CategoryAdopted

MAIN = {
    "ECONOMY": ("S10", "农村经济发展问题"),
    "ORG_BUILDING": ("S11", "村级组织建设问题"),
    "VILLAGE_GOVERNANCE": ("S12", "村务民主管理问题"),
    "DISPUTE": ("S13", "农村矛盾纠纷问题"),
    "HOT_DIFFICULT": ("S14", "群众关注的热点难点问题"),
    "CIVIC_CULTURE": ("S15", "精神文明建设问题"),
    "VILLAGE_APPEARANCE": ("S16", "村容村貌整治问题"),
    "OTHER": ("S17", "其他问题"),
}
NAMED = {
    "ECONOMY": {
        "RESTRUCTURING": "农村产业结构调整",
        "COLLECTIVE": "村级集体经济发展",
        "INCOME": "农民群众增收致富",
    },
    "ORG_BUILDING": {
        "COMMITTEES": "村（社区）“两委”班子建设",
        "MEMBERS": "党员教育管理",
        "RECRUITMENT": "发展农村党员",
    },
    "VILLAGE_GOVERNANCE": {
        "SELF_RULE": "村民自治",
        "OPENNESS": "村务公开",
        "FINANCE": "财务管理",
        "DEMOCRATIC_FINANCE": "民主理财",
        "CONDUCT": "干部作风",
    },
    "DISPUTE": {
        "LAND": "农村土地承包",
        "EXPROPRIATION": "土地被征收（征用）补偿费用分配",
        "NEIGHBOURS": "村际邻里纠纷",
        "SUDDEN": "突发性事件",
    },
    "HOT_DIFFICULT": {
        "SECURITY": "社会治安",
        "BURDEN": "农民负担",
        "ALLOWANCE": "最低生活保障",
        "HOUSING": "住房难",
        "WATER": "饮水难",
        "SCHOOLING": "读书难",
        "MEDICAL": "看病难",
        "ROADS": "行路难",
    },
    "CIVIC_CULTURE": {
        "SERVICES": "文化教育卫生事业",
        "FAMILY_PLANNING": "计划生育",
        "CUSTOMS": "移风易俗",
        "CIVILISED": "文明村（户）创建",
    },
    "VILLAGE_APPEARANCE": {
        "ACCESS": "通路改房",
        "CLEANING": "治理“脏乱差”",
        "GREENING": "美化环境",
        "FARMLAND": "节约保护耕地",
    },
}


def categories() -> tuple[CategoryAdopted, ...]:
    """Return every category of the scheme, the main ones before their sub-items."""
    main = [
        CategoryAdopted(code=code, label=label, clause=clause, parent=None, effective_from=DATED)
        for code, (clause, label) in MAIN.items()
    ]
    named = [
        CategoryAdopted(
            code=f"{parent}.{code}",
            label=label,
            clause=MAIN[parent][0],
            parent=parent,
            effective_from=DATED,
        )
        for parent, labels in NAMED.items()
        for code, label in labels.items()
    ]
    return (*main, *named)
