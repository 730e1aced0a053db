"""The specimen: every component on one page, with invented people, to look at and to test against."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fayuan.web.shared.fields import CodeField, DateField, Radios, Ticks, YuanField
from fayuan.web.shared.forms import Form
from fayuan.web.shared.pieces import (
    Answer,
    Appointment,
    Cite,
    Clock,
    Column,
    Duty,
    Entry,
    Fact,
    Figure,
    Filter,
    Finding,
    Leaf,
    NavGroup,
    NavItem,
    Person,
    SignedIn,
    Stage,
    SumRow,
    Way,
)

ROOMS = ("portal", "desk", "lawyer", "authority")

MATTERS = {
    "wages": "欠了工钱",
    "injury": "干活受了伤",
    "violence": "在家里挨打、受虐待",
    "other": "别的事，或者说不准",
}
HINTS = {"wages": "老板不发、少发、拖着不发", "violence": "我们会先问怎样联系您才安全"}

OK = Clock("ok", ("充裕", "6天"))
SOON = Clock("soon", ("临近", "2天"))
TODAY = Clock("late", ("今天", "17:30止"))
LATE = Clock("late", ("超期", "1天"))
REST = Clock("rest", ("停算", "补正第3天"))
DOUBTFUL = Clock("ok", ("充裕", "20天"), unchecked=True)


class Sample(Form):
    """One field of each kind."""

    name = forms.CharField(label="您的姓名", help_text="和身份证上一样")
    identity = CodeField(label="身份证号", help_text="18位，最后一位可以是X", min_length=18)
    story = forms.CharField(label="经过", required=False, widget=forms.Textarea({"rows": 3}))
    kind = forms.ChoiceField(
        label="您遇到了什么事？", choices=list(MATTERS.items()), widget=Radios(hints=HINTS)
    )
    ways = forms.MultipleChoiceField(
        label="怎样联系您安全", choices=[("phone", "打电话"), ("sms", "发短信")], widget=Ticks()
    )
    born = DateField(label="出生日期", help_text="例如1968年3月9日")
    claim = YuanField(label="对方还欠您多少")
    court = forms.ChoiceField(label="审级", choices=[("first", "一审"), ("second", "二审")])
    paper = forms.FileField(label="欠条照片", help_text="照片或PDF，每个不超过50兆", required=False)
    true = forms.BooleanField(label="我说的都是真的。")


class Choice(Form):
    """The choice of a lawyer."""

    lawyer = forms.ChoiceField(
        label="可以选的律师", choices=[("zhou", ""), ("wu", ""), ("any", "")], widget=forms.RadioSelect()
    )


class Opinion(Form):
    """The examiner's opinion."""

    opinion = forms.ChoiceField(
        label="意见",
        choices=[
            ("grant", "建议给予法律援助"),
            ("refuse", "建议不予，要写明理由和条文"),
            ("ask", "还要补正或说明"),
        ],
        widget=Radios(),
    )
    reason = forms.CharField(
        label="理由", help_text="由演算生成，改动会标出。", widget=forms.Textarea({"rows": 3})
    )


