"""A matter's confidentiality in words: what each level does, and which levels stand above and below it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fayuan.law.confidentiality import RANK
from fayuan.matters.models import LabelChange, Matter

Choices = list[tuple[str, str]]

EFFECTS: Mapping[str, str | Promise] = {
    Matter.Label.NORMAL: _("按岗位可见；看全号要选理由。"),
    Matter.Label.SENSITIVE: _(
        "列表和查找里遮住姓名，不列对方；打印件标明“敏感”；看全号要选理由，计入每天的上限。"
    ),
    Matter.Label.SEALED: _(
        "只有本机构审批人和被指定的人看得到；不进一般列表，不能按内容查找，不随列表导出；打印件标明“封存”。"
    ),
}
GROUNDS = (
    *(LabelChange.Ground.MINOR, LabelChange.Ground.SEXUAL, LabelChange.Ground.VIOLENCE),
    *(LabelChange.Ground.PRIVACY, LabelChange.Ground.STATE_SECRET),
)


def grounds() -> Choices:
    """What people may give as a ground to raise a level."""
    return [(ground.value, str(ground.label)) for ground in GROUNDS]


def higher(matter: Matter) -> Choices:
    """The levels above the matter's own."""
    return [(key, str(words)) for key, words in Matter.Label.choices if RANK[key] > RANK[matter.label]]


def lower(matter: Matter) -> Choices:
    """The levels below the matter's own."""
    return [(key, str(words)) for key, words in Matter.Label.choices if RANK[key] < RANK[matter.label]]
