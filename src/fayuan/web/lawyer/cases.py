"""The lawyer's cases: the list, and one with everything that its handling needs."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.cases.access import acts_for
from fayuan.cases.queries import log_of, rating_for_handler
from fayuan.core import audit
from fayuan.dossier.facts import forum_words
from fayuan.dossier.queries import papers_of, uploads_of
from fayuan.law.words import FORMS, STAGES
from fayuan.matters.models import Matter, Party, Timer
from fayuan.matters.queries import open_timers, timeline
from fayuan.people.identity import mask_phone
from fayuan.web.lawyer.frame import show
from fayuan.web.lawyer.scope import handled, opened
from fayuan.web.shared.clocks import clock_of, running, told_to
from fayuan.web.shared.dates import day, local_day
from fayuan.web.shared.declarations import declared
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.files import file_rows
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Clock, Fact, Leaf, Way
from fayuan.web.shared.request import Request
from fayuan.web.shared.timeline import entries
from fayuan.web.shared.words import about, listed, listed_about, whose

OPEN = ("assigned", "handling", "suspended", "closing")
PAGE = 30
MOST = 60  # lines of the timeline


@page("lawyer")
def cases(request: Request) -> HttpResponse:
    """The cases in hand, or those that have ended; the newest first."""
    ended = "ended" in request.GET
    found = handled(request).order_by("-id")
    found = found.exclude(state__in=OPEN) if ended else found.filter(state__in=OPEN)
    after = request.GET.get("after", "")
    if after.isdecimal():
        found = found.filter(pk__lt=int(after))
    matters = list(found[: PAGE + 1])
    shown = matters[:PAGE]
    clocks = _nearest(shown, request)
    rows = [
        {
            "matter": matter,
            "whose": listed(matter),
            "about": listed_about(matter),
            "clock": clocks.get(matter.pk),
        }
        for matter in shown
    ]
    leaf = Leaf(shown=len(shown), after=str(shown[-1].pk) if len(matters) > PAGE else "")
    audit.record(request.actor, request.now, "list_own_cases")
    return show(request, "cases.html", "cases", rows=rows, leaf=leaf, ended=ended)


def _nearest(matters: Sequence[Matter], request: Request) -> dict[int, Clock]:
    """The clock that ends first on each matter, of those a lawyer may know of."""
    timers = Timer.objects.filter(matter__in=matters, ended_at=None).order_by("-due_at")
    return {timer.matter_id: clock_of(timer, request.now) for timer in told_to("lawyer", timers)}


@page("lawyer")
def case(request: Request, ref: str) -> HttpResponse:
    """One case: what to do now, whom it is for, what was done, what there is on paper."""
    matter = opened(request, ref)
    steps = acts_for(matter, request.actor)
    first, ways = _acts(matter, steps)
    return show(
        request,
        "case.html",
        "cases",
        matter=matter,
        whose=whose(matter),
        about=about(matter),
        first=first,
        ways=ways,
        clocks=running(told_to("lawyer", open_timers(matter)), request.now),
        people=_people(matter),
        facts=_facts(matter, request),
        line=entries(timeline(matter, request.actor)[:MOST]),
        log=log_of(matter),
        rating=rating_for_handler(matter, request.actor.person_id),
        papers=papers_of(matter, request.actor),
        uploads=file_rows(uploads_of(matter, request.actor)),
    )


def _acts(matter: Matter, steps: Sequence[str]) -> tuple[Way | None, list[Way]]:
    """The one thing to do now, and what else can be done."""
    known = (
        ("sign_agreement", "agreement", _("签委托手续"), "file", ""),
        ("log", "log", _("记办案记录"), "check", _("阅卷、会见、立案、告诉受援人")),
        ("log", "hearing", _("登记开庭"), "day", _("受援人会收到短信")),
        ("close", "close", _("交结案材料"), "book", _("缺什么当场列出来")),
        ("report", "report", _("向中心报告"), "mail", _("疑难、群体、重大影响等")),
    )
    ways = [
        Way(words, reverse(f"lawyer:{name}", args=[matter.ref]), icon, note)
        for step, name, words, icon, note in known
        if step in steps
    ]
    if steps:
        files = reverse("lawyer:files", args=[matter.ref])
        ways.append(Way(_("上传材料"), files, "file", _("可以拍照")))
        ways.append(Way(_("案卷"), reverse("dossier", args=[matter.ref]), "book", _("还缺什么，怎样排")))
    if steps and matter.label != Matter.Label.SEALED:
        ways.append(
            Way(
                _("提高保密级别"),
                reverse("lawyer:raise_label", args=[matter.ref]),
                "alert",
                _("涉及隐私、未成年人、人身危险"),
            )
        )
    talk = reverse("lawyer:messages", args=[matter.ref])
    ways.append(Way(_("留言"), talk, "mail", _("和受援人写给彼此的话")))
    first = ways[0] if steps and steps[0] in {"sign_agreement", "log"} else None
    return first, [way for way in ways if way is not first]


def _people(matter: Matter) -> list[Fact]:
    """Everybody in the matter; telephones masked, to be seen whole for a reason."""
    facts = []
    for place, party in enumerate(matter.parties.select_related("person")):
        phone = party.person.phone if party.person else ""
        reveal = reverse("lawyer:unmask", args=[matter.ref, place, "phone"]) if phone and _ours(party) else ""
        facts.append(Fact(str(party.get_role_display()), party.name))
        if reveal:
            facts.append(Fact(_("%(name)s的电话") % {"name": party.name}, mask_phone(phone), reveal))
        if party.person is not None and _ours(party) and not party.person.may_call:
            facts.append(Fact(_("联系"), _("不要打电话、发短信，请通过中心联系"), strong=True))
    return facts


def _ours(party: Party) -> bool:
    return party.role not in {Party.Role.OPPONENT, Party.Role.CO_DEFENDANT}


def _facts(matter: Matter, request: Request) -> list[Fact]:
    given = getattr(matter, "application", None)
    limitation = given.limitation if given else None
    today = local_day(request.now)
    known = (
        (_("经过"), matter.facts),
        (_("请求"), _("%(amount)s元") % {"amount": yuan(matter.claim_fen)} if matter.claim_fen else ""),
        (_("程序"), FORMS.get(matter.form, "")),
        (_("阶段"), STAGES.get(matter.stage, "")),
        (_("机关"), forum_words(matter)),
        (_("案号"), matter.case_number),
        (_("羁押"), matter.detained_at),
        (_("快到期"), _("%(day)s止") % {"day": day(limitation, today)} if limitation else ""),
        (_("利益冲突"), declared(matter)),
        (_("指派机构"), f"{matter.agency.name}　{matter.agency.phone}"),
    )
    return [Fact(words, value) for words, value in known if value]
