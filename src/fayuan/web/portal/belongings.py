"""What is held of one person, as the person reads it: facts with reasons, who looked, and all of it in one file."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.actor import Actor
from fayuan.core.models import AuditRow
from fayuan.core.trail import looks as looked
from fayuan.dossier.models import Edition, Paper, Upload
from fayuan.intake.models import Correction
from fayuan.intake.queries import drafts_of, own_consultations, own_corrections
from fayuan.law.words import GROUPS, MATERIALS
from fayuan.matters.access import own
from fayuan.matters.models import Matter
from fayuan.messaging.models import Message
from fayuan.people.identity import mask_id_number, mask_phone
from fayuan.people.models import Consent, Person
from fayuan.people.queries import names_of
from fayuan.web.portal.progress import headline
from fayuan.web.shared.dates import local_day, moment
from fayuan.web.shared.forms import Words
from fayuan.web.shared.sheets import draw

SINCE = timedelta(days=365)  # so far back is told who looked
MOST = 200
DEEDS: Mapping[str, Words] = {
    "view_matter": gettext_lazy("打开了您的案件"),
    "view_paper": gettext_lazy("打开了您的文书"),
    "download_paper": gettext_lazy("下载了您的文书"),
    "check_paper": gettext_lazy("扫码查验了您的文书"),
    "read_to_sign": gettext_lazy("凭签名链接打开了您的文书"),
    "print_for_post": gettext_lazy("打印了您的文书，准备邮寄"),
    "view_signatures": gettext_lazy("看了您的文书签了名没有"),
    "view_file": gettext_lazy("看了您案件里的材料"),
    "download_file": gettext_lazy("下载了您案件里的材料"),
    "view_dossier": gettext_lazy("打开了您的案卷"),
    "download_dossier": gettext_lazy("下载了您的案卷（封存的一卷）"),
    "view_correction": gettext_lazy("看了您的更正请求"),
    "unmask": gettext_lazy("看了您的完整号码"),
}


def of_person(person: Person) -> list[tuple[str, str, str]]:
    """What is held of the person themself: what, its value (numbers masked), why."""
    identity, reach = _("核对申请人是谁（法律援助法第四十一条）"), _("联系您、送达文书")
    groups = "、".join(GROUPS.get(key, key) for key in person.groups)
    held = (
        (_("姓名"), person.name, identity),
        (_("身份证号"), mask_id_number(person.id_number), identity),
        (_("手机"), mask_phone(person.phone), reach),
        (_("住址"), person.address, reach),
        (_("怎样联系"), reach_words(person), _("您告诉我们的，为了您的安全")),
        (_("您的情况"), groups, _("看要不要查收入（法律援助法第四十二条）")),
    )
    return [(what, value, why) for what, value, why in held if value]


def reach_words(person: Person) -> str:
    """How the person said they can be reached."""
    ways = {
        (True, True): _("可以打电话、发短信"),
        (True, False): _("只打电话，不要发短信"),
        (False, True): _("只发短信，不要打电话"),
        (False, False): _("不要打电话、发短信"),
    }
    words = ways[person.may_call, person.may_text]
    return f"{words}；{person.contact_note}" if person.contact_note else words


def counts(by: Actor, now: datetime) -> list[tuple[str, int, str]]:
    """What else is held: what, how many, why and how long."""
    matters = own(by, now)
    file_rule = _("案卷依法归档保存，不能删")
    return [
        (_("申请和案件"), matters.count(), file_rule),
        (_("交的材料"), Upload.objects.filter(matter__in=matters, withdrawn_at=None).count(), file_rule),
        (_("给您的文书"), Paper.objects.filter(matter__in=matters, for_applicant=True).count(), file_rule),
        (_("问过的问题"), own_consultations(by).count(), _("咨询记录依法保存")),
        (_("没有交的申请"), drafts_of(by, now).count(), _("三十天不动就不能再用，您随时可以删")),
    ]


def looks(by: Actor, now: datetime) -> list[dict[str, str]]:
    """Who else opened the person's files within a year: when, who, what they did; the last first."""
    refs = list(own(by, now).values_list("ref", flat=True)[:MOST])
    papers = list(Paper.objects.filter(matter__ref__in=refs).values_list("ref", flat=True))
    files = list(Upload.objects.filter(matter__ref__in=refs).values_list("ref", flat=True))
    volumes = list(Edition.objects.filter(matter__ref__in=refs).values_list("ref", flat=True))
    corrections = list(own_corrections(by).values_list("ref", flat=True)[:MOST])
    about = {"matter": refs, "paper": papers, "upload": files, "edition": volumes, "correction": corrections}
    subjects = {**about, "person": [str(by.person)]}
    found = looked(subjects, list(DEEDS), now - SINCE).exclude(person_id=by.person)[:MOST]
    names = names_of(row.person_id for row in found if row.actor_kind == "person")
    # a page and the picture in it are two rows of one opening: what reads the same of one thing is told once
    told = {
        (row.subject_id, *_look(row, names.get(row.person_id, row.actor_name), now)): None for row in found
    }
    return [{"when": when, "who": who, "what": what} for _subject, when, who, what in told]


