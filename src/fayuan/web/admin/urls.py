"""The addresses of the three administrators, and of those who make rules."""

from django.urls import path

from fayuan.web.admin import (
    accounts,
    files,
    lawyers,
    people,
    posts,
    rules,
    seals,
    start,
    tokens,
    trail,
    whatif,
)

app_name = "admin"
urlpatterns = [
    path("", start.start, name="start"),
    path("find/", people.find, name="find"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.open_account, name="open_account"),
    path("accounts/<str:ref>/", accounts.account, name="account"),
    path("accounts/<str:ref>/password/", accounts.renew_password, name="renew_password"),
    path("accounts/<str:ref>/close/", accounts.close_account, name="close_account"),
    path("accounts/<str:ref>/lawyer/", lawyers.enrol, name="enrol_lawyer"),
    path("accounts/<str:ref>/caution/", lawyers.caution, name="caution_lawyer"),
    path("accounts/<str:ref>/words/", lawyers.approve_words, name="approve_own_words"),
    path("files/", files.files, name="files"),
    path("lawyers/", lawyers.lawyers, name="lawyers"),
    path("lawyers/import/", lawyers.import_list, name="import_panel"),
    path("posts/", posts.access_review, name="access_review"),
    path("posts/<str:ref>/end/", posts.end_post, name="end_post"),
    path("holders/<str:ref>/", posts.holder, name="holder"),
    path("holders/<str:ref>/give/", posts.give_post, name="give_post"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.make_token, name="make_token"),
    path("tokens/<str:ref>/end/", tokens.end_token, name="end_token"),
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.choose, name="choose_rule"),
    path("rules/new/<str:key>/<str:region>/", rules.propose, name="propose_rule"),
    path("rules/<str:ref>/", rules.entry, name="rule_entry"),
    path("rules/<str:ref>/try/", rules.try_out, name="try_rule"),
    path("rules/<str:ref>/approve/", rules.approve, name="approve_rule"),
    path("rules/<str:ref>/withdraw/", rules.withdraw, name="withdraw_rule"),
    path("what-if/", whatif.what_if, name="what_if"),
    path("what-if/<str:ref>/", whatif.trial, name="trial"),
    path("trail/", trail.search, name="trail"),
    path("trail/seals/", seals.seals, name="seals"),
    path("trail/checkpoint/", seals.checkpoint, name="take_checkpoint"),
    path("trail/export/", trail.export, name="export_trail"),
]
