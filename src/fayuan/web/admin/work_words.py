"""What work in the background is and what it means that it failed, in words for the system administrator."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORK: Mapping[str, tuple[Promise, Promise]] = {
    "messaging.send": (
        _("发一条短信"),
        _(
            "短信通道没有接受，或者没有回答。收信人可能没有收到；案件页上这条消息标着没有送达，可以当面或电话告知。"
        ),
    ),
    "dossier.draw": (_("把文书做成PDF"), _("文书的内容已经保存，只是还打不开PDF。")),
    "dossier.examine": (_("检查上传的文件"), _("文件还在隔离，办案的人还看不到它。")),
    "dossier.make_edition": (_("封存一份案卷"), _("案卷还没有封存，可以在案卷页重新开始。")),
    "assignment.run_night": (
        _("夜间统一推荐"),
        _("推荐没有算出来，可以在页面上重新开始，或者直接指派。"),
    ),
    "intake.answer_trial": (_("推算规则改动的影响"), _("推算没有结果，可以重新提交。")),
}
"""What a task does, and what it means that it failed."""
UPKEEP = _("定时的维护工作，下一次会再做。")
