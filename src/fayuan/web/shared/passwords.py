"""One's own password: changed at will, and before anything else where it was given by an administrator."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.people.operations import change_password as change
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


class PasswordForm(ActForm):
    """The present password, and the new one twice."""

    old = forms.CharField(
        label=gettext_lazy("现在的密码"),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        strip=False,
        max_length=128,
    )
    new = forms.CharField(
        label=gettext_lazy("新密码"),
        help_text=gettext_lazy("至少12个字符，可以是一句只有您知道的话"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
    )
    again = forms.CharField(
        label=gettext_lazy("再写一遍新密码"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("两遍写得不一样，请再写一遍"))
        return again


@page("signed_in", methods=("GET", "HEAD", "POST"))
def change_password(request: Request) -> HttpResponse:
    """Change one's own password; who is signed in elsewhere under the old one is signed out there."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("old", "new")}
        account = attempt(request, form, change, **given)
        if account is not None:
            update_session_auth_hash(request, account)
            messages.success(request, _("密码已修改。"))
            return redirect("home")
    return render(request, "shared/password.html", {"form": form}, status=form.status)
