"""A town's record of some 600 matters with planted cases and cases that only look like them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from tests.towns import CLERK, Town

from minqing_core.application.ports import Batch, Draft
from minqing_core.diary import events
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.periods import OFFICE_ZONE
from minqing_core.kernel.personal import Personal
from minqing_core.review import events as review

SEED = 20260301
ANSWERED = 10
FIRST = date(2025, 1, 6)
UNITS = tuple(f"v{n}" for n in range(12))
CATEGORIES = (
    "HOT_DIFFICULT.ROADS",
    "HOT_DIFFICULT.WATER",
    "HOT_DIFFICULT.MEDICAL",
    "VILLAGE_APPEARANCE.CLEANING",
    "DISPUTE.LAND",
    "ECONOMY.INCOME",
)
SURNAMES, MANNERS = "李王张陈梁黄何林郑吴周冯", ("大娘", "伯", "叔", "婶", "阿婆", "师傅")
PLACES = (
    *("村口", "祠堂后面", "小学门前", "三队晒谷场", "码头边", "榕树头", "老圩场", "果园北侧"),
    *("鱼塘埂上", "桥头", "卫生站对面", "文化室旁", "新屋巷", "水闸下游", "砖厂旧址", "河涌西岸"),
    *(
        "七队仓库",
        "市场入口",
        "牌坊脚",
        "山坳口",
        "机耕路尽头",
        "变压器房",
        "幼儿园围墙外",
        "渡口",
    ),
)
THINGS = (
    *("路面", "路灯", "排水沟", "自来水管", "护栏", "垃圾池", "公厕", "灌溉渠", "电线杆", "桥板"),
    *(
        "挡土墙",
        "候车亭",
        "化粪池",
        "水表",
        "球场",
        "健身器材",
        "广播喇叭",
        "凉亭",
        "界桩",
        "闸门",
    ),
    *("宽带线", "荔枝林", "老屋檐", "下水井盖"),
)
STATES = (
    *("塌了半边", "坏了没有人修", "堵得水都漫出来", "锈断了一截", "被货车撞歪", "发出难闻的气味"),
    *(
        "裂开好几道口子",
        "说好要换却没有动静",
        "时好时坏",
        "被人占去一角",
        "漏个不停",
        "已经倒下来",
    ),
    *("开工一半就停了", "旁边堆满了余泥", "长满了杂草", "数字对不上"),
)
SINCE = (
    *("从年初起", "上个月开始", "台风过后", "去年冬天以来", "这几天", "修完管道以后", "清明前后"),
    *("收割那阵子", "换了承包人以后", "端午过后", "下了几场大雨", "学校开学时"),
)
HURT = (
    *(
        "上学的孩子要绕一里路",
        "两位老人摔过跤",
        "夜里出门得打手电",
        "菜地泡坏了两分",
        "车开不进来",
    ),
    *(
        "邻居为此吵了一架",
        "做饭用水要去挑",
        "店里生意少了一半",
        "家里墙脚都潮了",
        "苍蝇多得开不了窗",
    ),
    *("担架抬不过去", "稻子误了农时", "娃娃半夜咳嗽", "交上去的钱没有收据", "鸡鸭病了一批"),
    "手机没有信号",
)
MORE = (
    *("他自己先垫了几十块买材料", "村里去年答应列入计划", "隔壁小组也是这样", "拍了照片给人看过"),
    *(
        "以前打过一次电话",
        "说的时候很着急",
        "态度平和，只求有个说法",
        "邻里凑过份子",
        "子女都在外地",
    ),
    *(
        "问过供电所，说不归他们",
        "合同在他手上",
        "还留着当年的图纸",
        "亲戚劝他算了",
        "找不到原来的施工队",
    ),
)
WISHES = (
    *("盼着汛期前弄好", "要求派懂行的人看看", "想知道该找哪个部门", "请村里出面谈一谈"),
    *("愿意出工出力", "办不了也请早说", "先应急垫一垫也行", "要一个准日子", "请按原来的样子恢复"),
    *("想要一份书面答复", "希望公开账目", "请量一量再定", "求个公道", "能不能算进今年的项目"),
)
DID = (
    *("带组长到场量了尺寸", "翻出登记本逐条核对", "约双方坐下来谈", "打电话问了主管科室"),
    *("请电工开箱检查", "同会计对了账", "跟施工队挖开查看", "去窗口交了材料", "走访了左右四邻"),
    *("拿旧照片比对", "到派出所查了底档", "找来当年的经办人"),
)
FOUND = (
    *(
        "底下只垫了薄薄一层沙",
        "名字写错一个字",
        "接口老化",
        "有旧照片为证",
        "日期记错了",
        "负荷太小",
    ),
    *("经手人换过三任", "图纸上没有这一段", "收据夹在别的卷里", "是树根顶起来的", "对方也有难处"),
    *("原来的合同没有写清", "坡度做反了", "差一道验收"),
)
AGREED = (
    *(
        "商定下周三动工",
        "各让一步签了字",
        "科室答应派人",
        "先用砂石垫平",
        "换了一截新的",
        "补办手续",
    ),
    *(
        "改由供水所负责",
        "从机动款里开支",
        "把杂物清走",
        "重新立桩",
        "列入下季安排",
        "退回多收的部分",
    ),
)
TELLING = (
    "上门当面讲清",
    "打电话告诉他",
    "在圩日碰见时说明",
    "带着单据去解释",
    "托组长转告并回了话",
)
SAID = (
    *("他听了点头", "他说放心了", "他要再看几天", "他谢了几句", "他问了两处细节", "他没有多说"),
    *("老伴在旁边也听明白了", "他请我们喝了茶", "他把原来的信收回去了"),
)
TOPICS = {"v9": "水浸", "v10": "电梯加装", "v11": "流浪狗"}
PLANTED = {
    "near-duplicate": 40,
    "backdated": 30,
    "thin-text": 15,
    "stock-phrase": 20,
    "several-matters": 25,
    "forms": 20,
    "self-rated": 60,
    "feedback-denied": 24,
    "edited-after-review": 16,
}


class Corpus:
    """The record, and what was planted in it: by kind the matters, people or units."""

    def __init__(self) -> None:
        self.town = Town(datetime.combine(FIRST, time(9), OFFICE_ZONE))
        self.planted: dict[str, set[str]] = defaultdict(set)
        self._chance = Random(SEED)  # noqa: S311 - the same town each time
        self._rows = count(1)
        self._reviews = count(1)
        self._several: set[str] = set()
        self._due: list[tuple[date, str, datetime]] = []
        self._texts: list[str] = []
        self._seen: list[tuple[str, str]] = [(PLACES[0], THINGS[0])]
        for unit in UNITS:
            made = {"unit": unit, "name": f"{unit}村", "kind": "village", "parent": "town"}
            self.town.do("roster.unit", unit={**made, "since": "2007-06-20"})
            for who in ("A", "B"):
                facts = {"name": f"{unit}{who}", "since": "2020-01-01", "unit": unit}
                facts |= {"post": "two-committees-member", "kind": "village-two-committees"}
                self.town.do("roster.person", person=f"{unit.upper()}-{who}", facts=facts)
        self._grow()

    def _grow(self) -> None:
        """Write the town's year, each sort of matter at a chance day of it."""
        sorts: list[Any] = [self.plain] * 240
        for kind, times in PLANTED.items():
            sorts += [getattr(self, f"plant_{kind.replace('-', '_')}")] * times
        sorts += [self.look_alike] * 40 + [self.promptly_late] * 20 + [self.imported] * 12
        sorts += [self.honestly_disputed] * 10 + [self.revisited] * 25
        sorts += [self.one_matter_with_a_marker] * 12 + [self.one_matter_with_two] * 3
        self._chance.shuffle(sorts)
        for n, sort in enumerate(sorts):
            day = FIRST + timedelta(days=n * 300 // len(sorts))
            if day.weekday() == 6:
                day -= timedelta(days=1)
            self._at(day, hour=9 + n % 8)
            while self._due and self._due[0][0] <= day:
                self._tell_late(*self._due.pop(0))
            sort()
        self._weeks(self.town.at.date() + timedelta(days=30))
        self._others()
        self._readings()

    def plain(self) -> str:
        """An ordinary matter, handled and told, some of them to the end."""
        case = self.record(self.words())
        if self._chance.random() < 0.6:
            self.handle(case)
        return case

    def look_alike(self) -> str:
        """A short matter of the same thing in the same place as an earlier one, in other words."""
        place, thing = self._chance.choice(self._seen)
        state, wish = self._pick(STATES), self._pick(WISHES)
        return self.record(f"{self._who()}说，{place}的{thing}{state}，{wish}。")

    def promptly_late(self) -> str:
        """A matter written down some days late, and openly so."""
        return self.record(self.words(), learned=self._chance.randint(2, 7))

    def imported(self) -> str:
        """A message of long ago, taken in from another system, sent twice word for word."""
        text = self._pick(self._texts) if self._texts else self.words()
        source = events.Source(system="网络留言", number=f"m{next(self._rows)}")
        return self.record(text, learned=90, source=source)

    def plant_near_duplicate(self) -> str:
        """A copy of an earlier entry, its own author's or another's, with a few words changed."""
        text = self._pick([t for t in self._texts if len(t) > 45] or [self.words()])
        case = self.record(self.edited(text), keep=False)
        self.planted["near-duplicate"].add(case)
        if text in self._several:
            self.planted["several-matters"].add(case)
        return case

    def plant_backdated(self) -> str:
        """A matter, or a feedback, said to lie weeks back."""
        if self._chance.random() < 0.5:
            case = self.record(self.words(), learned=self._chance.randint(8, 40))
            self.planted["backdated"].add(case)
            return case
        case = self.record(self.words())
        told = self.town.at + timedelta(days=1)
        self._due.append((told.date() + timedelta(days=self._chance.randint(8, 30)), case, told))
        self._due.sort()
        return case

    def _tell_late(self, _: date, case: str, told: datetime) -> None:
        self.tell(case, events.Stage.OPINION, occurred=told)
        self.planted["backdated"].add(case)

    def plant_thin_text(self) -> str:
        """A matter of which hardly anything is said."""
        case = self.record(self._pick(("路不好走。", "要求解决。", "反映用水。")))
        self.planted["thin-text"].add(case)
        return case

    def plant_stock_phrase(self) -> str:
        """Handling told in stock phrases alone."""
        case = self.record(self.words())
        said = ("情况属实，已按规定办理。", "已处理，群众满意。", "已落实。", "正在处理。")
        self.add(case, events.NoteRecorded(text=self._own(said), form=events.Form.NARRATIVE))
        self.planted["stock-phrase"].add(case)
        return case

    def plant_several_matters(self) -> str:
        """Two matters in one entry, said so, numbered, or simply one after the other."""
        first, second = self._detail(), self._detail()
        how = (
            f"{self._who()}说，{first}。还有一件事，{second}。",
            f"{self._who()}说，{first}。另外{second}，此外{self._pick(WISHES)}。",
            f"{self._who()}说了两件事：{first}；{second}。",
            f"{self._who()}说，一是{first}，二是{second}。",
            f"{self._who()}说，{first}。{second}。",
        )
        text = how[self._chance.choices(range(5), (4, 4, 3, 3, 2))[0]]
        self._several.add(text)
        case = self.record(text)
        self.planted["several-matters"].add(case)
        return case

    def one_matter_with_a_marker(self) -> str:
        """One matter in which 另外 or 同时 joins its parts."""
        also = self._pick(("同时", "另外", "此外"))
        return self.record(f"{self._who()}说，{self._detail()}，{also}{self._pick(HURT)}。")

    def one_matter_with_two(self) -> str:
        """One matter whose parts are joined by two such words."""
        one, two = self._chance.sample(HURT, 2)
        return self.record(f"{self._who()}说，{self._detail()}，同时{one}，另外{two}。")

    def plant_forms(self) -> str:
        """A matter that ended with nothing but a comment, or without a word, on its handling."""
        case = self.record(self.words())
        if self._chance.random() < 0.5:
            said = Personal(f"此事办得及时，{self._pick(SAID)}，值得肯定")
            self.add(case, events.NoteRecorded(text=said, form=events.Form.COMMENT))
        self.tell(case, events.Stage.RESULT)
        self.conclude(case)
        self.planted["forms"].add(case)
        return case

    def plant_self_rated(self) -> str:
        """A matter that ended on the handler's own word that the citizen is content."""
        case = self.record(self.words())
        self.handle(case, response=events.Response.SATISFIED)
        self.planted["self-rated"].add(case)
        return case

    def revisited(self) -> str:
        """A matter whose contented citizen somebody else asked."""
        case = self.record(self.words())
        self.handle(case, response=events.Response.SATISFIED)
        self.revisit(case, response=events.Response.SATISFIED, as_told=True)
        return case

    def plant_feedback_denied(self) -> str:
        """A feedback on record that the citizen does not bear out."""
        case = self.record(self.words())
        self.handle(case, response=events.Response.SATISFIED)
        how = self._chance.randint(0, 2)
        if how == 0:
            self.revisit(case, response=events.Response.NONE, as_told=False)
        elif how == 1:
            self.revisit(case, response=events.Response.DISSATISFIED, as_told=True)
        else:
            self.dispute(case)
            self.planted["self-rated"].add(case)
        self.planted["feedback-denied"].add(case)
        return case

    def honestly_disputed(self) -> str:
        """A citizen who was told, was not content, and said so again."""
        case = self.record(self.words())
        self.handle(case, response=events.Response.DISSATISFIED)
        self.dispute(case)
        return case

    def plant_edited_after_review(self) -> str:
        """Words that were changed after a leader had read them."""
        case = self.plain()
        self._read(case)
        self.amend(case)
        self.planted["edited-after-review"].add(case)
        return case

    def _readings(self) -> None:
        """Read matters that are amended in good order, or sent back and answered too late."""
        for n in range(40):
            self._at(self.town.at.date() + timedelta(days=1), hour=10)
            case = self.record(self.words())
            if n % 4 == 0:
                self.amend(case)
                self._read(case)
            elif n % 4 == 1:
                self.amend(case)
            else:
                self._read(case, sent_back=True)
                late = n % 4 == 3
                passed = ANSWERED + 1 if late else 1
                self._at(self.town.at.date() + timedelta(days=passed), hour=16)
                self.amend(case)
                if late:
                    self.planted["edited-after-review"].add(case)

    def _read(self, case: str, *, sent_back: bool = False) -> None:
        """Have a leader read a matter as it stands, and perhaps send it back."""
        history = self.town.office.log.stream(f"case/{case}")
        owner, on = history[0].event.owner, self.town.at.date()
        period = f"{on.year}-Q{(on.month + 2) // 3}"
        read = review.DiaryReviewed(
            reviewer=CLERK,
            review=next(self._reviews),
            person=owner,
            period=period,
            entries=(review.EntryRead(case=case, version=len(history)),),
            upto=self.town.office.log.size(),
            rule="R3",
            clause="S58",
            post="village-secretary",
            opinion=Personal("已阅"),
            grade=review.Grade.GOOD,
        )
        self._append(f"review/{owner}-{period}", read, CLERK)
        if sent_back:
            due = on + timedelta(days=ANSWERED)
            text = Personal("请补写")
            back = review.ReturnedForCompletion(
                review=read.review, cases=(case,), text=text, due=due
            )
            self._append(f"review/{owner}-{period}", back, CLERK)

    def _weeks(self, day: date) -> None:
        """Write weeks that were filled in on their last day, and weeks that only look so."""
        sunday = day + timedelta(days=6 - day.weekday())
        for n, unit in enumerate(UNITS):
            who, last = f"{unit.upper()}-A", sunday + timedelta(weeks=n)
            prompt, filled = n % 3 == 1, n % 3 == 2
            early = 7 if n % 3 == 0 and n > 6 else 0
            for back in range(early):
                self._at(last - timedelta(days=1 + back % 5), hour=10)
                self.record(self.words(), by=who)
            self._at(last, hour=20)
            for back in range(5):
                self.record(self.words(), by=who, learned=0 if prompt else 1 + back)
            if filled or (n % 3 == 0 and not early):
                year, week, _ = last.isocalendar()
                self.planted["burst"].add(f"{who} {year}-W{week:02d}")

    def _others(self) -> None:
        """File much under 其他 in three villages, each for one topic; little of it elsewhere."""
        self._at(self.town.at.date() + timedelta(days=1), hour=9)
        for unit, topic in TOPICS.items():
            for n in range(45):
                self._at(self.town.at.date() + timedelta(days=n % 2), hour=9)
                said = f"{self._who()}说，{topic}{self._pick(STATES)}，{self._pick(MORE)}。"
                said = said if n % 3 else self.words()
                self.record(said, by=f"{unit.upper()}-B", category="OTHER", keep=False)
            self.planted["other-share"].add(unit)
        for unit in UNITS[:4]:
            for _ in range(3):
                self.record(self.words(), by=f"{unit.upper()}-B", category="OTHER")

    # what is done to one matter

    def record(
        self,
        text: str,
        *,
        by: str | None = None,
        learned: int = 0,
        keep: bool = True,
        **facts: Any,
    ) -> str:
        """Write a matter down, so many days after it was learned."""
        by = by or f"{self._chance.choice(UNITS).upper()}-{self._chance.choice('AB')}"
        category = facts.pop("category", None) or self._pick(CATEGORIES)
        petitioner = events.Petitioner(kind=events.PetitionerKind.ANONYMOUS)
        matter = events.Matter(
            kind=events.MatterKind.PROBLEM,
            channel=events.Channel.VISIT,
            category=category,
            title=Personal(text[4:16]),
            text=Personal(text),
            petitioners=(petitioner,),
            learned_at=self.town.at - timedelta(days=learned, hours=1),
            **facts,
        )
        recorded = events.MatterRecorded(
            matter=matter,
            urgency=events.Urgency.ORDINARY,
            urgency_reason=None,
            unit=by.partition("-")[0].lower(),
            owner=by,
            post="two-committees-member",
            attested=False,
        )
        key = None if matter.source is None else f"import:x:{matter.source.number}"
        self.town.later(minutes=1)
        if keep and matter.source is None:
            self._texts.append(text)
        return self._append(f"case/{self.town.at.year}-#", recorded, by, key=key)

    def handle(self, case: str, response: events.Response = events.Response.NONE) -> None:
        """Handle a matter with narrative and analysis, tell the result and end it."""
        there = f"到{self._pick(PLACES)}看{self._pick(THINGS)}"
        found = f"{self._pick(DID)}，{self._pick(FOUND)}，{self._pick(MORE)}"
        told = f"{self._pick(SINCE)}{there}，{found}，{self._pick(AGREED)}"
        self.add(case, events.NoteRecorded(text=Personal(told), form=events.Form.NARRATIVE))
        why = Personal(f"{self._pick(FOUND)}，{self._pick(MORE)}")
        self.add(case, events.CauseRecorded(text=why, form=events.Form.ANALYSIS))
        self.tell(case, events.Stage.RESULT, response)
        self.conclude(case)

    def tell(
        self,
        case: str,
        stage: events.Stage,
        response: events.Response = events.Response.NONE,
        occurred: datetime | None = None,
    ) -> None:
        """Tell the citizen, in words of the day."""
        what = f"{self._pick(PLACES)}的{self._pick(THINGS)}{self._pick(FOUND)}"
        text = f"{self._pick(TELLING)}，{what}，{self._pick(AGREED)}，{self._pick(SAID)}"
        given = events.FeedbackGiven(
            stage=stage, means=events.Means.VISIT, text=Personal(text), response=response
        )
        self.add(case, given, occurred=occurred)

    def conclude(self, case: str) -> None:
        """End a matter."""
        effect = Personal(self._pick(AGREED))
        self.add(
            case,
            events.CaseConcluded(
                outcome=events.Outcome.RESOLVED,
                effect=effect,
                indicator=None,
                cause=None,
                basis=None,
            ),
        )

    def revisit(self, case: str, *, response: events.Response, as_told: bool) -> None:
        """Have somebody else ask the citizen."""
        text = Personal("电话回访，问了办理的情况")
        asked = events.Revisited(
            means=events.Means.TELEPHONE, response=response, as_told=as_told, text=text
        )
        self.add(case, asked, by=CLERK)

    def dispute(self, case: str) -> None:
        """Have the citizen disagree."""
        text = Personal("群众来说没有办好")
        self.add(case, events.OutcomeDisputed(text=text, means=events.Means.VISIT), by=CLERK)

    def amend(self, case: str) -> None:
        """Change a word of the matter."""
        text, reason = Personal(self.words()), Personal("补充")
        self.add(case, events.TextAmended(version=1, field="text", text=text, reason=reason))

    def add(
        self, case: str, event: Any, *, by: str | None = None, occurred: datetime | None = None
    ) -> None:
        """Put something more on record of a matter."""
        owner = self.town.office.log.stream(f"case/{case}")[0].event.owner
        self._append(f"case/{case}", event, by or owner, occurred=occurred)

    def words(self) -> str:
        """Return what somebody said: what is amiss where, since when, whom it hurts, a wish."""
        more, wish = self._pick(MORE), self._pick(WISHES)
        return f"{self._who()}说，{self._detail()}，{self._pick(HURT)}。{more}，{wish}。"

    def edited(self, text: str) -> str:
        """Return a copy with another name, another wish or a clause left out."""
        said = text.partition("说，")[2]
        how = self._chance.randint(0, 2)
        if how == 0:
            return f"{self._who()}说，{said}"
        if how == 1:
            return f"{self._who()}反映，{said.removesuffix('。')}，{self._pick(WISHES)}。"
        return f"{self._who()}来说，{said[:6]}那里{said[6:]}"

    def _append(
        self,
        stream: str,
        event: Any,
        by: str,
        *,
        occurred: datetime | None = None,
        key: str | None = None,
    ) -> str:
        act = Act(actor=by, occurred_at=occurred or self.town.at, key=key)
        drafts = [Draft(stream=stream, event=event)]
        ((kept,),) = self.town.office.log.append([Batch(act=act, drafts=drafts)])
        return kept.stream.removeprefix("case/")

    def _at(self, day: date, *, hour: int) -> None:
        self.town.at = max(self.town.at, datetime.combine(day, time(hour), OFFICE_ZONE))

    def _detail(self) -> str:
        place, thing = self._pick(PLACES), self._pick(THINGS)
        self._seen.append((place, thing))
        return f"{place}的{thing}{self._pick(SINCE)}{self._pick(STATES)}"

    def _who(self) -> str:
        return self._pick(SURNAMES) + self._pick(MANNERS)

    def _pick(self, among: Sequence[Any]) -> Any:
        return self._chance.choice(among)

    def _own(self, said: tuple[str, ...]) -> Personal:
        return Personal(self._pick(said))


def pages(town: Town, **which: Any) -> Iterator[dict[str, Any]]:
    """Yield every signal, page by page."""
    cursor = None
    while True:
        page = town.do("signals.list", which=which, cursor=cursor, limit=200)
        yield from page["items"]
        if (cursor := page["next"]) is None:
            return
