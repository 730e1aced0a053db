"""What people come for, in their own words, and what it is in the law's: subject, procedures, bodies, other side."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from fayuan.law.words import CRIMINAL_MATTERS, MATTERS
from fayuan.web.shared.forms import Words

OTHER_SIDE, WANTED = _("对方是谁"), _("想要的金额")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a matter has got to, or goes first: the procedure, the body, the stage of a criminal case."""

    words: Words
    form: str
    forum: str
    hint: Words = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One line of 您遇到了什么事. Without a `subject` the person picks it from the law's list on the next page."""

    words: Words
    ways: tuple[str, ...]
    subject: str = ""
    hint: Words = ""
    opponent: Words = OTHER_SIDE
    wants: Words = WANTED


LABOUR = ("before_arbitration", "arbitration", "court")
CIVIL = ("before_court", "court", "talks")
CRIMINAL = ("investigation", "prosecution", "first_instance", "second_instance")

WAYS: Mapping[str, Way] = {
    "before_arbitration": Way(
        _("还没有找仲裁，也没有去法院"), "arbitration", "labour_arbitration", _("一般先去劳动仲裁")
    ),
    "arbitration": Way(_("正在劳动仲裁"), "arbitration", "labour_arbitration"),
    "before_court": Way(_("还没有去法院"), "litigation", "court", _("律师会帮您写材料、去立案")),
    "court": Way(_("要去法院，或者正在法院打官司"), "litigation", "court"),
    "talks": Way(_("想先协商、调解"), "non_litigation", "mediation"),
    "investigation": Way(_("在公安机关，还在查"), "defence", "police", stage="investigation"),
    "prosecution": Way(_("到了检察院"), "defence", "procuratorate", stage="prosecution"),
    "first_instance": Way(_("到了法院，还没有判"), "defence", "court", stage="first_instance"),
    "second_instance": Way(_("判了，要上诉"), "defence", "court", stage="second_instance"),
}

KINDS: Mapping[str, Kind] = {
    "wages": Kind(
        _("欠了工钱"),
        LABOUR,
        "labour_remuneration",
        _("老板不发、少发、拖着不发"),
        _("欠您钱的人"),
        _("要回多少工钱"),
    ),
    "injury": Kind(
        _("干活受了伤"), LABOUR, "work_injury", _("工伤认定、赔偿"), _("用工的单位或者老板"), _("想要的赔偿")
    ),
    "traffic": Kind(
        _("交通事故受了伤"), CIVIL, "traffic_injury", "", _("撞您的人、车主、保险公司"), _("想要的赔偿")
    ),
    "medical": Kind(
        _("看病受了伤害"),
        CIVIL,
        "medical_injury",
        _("医疗事故、医疗损害"),
        _("医院或者诊所"),
        _("想要的赔偿"),
    ),
    "support": Kind(
        _("赡养费、抚养费"), CIVIL, "support", _("父母、孩子或夫妻之间"), _("应当给钱的人"), _("一共想要多少")
    ),
    "violence": Kind(
        _("在家里挨打、受虐待"), CIVIL, "domestic_violence", _("我们会先问怎样联系您才安全"), _("打您的人")
    ),
    "criminal": Kind(_("家人被抓、被起诉"), CRIMINAL, "criminal_defence", _("刑事案件的辩护")),
    "other": Kind(_("别的事，或者说不准"), CIVIL, "", _("我们来帮您判断")),
}

OTHER_SUBJECTS: Mapping[str, str] = {
    key: words
    for key, words in MATTERS.items()
    if key not in CRIMINAL_MATTERS and key not in {kind.subject for kind in KINDS.values()}
}
