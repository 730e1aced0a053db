"""Signing in through an identity provider that the province trusts (OpenID Connect): which account its claims open.

Staff are known by their sign-in name (`preferred_username`), and an administrator opened their account before. Citizens
are known by a number that the provider has proved (`phone_number`, `phone_number_verified`), as by a code to it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed
from fayuan.core.operation import operation
from fayuan.people.codes import account_of_number
from fayuan.people.identity import is_mobile, phone_plain
from fayuan.people.models import Account
from fayuan.people.queries import posts_of


@operation
def sign_in_by_provider(*, kind: str, claims: Mapping[str, object], by: Actor, now: datetime) -> Account:
    """The account that the claims open. `kind` is whom the provider vouches for, `staff` or `citizen`.

    Raises `NotAllowed` where they open none; the sentence is the same whether the account is unknown or closed.
    """
    if kind == "staff":
        return _of_staff(str(claims.get("preferred_username", "")), now)
    return account_of_number(_proved_number(claims), now)


def not_proved() -> str:
    """What somebody reads whom the provider did not vouch for."""
    return _("统一身份认证没有完成。请再试一次，或者改用别的方式登录。")


def _of_staff(username: str, now: datetime) -> Account:
    account = Account.objects.filter(username=username, is_active=True).select_related("person").first()
    if account is None or not posts_of(account.person, now).exists():
        raise NotAllowed(_("您在统一身份认证里的用户名，在这里没有可用的工作账号。请找本单位的系统管理员。"))
    return account


def _proved_number(claims: Mapping[str, object]) -> str:
    number = phone_plain(str(claims.get("phone_number", "")))
    if claims.get("phone_number_verified") is not True or not is_mobile(number):
        raise NotAllowed(_("统一身份认证没有给出核实过的手机号。请改用手机验证码登录。"))
    return number
