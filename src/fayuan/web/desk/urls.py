"""The addresses of the desk. A matter is named by its reference, an act by its word."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from fayuan.web.desk import (
    answers,
    applications,
    assignments,
    bulk,
    closings,
    consultations,
    decisions,
    files,
    handovers,
    letters,
    mail,
    nearby,
    objections,
    pledges,
    posters,
    replacements,
    saved,
    search,
    stand_ins,
    supplements,
    terminations,
    unmasking,
    worklist,
    workspace,
)

app_name = "desk"


def act(name: str, view: Callable[..., Any]) -> URLPattern:
    """The page of an act on one matter."""
    return path(f"matters/<str:ref>/{name.replace('_', '-')}/", view, name=name)


urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("next/", worklist.following, name="next"),
    path("below/", worklist.below, name="overdue_below"),
    path("export/", worklist.export, name="export"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("search/", search.search, name="search"),
    path("views/", saved.views, name="views"),
    path("views/<str:ref>/name/", saved.rename, name="rename_view"),
    path("views/<str:ref>/drop/", saved.drop, name="drop_view"),
    path("stand-ins/", stand_ins.stand_ins, name="stand_ins"),
    path("stand-ins/<str:ref>/end/", stand_ins.end, name="end_stand_in"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/new/", consultations.register, name="register"),
    path("consultations/waiting/", answers.waiting, name="waiting"),
    path("consultations/<str:ref>/answer/", answers.answer, name="answer"),
    path("consultations/<str:ref>/appointment/", answers.appoint, name="appoint"),
    path("consultations/<str:ref>/", consultations.consultation, name="consultation"),
    path("consultations/<str:ref>/apply/", consultations.apply, name="apply"),
    path("applications/new/", consultations.new_application, name="new_application"),
    path("applications/nearby/", nearby.accept, name="nearby"),
    path("posters/", posters.posters, name="posters"),
    path("posters/<str:ref>.pdf", posters.poster, name="poster"),
    path("posters/<str:ref>/revoke/", posters.revoke, name="revoke_poster"),
    path("mail/", mail.mail, name="mail"),
    path("complaints/<str:ref>/", mail.complaint, name="complaint"),
    path("complaints/<str:ref>/take-up/", mail.take_up, name="take_up_complaint"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<str:ref>/", letters.letter, name="letter"),
    path("matters/<str:ref>/", workspace.workspace, name="workspace"),
    path("matters/<str:ref>/unmask/<int:party>/<slug:field>/", unmasking.unmask, name="unmask"),
    act("files", files.files),
    act("handover", handovers.hand_over),
    act("receive", applications.receive),
    act("redirect", applications.redirect_),
    act("withdraw", applications.withdraw),
    act("next_stage", applications.next_stage),
    act("ask_supplement", supplements.ask),
    act("supplement", supplements.hand_in),
    act("ask_cooperation", letters.ask),
    act("find_false_pledge", pledges.find),
    act("examine", decisions.examine),
    act("decide", decisions.decide),
    act("grant_first", decisions.first),
    act("object", objections.object_),
    act("decide_objection", objections.decide),
    act("assign", assignments.assign),
    act("propose", assignments.propose),
    act("offer_choice", assignments.offer),
    act("assign_unit", assignments.unit),
    act("ask_replacement", replacements.ask),
    act("replace", replacements.replace),
    act("keep", replacements.keep),
    act("terminate", terminations.terminate),
    act("resume", terminations.resume),
    act("review_closing", closings.review),
    act("return_closing", closings.give_back),
    act("pay", closings.pay),
    act("archive", closings.archive),
    act("reopen", closings.reopen),
    act("follow_up", closings.ask_afterwards),
]
