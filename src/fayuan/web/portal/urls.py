"""The addresses of the citizen's pages."""

from django.urls import URLPattern, URLResolver, path

from fayuan.web.portal import (
    applying,
    asking,
    calendar,
    choices,
    entitlement,
    guides,
    matters,
    messages,
    objections,
    ratings,
    replacements,
    signing_in,
    stages,
    supplements,
    withdrawals,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("entitled/", entitlement.entitled, name="entitled"),
    path("guide/", guides.guide, name="guide"),
    path("offices/", guides.offices, name="offices"),
    path("questions/", asking.questions, name="questions"),
    path("questions/new/", asking.ask, name="ask"),
    path("apply/", applying.start, name="start"),
    path("apply/<str:ref>/who/", signing_in.introduce, name="introduce"),
    path("apply/<str:ref>/check/", applying.check, name="check"),
    path("apply/<str:ref>/drop/", applying.drop, name="drop"),
    path("apply/<str:ref>/files/<str:file>/drop/", applying.drop_file, name="drop_file"),
    path("apply/<str:ref>/<str:key>/", applying.question, name="question"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<str:ref>/", matters.matter, name="matter"),
    path("matters/<str:ref>/done/", matters.done, name="done"),
    path("matters/<str:ref>/supplement/", supplements.supplement, name="supplement"),
    path("matters/<str:ref>/files/", supplements.add_files, name="add_files"),
    path("matters/<str:ref>/withdraw/", withdrawals.withdraw, name="withdraw"),
    path("matters/<str:ref>/object/", objections.object_to, name="object"),
    path("matters/<str:ref>/choose/", choices.choose, name="choose"),
    path("matters/<str:ref>/messages/", messages.messages, name="messages"),
    path("matters/<str:ref>/rating/", ratings.rate, name="rate"),
    path("calendar/<str:token>.ics", calendar.calendar, name="calendar"),
    path("matters/<str:ref>/lawyer/", replacements.replacement, name="replacement"),
    path("matters/<str:ref>/next/", stages.next_stage, name="next_stage"),
]
