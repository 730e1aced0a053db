"""The words of each message: short, without name, case or opponent, saying what to do next.

A text message has at most 70 characters with its signature. `{tail}` is the last four letters of the public reference;
dates come as 11月29日. The same words stand in the inbox, where a link leads to the matter.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "received": _(
        "您的申请已收到，编号末四位{tail}。我们会在{date}前答复。查进度请登录法律援助网，咨询12348。"
    ),
    "supplement_asked": _(
        "您的申请(末四位{tail})还缺{count}份材料，请在{date}前补交，也可到就近窗口办理。咨询12348。"
    ),
    "deemed_withdrawn": _("您的申请(末四位{tail})因到期未补交材料，按撤回处理。可以重新申请。咨询12348。"),
    "granted": _("您的申请(末四位{tail})已经批准。我们会在{date}前安排律师。律师不收费。咨询12348。"),
    "granted_first": _("您的申请(末四位{tail})已先行批准。请在{date}前补齐手续。咨询12348。"),
    "refused": _("您的申请(末四位{tail})已有决定，请查看决定书。不同意可以提出异议。咨询12348。"),
    "redirected": _("您的申请(末四位{tail})已转到有权办理的法律援助机构，材料一并移交。咨询12348。"),
    "objection_decided": _("您提出的异议(末四位{tail})已有审查决定，请查看决定书。咨询12348。"),
    "assigned": _("您的申请(末四位{tail})已安排律师，会在{date}前与您签委托协议，不收费。咨询12348。"),
    "assigned_lawyer": _("有一件法律援助案件(末四位{tail})指派给您，请登录查看，并在{date}前签订委托协议。"),
    "assigned_unit": _("有一件法律援助案件(末四位{tail})指派给贵单位，请在{date}前确定承办人。"),
    "assigned_authority": _("贵单位通知的案件(末四位{tail})已指派律师，请查看公函。"),
    "choice_offered": _(
        "您可以自己选律师(末四位{tail})，请在{date}前登录选好，也可以请我们代选。咨询12348。"
    ),
    "chosen_lawyer": _("有受援人选了您(末四位{tail})，请在{date}前登录答复。"),
    "chosen_declined": _("您选的律师不能接(末四位{tail})，请再选一位，或者请我们代选。咨询12348。"),
    "choice_ended": _("选律师的时间已过(末四位{tail})，我们会为您安排律师，您不用再做什么。咨询12348。"),
    "called_lawyer": _("有一件法律援助案件(末四位{tail})征集承办人，先接先得，请在{date}前登录答复。"),
    "answer_late": _("法律援助案件(末四位{tail})答复的时间已过，已另行安排，您不用再答复。"),
    "unit_closed_asked": _("法律援助案件(末四位{tail})因所在单位注销已另行安排，不用再答复。"),
    "handler_unit_closed": _("案件(末四位{tail})承办人所在的单位已注销，请核实，需要的更换承办人。"),
    "decide_lawyer": _("案件(末四位{tail})的推荐名单已经列出，请在{date}前确定律师。"),
    "overdue_below": _("{place}有一件事项({clock})超期一天未办，请登录查看下级机构超期。"),
    "half_time": _("案件(末四位{tail})指派的时间已经过半，还没有律师，请在{date}前指派。"),
    "offer_withdrawn": _("受援人的点选(末四位{tail})已另行安排，您不用再答复。"),
    "lawyer_accepted": _("您选的律师已经答应(末四位{tail})，会在{date}前与您签委托协议，不收费。咨询12348。"),
    "lawyer_kept": _("您请求更换律师(末四位{tail})，这次没有同意，理由请登录查看。咨询12348。"),
    "lawyer_replaced": _("已为您更换律师(末四位{tail})，新律师会在{date}前与您签委托协议。咨询12348。"),
    "released_lawyer": _("法律援助案件(末四位{tail})已更换承办人，请向新承办人移交材料。"),
    "log_filed": _("律师已为您递交材料(末四位{tail})，经过请登录查看。咨询12348。"),
    "log_hearing": _("您的案件(末四位{tail})定在{date}开庭，请按时参加，有事先告诉律师。咨询12348。"),
    "log_heard": _("您的案件(末四位{tail})已于{date}开庭，经过请登录查看。咨询12348。"),
    "log_judgment": _("您的案件(末四位{tail})已有处理结果，律师会向您说明。咨询12348。"),
    "terminated": _("您的法律援助(末四位{tail})已决定终止，请查看决定书。不同意可以提出异议。咨询12348。"),
    "terminated_lawyer": _("您承办的法律援助案件(末四位{tail})已决定终止，请登录查看。"),
    "terminated_authority": _("贵单位通知的案件(末四位{tail})已终止法律援助，请查看公函。"),
    "suspended": _("您的法律援助(末四位{tail})已经中止，请登录查看原因，或到窗口问。咨询12348。"),
    "suspended_lawyer": _("您承办的法律援助案件(末四位{tail})已中止，请登录查看。"),
    "suspended_authority": _("贵单位通知的案件(末四位{tail})已中止法律援助，请登录查看。"),
    "resumed": _("您的法律援助(末四位{tail})已经恢复，律师会继续办理。咨询12348。"),
    "resumed_lawyer": _("您承办的法律援助案件(末四位{tail})已恢复，请登录查看并继续办理。"),
    "upload_refused": _("您上传的一份材料(末四位{tail})没有收下，请登录看原因，再传一次。咨询12348。"),
    "closing_returned": _("您提交的结案材料(末四位{tail})需要补充{count}份，请登录查看。"),
    "paid": _("法律援助案件(末四位{tail})的补贴已经支付，金额和算法请登录查看。"),
    "cooperation_asked": _("收到一份法律援助协作函，请在{date}前函复。请登录查看。"),
    "cooperation_answered": _("您发出的协作函(案件末四位{tail})已有函复，请登录查看。"),
    "notice_changed": _("办案机关通报(案件末四位{tail})：{what}有变更，请马上登录查看。"),
    "counsel_reported": _("办案机关告知(案件末四位{tail})受援人另请律师或者拒绝律师，请登录查看。"),
    "pledge_found_false": _("您的诚信承诺(末四位{tail})经核查与事实不符。有话要说明请到窗口或打12348。"),
    "question_answered": _("您的咨询(末四位{tail})已有答复，请登录法律援助网查看，或者打12348。"),
    "appointment_made": _("您的咨询(末四位{tail})约在{date}，请按时来，改时间请打12348。"),
    "clock_run_out": _("案件(末四位{tail})的“{clock}”期限已过，请今天处理。"),
    "sealed_by_law": _("有一件依法封存的案件(末四位{tail})，请登录指定由谁办理，期限照常计算。"),
    "lowering_proposed": _("有人提出降低案件(末四位{tail})的保密级别，请登录决定是否同意。"),
    "letter": _("您的申请(末四位{tail})有一条新留言，请登录查看。咨询12348。"),
    "draft_waiting": _("您没有填完的申请还在，请在{date}前登录接着填，过期要重新填。咨询12348。"),
    "complaint_filed": _("收到一件投诉(案件末四位{tail})，请登录，在“来信”里处理。"),
    "complaint_taken_up": _("您提的事(末四位{tail})已经受理，结果会告诉您。咨询12348。"),
    "complaint_answered": _("您提的事(末四位{tail})已有答复，请登录查看。咨询12348。"),
    "correction_asked": _("有人请求更正姓名或者身份证号(案件末四位{tail})，请登录，在“来信”里核对。"),
    "correction_decided": _("您请求的更正(末四位{tail})已有结果，请登录查看。咨询12348。"),
    "message_lawyer": _("法律援助案件(末四位{tail})的受援人给您留言，请登录查看。"),
    "signature_asked": _("有文书请签名 {link} {date}前有效。"),
    "signature_code": _("您的签名验证码是{code}，{minutes}分钟内有效。任何人索要都不要给。"),
    "code": _("您的登录验证码是{code}，{minutes}分钟内有效。任何人索要都不要给。"),
}


def write(template: str, **data: str) -> str:
    """The words of a message; `KeyError` for an unknown template or a missing value."""
    return str(TEXTS[template]).format(**data)


def day(on: date | None) -> str:
    """A day as messages write it: 11月29日; an open date says that it is still open."""
    return f"{on.month}月{on.day}日" if on else str(_("另行通知的日期"))
