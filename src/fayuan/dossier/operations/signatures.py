"""Sign a paper from afar: ask for it, know the signer, take the signature, issue the signed edition.

The link alone opens nothing: a code to the telephone, or the signer's own account, must come with it. Codes that
were wrong are counted, and the count stays also when the try is refused.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, Locked, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.dossier import handwriting, jobs, store
from fayuan.dossier.access import require_asker, signer_of
from fayuan.dossier.models import Paper, SignatureRequest
from fayuan.dossier.queries import fetch_paper
from fayuan.dossier.signatures import (
    code_digest,
    editions,
    request_of,
    requests_for,
    require_open,
    token_digest,
    waiting_for,
)
from fayuan.matters.operations import note
from fayuan.messaging import texts
from fayuan.messaging.operations import tell
from fayuan.messaging.sms import carrier

GOOD_FOR = timedelta(days=7)
CODE_GOOD_FOR = timedelta(minutes=10)
BETWEEN_CODES = timedelta(minutes=1)
MOST_CODES = 6  # for one request
MOST_TRIES = 5  # of one code


@dataclass(frozen=True)
class Asked:
    """A request that was just made, and the token of its link, which is kept nowhere."""

    request: SignatureRequest
    token: str

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row: the paper."""
        return self.request.audit_subject()


@operation
def ask_signature(*, ref: str, role: str, by: Actor, now: datetime) -> Asked:
    """Ask the recipient or the lawyer to sign the paper; a link goes to their telephone, good for seven days.

    A request that still waits is replaced. Raises `WrongState` for a paper that cannot be signed now.
    """
    paper = fetch_paper(ref, by, now)
    require_asker(by, paper, role)
    if not paper.stands or paper.pdf_id is None:
        raise WrongState(_("这份文书现在不能签：还没有生成，或者已经不再有效。"))
    person = signer_of(paper, role)
    if requests_for(paper).filter(person=person).exclude(signed_at=None).exists():
        raise WrongState(_("这个人已经签过这份文书。"))
    requests_for(paper).filter(person=person, signed_at=None, cancelled_at=None).update(cancelled_at=now)
    token = secrets.token_urlsafe(9)
    request = SignatureRequest.objects.create(
        paper=paper,
        person=person,
        role=role,
        token_digest=token_digest(token),
        asked_by=by.name,
        asked_at=now,
        good_until=now + GOOD_FOR,
    )
    link = f"{settings.PUBLIC_URL}/sign/{token}/"
    until = texts.day(request.good_until.astimezone(SHANGHAI).date())
    tell(paper.matter, person, "signature_asked", now=now, data={"link": link, "date": until})
    return Asked(request, token)


@operation
def take_up_signature(*, ref: str, by: Actor, now: datetime) -> Asked:
    """Whoever is asked to sign the paper (by reference) begins in their own account, without the text message.

    A fresh token takes the place of the one that was sent: of that one only a digest is kept. `NotFound` where nothing
    of theirs waits.
    """
    paper = fetch_paper(ref, by, now)
    request = waiting_for(by, now).select_for_update(of=("self",)).filter(paper__in=editions(paper)).first()
    if request is None:
        raise NotFound(_("没有等您签的。已经签过的，在文书里可以看到。"))
    token = secrets.token_urlsafe(9)
    request.token_digest = token_digest(token)
    request.save(update_fields=["token_digest"])
    return Asked(request, token)


@operation
def cancel_signature_request(*, ref: str, request: str, by: Actor, now: datetime) -> SignatureRequest:
    """Take the request back; its link opens nothing from now on."""
    paper = fetch_paper(ref, by, now)
    found = requests_for(paper).filter(ref=request, signed_at=None, cancelled_at=None).first()
    if found is None:
        raise NotFound
    require_asker(by, paper, found.role)
    found.cancelled_at = now
    found.save(update_fields=["cancelled_at"])
    return found


@dataclass(frozen=True)
class SignCode:
    """A code that was just texted. In the database stands its digest alone."""

    code: str
    request: SignatureRequest

    def audit_subject(self) -> tuple[str, str, int | None]:
        """As the subject of an audit row: the paper."""
        return self.request.audit_subject()


