"""States and versions, recomputed from the transitions of each matter."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.db.models import Count, Prefetch, Q

from fayuan.law.lifecycles import NEW, NotAdmitted, after
from fayuan.matters.models import Matter, Transition
from fayuan.play.checks import suspects
from fayuan.play.checks.differences import Difference, name_of

CHECK = "states"
CHANGES_WITHOUT_STEP = (
    *("lawyer_named", "cooperation_answered", "supplemented"),
    *("choice_left", "wish_said", "call_opened", "passed", "answer_late", "asked_unit_closed"),
    "identity_corrected",
)
"""Entries whose change is no step of the lifecycle but makes forms stale; a supplement may be a step as well."""


BROKEN = """
WITH steps AS (
    SELECT matter_id, "order", step, from_state, to_state, at,
        row_number() OVER way AS place, lag(to_state) OVER way AS reached
    FROM matters_transition WINDOW way AS (PARTITION BY matter_id ORDER BY "order")
), told AS (
    SELECT matter_id, count(*) AS many, count(*) FILTER (WHERE step = 'supplement') AS supplements,
        bool_and("order" = place AND (place = 1 OR from_state = reached)) AS is_whole,
        (array_agg(to_state ORDER BY "order" DESC))[1] AS state,
        (array_agg(at ORDER BY "order" DESC) FILTER (WHERE from_state <> to_state))[1] AS since
    FROM steps GROUP BY matter_id
), changed AS (
    SELECT matter_id, count(*) AS many FROM matters_entry WHERE kind = ANY(%(kinds)s) GROUP BY matter_id
)
SELECT matter.id FROM matters_matter matter
LEFT JOIN told ON told.matter_id = matter.id LEFT JOIN changed ON changed.matter_id = matter.id
WHERE told.many IS NULL OR NOT told.is_whole OR matter.state <> told.state
OR matter.state_since IS DISTINCT FROM told.since
OR matter.version <> told.many - told.supplements + coalesce(changed.many, 0)
"""
NOT_ADMITTED = """
SELECT matter_id AS id FROM matters_transition
WHERE (step, from_state, to_state) IN (SELECT * FROM unnest(%(steps)s::text[], %(before)s::text[], %(after)s::text[]))
"""


def differences() -> Iterator[Difference]:
    """Every matter whose state, version or chain of steps is not what its transitions make of it."""
    steps = Prefetch("transitions", Transition.objects.order_by("order"))
    changed = Count("entries", Q(entries__kind__in=CHANGES_WITHOUT_STEP))
    matters = Matter.objects.annotate(changed=changed).prefetch_related(steps)
    broken = suspects.found(BROKEN, kinds=list(CHANGES_WITHOUT_STEP))
    for matter in suspects.among(matters, [*broken, *_gone_wrong()]):
        taken = list(matter.transitions.all())
        for expected, found in _of(matter, taken, matter.changed):
            yield Difference(CHECK, name_of(matter), expected, found)


def _gone_wrong() -> list[int]:
    """Matters with a step that the lifecycle does not admit."""
    kinds = Transition.objects.order_by().values_list("step", "from_state", "to_state").distinct()
    wrong = [kind for kind in kinds if not _admitted(*kind)]
    if not wrong:
        return []
    names, before, reached = (list(column) for column in zip(*wrong, strict=True))
    return suspects.found(NOT_ADMITTED, steps=names, before=before, after=reached)


def _of(matter: Matter, taken: Sequence[Transition], changed: int) -> Iterator[tuple[str, str]]:
    if not taken:
        yield "至少一步", "没有任何一步"
        return
    yield from _chain(taken)
    last = taken[-1]
    if matter.state != last.to_state:
        yield f"状态 {last.to_state}", f"状态 {matter.state}"
    since = next(step.at for step in reversed(taken) if step.from_state != step.to_state)
    if matter.state_since != since:
        yield f"自 {since.isoformat()} 起", f"自 {matter.state_since.isoformat()} 起"
    version = len(taken) + changed - sum(step.step == "supplement" for step in taken)
    if matter.version != version:
        yield f"版本 {version}", f"版本 {matter.version}"


def _chain(taken: Sequence[Transition]) -> Iterator[tuple[str, str]]:
    """Steps without holes, each from where the one before led, each such as the lifecycle admits."""
    orders = [step.order for step in taken]
    if orders != list(range(1, len(taken) + 1)):
        yield f"步骤 1 至 {len(taken)}", f"步骤 {orders}"
    for before, step in pairwise(taken):
        if step.from_state != before.to_state:
            yield f"第 {step.order} 步从 {before.to_state} 开始", f"从 {step.from_state} 开始"
    for step in taken:
        if not _admitted(step.step, step.from_state, step.to_state):
            yield f"第 {step.order} 步合于流程", f"{step.step}: {step.from_state} → {step.to_state}"


def _admitted(step: str, before: str, reached: str) -> bool:
    try:
        return after(step, before or NEW, reached) == reached
    except (NotAdmitted, KeyError, ValueError):
        return False
