"""The form on which the head of an agency says how lawyers are found."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fayuan.assignment.models import Policy
from fayuan.assignment.operations.policies import RANGES
from fayuan.web.shared.fields import Radios
from fayuan.web.shared.forms import ActForm, Words


def _number(name: str, label: Words, help_text: Words = "") -> forms.IntegerField:
    least, most = RANGES[name]
    return forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=most)


KEPT = ("mode", "after", "answer_hours", "shortlist", "invited", "fair_share")


class PolicyForm(ActForm):
    """The mode, what follows a choice that came to nothing, and how long and how many."""

    mode = forms.ChoiceField(label=_("怎么找承办人"), choices=Policy.Mode.choices, widget=Radios)
    after = forms.ChoiceField(
        label=_("受援人没有选，或者请我们代选"), choices=Policy.After.choices, widget=Radios
    )
    choice_hours = _number("choice_hours", _("受援人有几小时选"), _("最多72小时，到指派期限为止"))
    answer_hours = _number("answer_hours", _("律师、律所有几小时答复"), _("到时没有答复，自动另行安排"))
    shortlist = _number("shortlist", _("点援名单列几位"))
    invited = _number("invited", _("征集时同时问几位"))
    fair_share = forms.IntegerField(
        label=_("手上的负荷超过人均的百分之几，就排到后面"),
        help_text=_("填100到500，0是不设。不到5件普通诉讼的不算超过；受援人点选的和办过前一阶段的不受影响"),
        min_value=0,
        max_value=RANGES["fair_share"][1],
    )

    @classmethod
    def of(cls, policy: Policy, typed: Any) -> "PolicyForm":
        """The form with the policy as it stands, or with what was sent."""
        known = {name: getattr(policy, name) for name in KEPT}
        return cls(typed, initial=known | {"choice_hours": policy.agency.choice_hours})
