"""Words of the administrators' pages: who holds what, when somebody was last seen."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.people.models import Account, Post
from fayuan.people.registers import held_now
from fayuan.web.shared.dates import local_day, moment
from fayuan.web.shared.pieces import Fact


def held(posts: list[Post]) -> str:
    """接待岗（石桥县法律援助中心）、…; a dash where nothing is held."""
    told = (
        _("%(role)s（%(place)s）") % {"role": _role(post), "place": post.institution.name} for post in posts
    )
    return _("、").join(told) or "—"


def _role(post: Post) -> str:
    return str(post.get_role_display())


def seen(account: Account, now: datetime) -> str:
    """When the owner last signed in."""
    return moment(account.last_login, local_day(now)) if account.last_login else _("还没有登录过")


def standing(account: Account) -> str:
    """In use, waiting for its first password to be changed, or closed."""
    if account.left_at is not None:
        return _("已停用")
    return _("待改初始密码") if account.must_change_password else _("使用中")


def facts(account: Account, now: datetime) -> list[Fact]:
    """What the pages of one account say of it."""
    today = local_day(now)
    told = [
        Fact(_("姓名"), account.person.name, strong=True),
        Fact(_("登录名"), account.username),
        Fact(_("状态"), standing(account)),
        Fact(_("岗位"), held(held_now(account))),
        Fact(_("最近登录"), seen(account, now)),
        Fact(_("开设"), moment(account.made_at, today)),
    ]
    if account.left_at is not None:
        told.append(Fact(_("停用"), moment(account.left_at, today)))
    return told
