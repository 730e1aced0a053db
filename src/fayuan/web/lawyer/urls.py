"""The addresses of lawyers and of the heads of their firms."""

from django.urls import URLPattern, URLResolver, path

from fayuan.web.lawyer import (
    calendar,
    cases,
    closings,
    handling,
    labels,
    messages,
    offers,
    own_words,
    payments,
    today,
    units,
    unmasking,
)

app_name = "lawyer"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<str:ref>/", offers.offer, name="offer"),
    path("offers/<str:ref>/accept/", offers.accept, name="accept"),
    path("offers/<str:ref>/decline/", offers.decline, name="decline"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<str:ref>/", cases.case, name="case"),
    path("cases/<str:ref>/agreement/", handling.agreement, name="agreement"),
    path("cases/<str:ref>/agreement/late/", handling.cause, name="cause"),
    path("cases/<str:ref>/messages/", messages.messages, name="messages"),
    path("cases/<str:ref>/log/", handling.log, name="log"),
    path("cases/<str:ref>/hearing/", handling.hearing, name="hearing"),
    path("cases/<str:ref>/report/", handling.report, name="report"),
    path("cases/<str:ref>/raise-label/", labels.make_higher, name="raise_label"),
    path("cases/<str:ref>/files/", closings.files, name="files"),
    path("cases/<str:ref>/close/", closings.close, name="close"),
    path("cases/<str:ref>/people/<int:party>/<str:field>/", unmasking.unmask, name="unmask"),
    path("own-words/", own_words.own_words, name="own_words"),
    path("payments/", payments.payments, name="payments"),
    path("unit/", units.unit, name="unit"),
    path("unit/<str:ref>/", units.name, name="name"),
    path("calendar/<str:token>.ics", calendar.calendar, name="calendar"),
]