def specimen(request: HttpRequest) -> HttpResponse:
    """The page in the room named by `?room=`, on development machines and in demonstrations only."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "shared/specimen.html", sample(request.GET.get("room", "portal")))


def sample(room: str = "portal") -> dict[str, Any]:
    """The context of the specimen in that room; an unknown room is the portal."""
    frame = room if room in ROOMS else "portal"
    nav = LAWYER_NAV if frame == "lawyer" else DESK_NAV
    return {
        **PIECES,
        "frame": f"shared/{frame}.html",
        "nav": nav,
        "form": mistaken(),
        "choice": Choice(),
        "opinion": Opinion(),
    }


def mistaken() -> Sample:
    """A form come back with mistakes: what was typed is still there."""
    typed: Mapping[str, Any] = {
        "identity": "53010",
        "kind": "wages",
        "born_year": "1968",
        "born_month": "2",
        "born_day": "30",
        "claim": "23200",
        "court": "first",
    }
    return Sample(data=typed)


DESK_NAV = (
    NavItem("待办", "#todo", current=True, count=57),
    NavItem("案件", "#matters"),
    NavItem("日程", "#days"),
    NavItem("统计", "#figures"),
)
LAWYER_NAV = (
    NavItem("今天", "#today", current=True, icon="day"),
    NavItem("案件", "#matters", icon="file"),
    NavItem("邀请", "#offers", icon="mail", count=1),
    NavItem("补贴", "#fees", icon="coin"),
)

PIECES: dict[str, Any] = {
    "is_demo": True,
    "place": "云岭省",
    "signed_in": SignedIn("林某", "审查岗", "白石县法律援助中心"),
    "colours": (
        ("ink", "墨", "正文"),
        ("ink-2", "次墨", "说明"),
        ("ink-3", "淡墨", "提示"),
        ("paper", "纸", "底"),
        ("sheet", "白纸", "要写的地方"),
        ("wash", "旧纸", "选中、内部"),
        ("rule", "线", "分隔"),
        ("edge", "边", "输入框"),
        ("blue", "黛", "唯一主色"),
        ("seal", "印", "印章、危险操作"),
        ("late", "绛", "超期、出错"),
        ("soon", "赭", "临近"),
        ("ok", "松", "充裕、是"),
        ("rest", "灰", "停算"),
    ),
    "icons": (
        *("arrow", "next", "back", "phone", "pin", "book", "sound", "search"),
        *("check", "ask", "day", "file", "mail", "coin", "print"),
    ),
    "clocks": (OK, SOON, TODAY, LATE, REST, DOUBTFUL),
    "soon": SOON,
    "ways": (
        Way("找最近的法律援助点", "#places", "pin", "按地名或我的位置，看路线和开门时间"),
        Way("要带什么、办多久", "#guide", "book", "七日内答复，办事指南和表格下载"),
    ),
    "answers": (
        Answer("姓名", "李某", "#name"),
        Answer("身份证号", "5****************X", "#identity"),
        Answer("经过", "今年3月到8月，在白石县某工地做木工。\n五个月工钱31,200元，只给了8,000元。", "#story"),
    ),
    "offer": (Answer("程序", "劳动仲裁或诉讼，白石县"), Answer("对方，请查利益冲突", "某建筑劳务公司，赵某")),
    "receipt": (
        Fact("收到", "11月24日（星期二）"),
        Fact("答复", "12月1日（星期二）以前", strong=True),
        Fact("哪里办", "白石县法律援助中心"),
    ),
    "steps": (
        "工作人员看材料。缺什么，会一次告诉您。",
        "七日内书面答复您。",
        "同意后三日内安排律师。您可以自己选。",
    ),
    "entries": (
        Entry("11月24日", "您交了申请", moment="2026-11-24", note="收到3份材料"),
        Entry("11月25日", "材料齐了，开始审查", moment="2026-11-25"),
        Entry(
            "11月26日", "同意给您法律援助", moment="2026-11-26", strong=True, url="#paper", link="看决定书"
        ),
        Entry("今天", "等您选律师", state="now", note="选好后，律师会打电话给您"),
        Entry("五日内", "律师和您签委托手续", state="ahead"),
    ),
    "staff_entries": (
        Entry("今天", "等审查意见", state="now", by="林某"),
        Entry(
            "11-23 15:40",
            "林某",
            by="内部备注",
            moment="2026-11-23T15:40",
            strong=True,
            inner="出院小结写“可能二次手术”。若给予援助，提醒律师先申请伤残鉴定。",
        ),
        Entry("11-20 11:05", "补交", by="经济困难状况说明表，1份", strong=True, note="申请人从门户拍照上传"),
    ),
    "facts": (
        Fact("姓名", "陈某，女，58岁"),
        Fact("身份证", "530***********1226", reveal_url="#reveal-identity"),
        Fact("手机", "138****5678", reveal_url="#reveal-phone"),
    ),
    "stages": (
        Stage("申请", "done"),
        Stage("收到", "done"),
        Stage("审查", "now"),
        Stage("决定", "ahead"),
        Stage("指派", "ahead"),
        Stage("承办", "ahead"),
        Stage("结案", "ahead"),
        Stage("归档", "ahead"),
    ),
    "persons": (
        Person(
            "zhou",
            "周某",
            "律师",
            "执业12年",
            ("常办：讨工钱、工伤",),
            "普通话、本地话　离您3.2公里",
            (Figure("46件", "办过这类事"), Figure("6件", "手上在办"), Figure("4.8分", "63位受援人打")),
        ),
        Person(
            "wu",
            "吴某",
            "律师",
            "执业5年",
            ("常办：讨工钱、劳动合同",),
            "普通话、苗语　离您1.1公里",
            (Figure("18件", "办过这类事"), Figure("3件", "手上在办"), Figure("4.9分", "21位受援人打")),
        ),
        Person("any", "替我选", note="按擅长的事、手上件数和远近来选"),
    ),
    "agenda": (
        Appointment("09:30", "开庭", "何某，欠薪", ("白石县人民法院　第三法庭", "带：授权委托书、欠条原件")),
        Appointment("15:00", "会见", "孙某", ("县看守所　已约，凭援助公函",)),
    ),
    "duties": (
        Duty("签委托手续", "#duty-1", TODAY, "罗某　医疗损害"),
        Duty("交阅卷笔录", "#duty-2", SOON, "孙某　盗窃"),
        Duty("交结案材料", "#duty-3", OK, "贺某　工伤待遇，还缺2份"),
        Duty("举证期限", "#duty-4", REST, "谭某　赡养费"),
    ),
    "findings": (
        Finding("事项在范围内", "yes", "是", cites=(Cite("《法律援助法》第三十一条第七项", "#article-31"),)),
        Finding(
            "经济困难",
            "yes",
            "符合，低于标准460元",
            sum=(
                SumRow("陈某本人", "零工，按前六个月平均", "1,200元"),
                SumRow("配偶王某", "零工，民政查询一致", "2,100元"),
                SumRow("女儿王某", "在读，共同生活", "0元"),
                SumRow("人均", "（1,200＋2,100＋0）÷3人", "1,100元", total=True),
                SumRow("标准线", "白石县低保780元×2", "1,560元"),
            ),
            cites=(Cite("第三十四条", "#article-34"),),
            unchecked="低保数",
        ),
        Finding("归本中心办", "no", "不是", ("准备向邻县人民法院起诉。",), cites=(Cite("第三十八条"),)),
        Finding("材料齐全", "open", "票据未看"),
    ),
    "rail": (
        NavGroup(
            "我的",
            (NavItem("下一件", "#view-next", key="N"), NavItem("今天和近期", "#view-1", True, count=57)),
        ),
        NavGroup("本中心", (NavItem("新收到", "#view-2", count=11), NavItem("超期", "#view-3", count=1))),
    ),
    "filters": (
        Filter("handler", "经办", (("", "全部"), ("mine", "林某和未分的")), "mine"),
        Filter("stage", "环节", (("", "全部"), ("examination", "审查"))),
    ),
    "columns": (
        Column("期限", "due"),
        Column("编号", "number"),
        Column("申请人"),
        Column("事项"),
        Column("标的", end=True),
    ),
    "rows": (
        (LATE, "申398", "何某等12人", "追索劳动报酬", "群体", "186,000元"),
        (SOON, "申404", "陈某", "交通事故人身损害", "", "86,400元"),
        (OK, "申409", "曹某", "劳动关系确认", "优先", "0元"),
    ),
    "leaf": Leaf(shown=3, total=57, before="a", after="b"),
}