def _look(row: AuditRow, name: str, now: datetime) -> tuple[str, str, str]:
    name = name or (_("没有登录的人") if row.actor_kind == "visitor" else _("系统"))
    who = _("工作人员%(name)s") % {"name": name} if row.actor_kind == "staff" else name
    return moment(row.at, local_day(now)), who, str(DEEDS[row.action])


def everything(person: Person, by: Actor, now: datetime) -> dict[str, Any]:
    """All that is held of the person, whole (it is theirs), for a file."""
    matters = list(own(by, now).select_related("agency").order_by("opened_at")[:MOST])
    return {
        "person": {
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
            "address": person.address,
            "born": person.born.isoformat() if person.born else "",
            "groups": list(person.groups),
            "contact": reach_words(person),
        },
        "consents": [_consent(each) for each in Consent.objects.filter(by=person).order_by("id")],
        "matters": [_matter(each) for each in matters],
        "corrections": [_correction(each) for each in own_corrections(by)[:MOST]],
        "questions": [
            {"at": each.at.isoformat(), "question": each.question, "answer": each.answer}
            for each in own_consultations(by)[:MOST]
        ],
        "messages": [
            {"at": each.made_at.isoformat(), "text": each.text}
            for each in Message.objects.filter(person=person).order_by("made_at")[:MOST]
        ],
        "looks": looks(by, now),
    }


def _consent(consent: Consent) -> dict[str, str]:
    ended = consent.withdrawn_at
    return {
        "purpose": consent.get_purpose_display(),
        "given_at": consent.given_at.isoformat(),
        "withdrawn_at": ended.isoformat() if ended else "",
    }


def _correction(correction: Correction) -> dict[str, str]:
    return {
        "at": correction.at.isoformat(),
        "name": correction.name,
        "id_number": correction.id_number,
        "reason": correction.reason,
        "outcome": correction.get_outcome_display(),
        "answer": correction.answer,
    }


def _matter(matter: Matter) -> dict[str, Any]:
    return {
        "number": matter.number,
        "about": headline(matter),
        "agency": matter.agency.name,
        "state": matter.get_state_display(),
        "opened_at": matter.opened_at.isoformat(),
        "facts": matter.facts,
        "papers": [f"{each.name} {each.number}".strip() for each in matter.papers.filter(for_applicant=True)],
        "files": [
            f"{MATERIALS.get(each.kind, each.kind)} {each.file_name}"
            for each in matter.uploads.filter(withdrawn_at=None)
        ],
    }


def as_pdf(told: Mapping[str, Any]) -> bytes:
    """The same to read and print."""
    return draw("my_data", {"title": _("我的资料"), "parts": list(_parts(told))})


def _parts(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"title": _("您的资料"), "lines": [str(value) for value in told["person"].values() if value]}
    for matter in told["matters"]:
        lines = [matter["number"], matter["agency"], matter["state"], matter["facts"], *matter["papers"]]
        yield {"title": matter["about"], "lines": [line for line in (*lines, *matter["files"]) if line]}
    asked = [f"{each['question']} {each['answer']}" for each in told["questions"]]
    yield {"title": _("问过的问题"), "lines": asked or [_("没有")]}
    corrected = [f"{each['name']} {each['reason']} {each['outcome']}" for each in told["corrections"]]
    if corrected:
        yield {"title": _("请求过的更正"), "lines": corrected}
    seen = [f"{each['when']} {each['who']} {each['what']}" for each in told["looks"]]
    yield {"title": _("谁看过"), "lines": seen or [_("没有")]}
