"""The addresses that all audiences share."""

from allauth.account.views import reauthenticate
from allauth.mfa.base.views import authenticate
from allauth.mfa.base.views import reauthenticate as reauthenticate_by_code
from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from django.urls import include, path

from fayuan.web.shared import (
    asking,
    cards,
    dossiers,
    health,
    papers,
    passwords,
    reading,
    sending,
    signing,
    views,
)

# Some views of allauth go on to others by the names that it gives them; those stand beside ours.
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/second/", authenticate, name="mfa_authenticate"),
    path("sign-in/second/set-up/", activate_totp, name="mfa_activate_totp"),
    path("sign-in/second/remove/", deactivate_totp, name="mfa_deactivate_totp"),
    path("sign-in/second/spare/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sign-in/second/ready/", views.second_factor_ready, name="mfa_index"),
    path("sign-in/again/", reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", reauthenticate_by_code, name="mfa_reauthenticate"),
    path("sign-in/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("sign-in/password/", passwords.change_password, name="change_password"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("health/", health.well, name="health"),
    path("metrics/", health.metrics, name="metrics"),
    path("look/set/", views.set_look, name="set_look"),
    path("leave/", views.leave, name="leave"),
    path("papers/<str:ref>/", views.paper, name="paper"),
    path("papers/<str:ref>/pdf/", views.paper_pdf, name="paper_pdf"),
    path("papers/<str:ref>/withdraw/", papers.withdraw, name="withdraw_paper"),
    path("papers/<str:ref>/sign/", signing.take_up, name="take_up_signature"),
    path("papers/<str:ref>/signatures/", asking.signatures, name="signatures"),
    path("papers/<str:ref>/signatures/<str:asked>/cancel/", asking.cancel, name="cancel_signature"),
    path("sign/<str:token>/", signing.start, name="sign_paper"),
    path("sign/<str:token>/code/", signing.send_code, name="sign_code"),
    path("sign/<str:token>/paper/", signing.paper, name="sign_this"),
    path("sign/<str:token>/paper.pdf", signing.pdf, name="sign_pdf"),
    path("sign/<str:token>/<int:number>.png", signing.leaf, name="sign_leaf"),
    path("c/<str:token>/", papers.check, name="check_paper"),
    path("files/<str:ref>/", reading.file, name="file"),
    path("files/<str:ref>/view/", reading.view, name="file_view"),
    path("files/<str:ref>/<int:number>.png", reading.leaf, name="file_leaf"),
    path("sending/", sending.begin, name="begin_sending"),
    path("sending/<str:ref>/", sending.piece, name="send_piece"),
    path("cards/", cards.photograph, name="photograph_card"),
    path("cards/<str:ref>/", cards.card, name="card"),
    path("dossiers/<str:ref>/", dossiers.dossier, name="dossier"),
    path("dossiers/<str:ref>/move/", dossiers.move, name="move_document"),
    path("dossiers/<str:ref>/seal/", dossiers.seal, name="seal_volume"),
    path("editions/<str:ref>/propose/", dossiers.propose, name="propose_motion"),
    path("editions/<str:ref>/<str:part>", dossiers.edition_file, name="edition_file"),
    path("motions/<str:ref>/second/", dossiers.second, name="second_motion"),
]
