"""Changes to the spine that every room uses: open a matter, advance it, grant and end sight of it, write its timeline.

These are parts of operations, not operations themselves: they run inside the caller's transaction, on a locked matter.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import WrongState
from fayuan.core.numbers import official_number
from fayuan.law import lifecycles
from fayuan.matters import words
from fayuan.matters.models import Entry, Grant, Matter, Party, Transition


def open_matter(matter: Matter, *, step: str, state: str, by: Actor, now: datetime) -> Matter:
    """Save a new matter in its first state, with its first transition and its agency's grant."""
    matter.state, matter.state_since, matter.opened_at, matter.changed_at = state, now, now, now
    matter.save()
    _write_transition(matter, step, "", by, now)
    see(matter, matter.agency.holder, "agency", now)
    words.take_in(matter, matter.facts)
    return matter


def advance(matter: Matter, step: str, *, by: Actor, now: datetime, to: str | None = None) -> Transition:
    """Take `step` from the matter's state, as the lifecycle allows; the only place that writes a state.

    `to` picks among the states the step may lead to, where history decides. Raises `WrongState` with a sentence.
    """
    before = matter.state
    try:
        after = lifecycles.after(step, before, to)
    except lifecycles.NotAdmitted as refusal:
        raise WrongState(refusal.says) from refusal
    if after != before:
        matter.state, matter.state_since = after, now
    touch(matter, now)
    if after != before:
        matter.grants.filter(until=None).update(state=after)
    return _write_transition(matter, step, before, by, now)


def check_step(matter: Matter, step: str) -> None:
    """Raise `WrongState` unless the matter's state admits the step; for acts that judge before they advance."""
    to_states = lifecycles.STEPS[step].to_states
    try:
        lifecycles.after(step, matter.state, to_states[0] if to_states else None)
    except lifecycles.NotAdmitted as refusal:
        raise WrongState(refusal.says) from refusal


def touch(matter: Matter, now: datetime) -> None:
    """Save the matter as changed: its version grows, so that forms opened before are noticed."""
    matter.version += 1
    matter.changed_at = now
    matter.save()


def _write_transition(matter: Matter, step: str, before: str, by: Actor, now: datetime) -> Transition:
    order = matter.transitions.count() + 1
    return Transition.objects.create(
        matter=matter,
        order=order,
        step=step,
        from_state=before,
        to_state=matter.state,
        at=now,
        by_name=by.name,
        by_account=by.account_id,
        by_person=by.person_id,
        channel=by.channel,
    )


def state_before(matter: Matter, state: str) -> str:
    """The state in which the matter stood when it last came into `state`."""
    last = matter.transitions.filter(to_state=state).exclude(from_state=state).order_by("-order").first()
    if last is None:
        raise WrongState(_("这件事没有经过这个环节。"))
    return last.from_state


def number(matter: Matter, word: str, now: datetime) -> str:
    """The next official number of the matter's agency for a document word, in the local year."""
    agency = matter.agency
    return official_number(str(agency.pk), agency.number_prefix, word, now.astimezone(SHANGHAI).year)


def see(matter: Matter, holder: str, reason: str, now: datetime) -> Grant:
    """Let the holder see the matter for the reason, from now on; one running grant for each reason."""
    due = matter.grants.filter(until=None).values_list("due_at", flat=True).first()
    grant, _made = Grant.objects.get_or_create(
        matter=matter,
        holder=holder,
        reason=reason,
        until=None,
        defaults={"since": now, "state": matter.state, "due_at": due},
    )
    return grant


def unsee(matter: Matter, reason: str, now: datetime, *, holder: str | None = None) -> None:
    """End the running grants for the reason (of one holder, or of all)."""
    running = matter.grants.filter(Q(until=None) | Q(until__gt=now), reason=reason)
    if holder is not None:
        running = running.filter(holder=holder)
    running.update(until=now)


def note(
    matter: Matter,
    kind: str,
    *,
    by: Actor,
    now: datetime,
    audience: str = Entry.Audience.ALL,
    data: Mapping[str, object] | None = None,
    body: str = "",
) -> Entry:
    """Write one line into the matter's timeline; its office finds the matter by the words of what it may read."""
    if body and audience in words.READ_BY_OFFICE:
        words.take_in(matter, body)
    return Entry.objects.create(
        matter=matter, at=now, kind=kind, audience=audience, by_name=by.name, data=dict(data or {}), body=body
    )


def applicant(matter: Matter) -> Party:
    """The party whose matter it is."""
    return matter.parties.get(role=Party.Role.APPLICANT)
