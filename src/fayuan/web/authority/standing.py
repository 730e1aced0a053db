"""What colleagues at the authority have told meanwhile where a stale form was about to tell something else."""

from collections.abc import Mapping
from datetime import datetime

from fayuan.intake.models import CounselReport, NoticeChange
from fayuan.matters.models import Matter
from fayuan.web.authority.forms import ChangeForm, OwnLawyerForm, RefusedLawyerForm
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.pairs import Find, Standing


def _changed(matter: Matter, since: datetime) -> Standing | None:
    found = NoticeChange.objects.filter(matter=matter, told_at__gt=since).last()
    if found is None:
        return None
    field = "measure" if found.what == NoticeChange.What.COERCIVE_MEASURE else "place"
    return Standing(found.told_at, {"what": found.what, field: found.value, "on": found.on}, found.by_name)


def _report(matter: Matter, kind: str, since: datetime) -> CounselReport | None:
    return CounselReport.objects.filter(matter=matter, kind=kind, told_at__gt=since).last()


def _own_lawyer(matter: Matter, since: datetime) -> Standing | None:
    found = _report(matter, CounselReport.Kind.OWN_LAWYER, since)
    return Standing(found.told_at, {"name": found.words, "on": found.on}, found.by_name) if found else None


def _refused(matter: Matter, since: datetime) -> Standing | None:
    found = _report(matter, CounselReport.Kind.REFUSED, since)
    return Standing(found.told_at, {"reason": found.words, "on": found.on}, found.by_name) if found else None


STANDING: Mapping[type[ActForm], Find] = {
    ChangeForm: _changed,
    OwnLawyerForm: _own_lawyer,
    RefusedLawyerForm: _refused,
}