@operation
def send_signature_code(*, token: str, by: Actor, now: datetime) -> SignCode:
    """Text a fresh code to the signer. Raises `Locked` within a minute of the last one, or after six."""
    request = _opened(token, now)
    if request.code_sent_at is not None and now < request.code_sent_at + BETWEEN_CODES:
        raise Locked(_("验证码刚刚发过。请等1分钟，没收到再要一次。"))
    if request.codes_sent >= MOST_CODES:
        raise Locked(_("要的验证码太多了。请联系法律援助机构，重新发一个链接。"))
    if not (request.person.phone and request.person.may_text):
        raise WrongState(_("没有可以收短信的手机号。请登录本人账户签名，或者到窗口签。"))
    code = f"{secrets.randbelow(1_000_000):06}"
    request.code_digest, request.code_sent_at = code_digest(request, code), now
    request.codes_sent, request.tries = request.codes_sent + 1, 0
    request.save(update_fields=["code_digest", "code_sent_at", "codes_sent", "tries"])
    minutes = str(int(CODE_GOOD_FOR.total_seconds() // 60))
    text = texts.write("signature_code", code=code, minutes=minutes)
    name = f"fayuan-sign-{request.pk}-{request.codes_sent}"
    transaction.on_commit(partial(carrier().send, name, request.person.phone, text), robust=True)
    return SignCode(code, request)


def open_by_code(*, token: str, code: str, by: Actor, now: datetime) -> SignatureRequest:
    """The request, when the code is right: from then on the paper may be shown. Each try counts."""
    request = request_of(token, now)
    if not _is_right(request, code, now):
        audit.record(by, now, "open_signature", subject=request, result="refused", reason="bad_code")
        raise BadInput({"code": _("验证码不对，或者已经过期。请核对，或者重新要一个。")})
    return open_signature(token=token, known_by=SignatureRequest.Known.TEXT_CODE, by=by, now=now)


def open_by_account(*, token: str, by: Actor, now: datetime) -> SignatureRequest:
    """The request, when the signer has signed in with their own account; `NotFound` for anybody else."""
    if request_of(token, now).person_id != by.person_id:
        raise NotFound
    return open_signature(token=token, known_by=SignatureRequest.Known.ACCOUNT, by=by, now=now)


@operation
def open_signature(*, token: str, known_by: str, by: Actor, now: datetime) -> SignatureRequest:
    """Write down that the signer is known, and how: the paper may be shown to them."""
    request = _opened(token, now)
    request.opened_at, request.known_by = now, known_by
    is_by_code = known_by == SignatureRequest.Known.TEXT_CODE
    request.phone_tail = request.person.phone[-4:] if is_by_code else ""
    request.save(update_fields=["opened_at", "known_by", "phone_tail"])
    return request


@operation
def sign_paper(
    *,
    token: str,
    means: str,
    shown_sha256: str,
    by: Actor,
    now: datetime,
    picture: bytes | None = None,
) -> Paper:
    """The signer, who is known and was shown the file of this hash, signs it: the signed edition is issued.

    `picture` is what was drawn or photographed. Raises `WrongState` when the paper changed since it was shown.
    """
    request = _opened(token, now)
    if request.opened_at is None:
        raise WrongState(_("请先验证身份、看过文书，再签名。"))
    paper = _current(request.paper)
    if paper.pdf is None or not paper.stands:
        raise WrongState(_("这份文书现在不能签：还没有生成，或者已经不再有效。"))
    if shown_sha256 != paper.pdf.sha256:
        raise WrongState(_("文书在您打开以后有了新的一份。请重新看过再签。"))
    kept = _picture_of(means, picture)
    with store.told_plainly():
        request.picture = store.put(kept, now) if kept else None
    request.signed_at, request.means, request.paper_sha256 = now, means, shown_sha256
    request.signed_paper = _next_edition(paper, by, now)
    request.save(update_fields=["picture", "signed_at", "means", "paper_sha256", "signed_paper"])
    told = {"name": paper.name, "role": request.role, "ref": request.signed_paper.ref}
    note(paper.matter, "paper_signed", by=by, now=now, data=told)
    return request.signed_paper


def _picture_of(means: str, picture: bytes | None) -> bytes | None:
    if means == SignatureRequest.Means.CODE:
        return None
    if not picture:
        raise BadInput({"means": _("请写上签名，或者拍一张签名、指印的照片。")})
    if means == SignatureRequest.Means.DRAWN:
        return handwriting.drawn(picture)
    return handwriting.photographed(picture)


def _next_edition(paper: Paper, by: Actor, now: datetime) -> Paper:
    """The same paper once more, to be drawn with the signature; the edition before is replaced by it."""
    paper.replaced_at = now
    paper.save(update_fields=["replaced_at"])
    edition = Paper.objects.create(
        matter=paper.matter,
        issuer=paper.issuer,
        form=paper.form,
        name=paper.name,
        number=paper.number,
        data=paper.data,
        issued_at=now,
        by_name=paper.by_name,
        for_applicant=paper.for_applicant,
        check_token=secrets.token_urlsafe(16),
        edition=paper.edition + 1,
        first=paper.first or paper,
    )
    jobs.draw.defer(paper_id=edition.pk)
    return edition


def _current(paper: Paper) -> Paper:
    """The last edition, locked: of two who sign at once, the second is shown what the first signed."""
    return (
        Paper.objects.select_for_update(of=("self",))
        .select_related("matter__agency", "issuer", "pdf")
        .filter(pk__in=editions(paper))
        .latest("edition")
    )


def _opened(token: str, now: datetime) -> SignatureRequest:
    """The request of the link, locked for a change."""
    request_of(token, now)
    locked = SignatureRequest.objects.select_for_update(of=("self",))
    found = locked.select_related("person", "paper__matter__agency").get(token_digest=token_digest(token))
    require_open(found, now)
    return found


def _is_right(request: SignatureRequest, code: str, now: datetime) -> bool:
    """Take one more try of the last code, before anything is compared, and compare."""
    if request.code_digest is None or request.code_sent_at is None:
        return False
    usable = SignatureRequest.objects.filter(
        pk=request.pk, code_sent_at__gt=now - CODE_GOOD_FOR, tries__lt=MOST_TRIES
    )
    taken = usable.update(tries=F("tries") + 1)
    right = hmac.compare_digest(bytes(request.code_digest), code_digest(request, code))
    return bool(taken) and right
