"""The addresses of the three administrators."""

from django.urls import path

from fayuan.web.admin import accounts, lawyers, people, posts, start, tokens, trail

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
    path("lawyers/", lawyers.lawyers, name="lawyers"),
    path("posts/", posts.access_review, name="access_review"),
    path("posts/<str:ref>/end/", posts.end_post, name="end_post"),
    path("holders/<str:ref>/", posts.holder, name="holder"),
    path("holders/<str:ref>/give/", posts.give_post, name="give_post"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.make_token, name="make_token"),
    path("tokens/<str:ref>/end/", tokens.end_token, name="end_token"),
    path("trail/", trail.search, name="trail"),
    path("trail/export/", trail.export, name="export_trail"),
]
