"""The scheme's own words on what is owed in a matter, clause by clause, where no number is set."""

from collections.abc import Mapping

from minqing_core.application.scheme.policy import (
    FEEDBACK,
    HANGING,
    PREVENTED,
    STUDIED,
    SUPERVISED,
    WEEKLY,
)

WORDS: Mapping[str, str] = {
    "S22": "认真及时地记录在“民情日记”本上",
    "S24": (
        "主要将问题产生的原因、研究解决办法的过程、制定的具体措施以及领导责任等情况记录在案。"
    ),
    "S34": HANGING,
    "S37": PREVENTED,
    "S38": PREVENTED,
    "S40": WEEKLY,
    "S46": "本人调离本镇（区）或本村（社区）时，须及时将“民情日记”记录本上交归档。",
    "S62": FEEDBACK,
    "S64": (
        "对个人职权范围内无法解决的问题，要在做好说服解释工作的同时，及时向上级领导汇报，"
        "创造条件尽快解决。"
    ),
    "S65": "因客观原因暂时不能解决或无法解决的问题，要向群众做好说服解释工作。",
    "S72": SUPERVISED,
    "S76": ("各有关部门要各司其职，紧密配合，共同推进“民情日记”活动，开展协调统一的工作机制。"),
    "S77": (
        "对“民情日记”反映的、基层无法解决的问题，有关部门要按照自身职能范围，认真办理，"
        "采取有效措施加以解决。"
    ),
    "S78": STUDIED,
}
