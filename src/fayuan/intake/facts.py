"""Rows of this room as the facts that the law asks for."""

from collections.abc import Sequence
from typing import cast

from fayuan.intake.inputs import ApplicationInput
from fayuan.intake.models import Application, PledgeFinding
from fayuan.law import facts
from fayuan.matters.models import Matter, Party
from fayuan.people.models import Person
from fayuan.people.queries import same_person


def person(row: Person) -> facts.Person:
    """A person as the law sees one."""
    disability = None
    if row.disability_kind:
        disability = facts.Disability(kind=row.disability_kind, level=row.disability_level)
    return facts.Person(
        born=row.born,
        sex=row.sex or None,
        groups=frozenset(row.groups),
        disability=disability,
        capacity=cast(facts.Capacity, row.capacity),
        name=row.name,
    )


def means(stated: dict[str, object] | None) -> facts.Means | None:
    """The stated means: members with monthly fen, assets with their worth."""
    if stated is None:
        return None
    return facts.Means(
        household=tuple(_member(each) for each in _rows(stated, "household")),
        assets=tuple(_asset(each) for each in _rows(stated, "assets")),
        hardships=frozenset(str(each) for each in _list(stated, "hardships")),
    )


def _list(stated: dict[str, object], key: str) -> list[object]:
    value = stated.get(key)
    return value if isinstance(value, list) else []


def _rows(stated: dict[str, object], key: str) -> list[dict[str, object]]:
    return [each for each in _list(stated, key) if isinstance(each, dict)]


def _member(row: dict[str, object]) -> facts.HouseholdMember:
    return facts.HouseholdMember(
        relation=str(row["relation"]),
        monthly_income_fen=int(str(row["income_fen"])),
        is_opponent=bool(row.get("is_opponent")),
    )


def _asset(row: dict[str, object]) -> facts.Asset:
    return facts.Asset(kind=str(row["kind"]), value_fen=int(str(row.get("value_fen", 0))))


def application(matter: Matter, handed_in: Application) -> facts.Application:
    """The application of a matter as the law sees it."""
    everyone = list(matter.parties.select_related("person").order_by("order", "id"))
    applicant = _client(everyone)
    false_before = PledgeFinding.objects.filter(person__in=same_person(applicant)).exists()
    return application_of(matter, handed_in, everyone, false_pledge_before=false_before)


def application_of(
    matter: Matter, handed_in: Application, everyone: Sequence[Party], *, false_pledge_before: bool
) -> facts.Application:
    """As `application`, from rows already read: the matter with its agency, and all its parties in their order."""
    return facts.Application(
        matter=matter.subject,
        agency_place=matter.agency.division_id,
        applicant=person(_client(everyone)),
        form=matter.form,
        channel=handed_in.channel,
        forum=facts.Forum(matter.forum_kind, matter.forum_place) if matter.forum_kind else None,
        cause_place=matter.cause_place or None,
        opponents=tuple(
            facts.Opponent(each.name, each.relation or None, each.same_household)
            for each in _those(everyone, Party.Role.OPPONENT)
        ),
        means=means(handed_in.means),
        pledge=handed_in.pledge,
        materials=frozenset(handed_in.materials),
        agent=_agent(everyone, handed_in),
        member_count=matter.member_count,
        limitation=handed_in.limitation,
        urgent=handed_in.urgent or None,
        detained=handed_in.detained,
        stage=matter.stage or None,
        false_pledge_before=false_pledge_before,
    )


def _those(everyone: Sequence[Party], role: Party.Role) -> list[Party]:
    return [party for party in everyone if party.role == role]


def _client(everyone: Sequence[Party]) -> Person:
    """Whose matter it is; every matter has its applicant."""
    found = _those(everyone, Party.Role.APPLICANT)[0].person
    assert found is not None
    return found


def told(given: ApplicationInput, applicant: facts.Person, agency_place: str) -> facts.Application:
    """An application that is still being written, as the law sees it: for advice before it is handed in."""
    agent = given.agent
    against = {opponent.name for opponent in given.opponents}
    return facts.Application(
        matter=given.subject,
        agency_place=agency_place,
        applicant=applicant,
        form=given.form,
        channel=given.channel,
        forum=facts.Forum(given.forum_kind, given.forum_place) if given.forum_kind else None,
        cause_place=given.cause_place or None,
        opponents=tuple(
            facts.Opponent(each.name, each.relation or None, each.same_household) for each in given.opponents
        ),
        means=means(dict(given.means) if given.means is not None else None),
        pledge=given.pledge,
        materials=frozenset(given.materials),
        agent=facts.Agent(agent.relation, agent.name in against, agent.name) if agent else None,
        member_count=max(given.member_count, len(given.members) + 1),
        limitation=given.limitation,
        urgent=given.urgent or None,
        detained=bool(given.detained_at),
        stage=given.stage or None,
    )


def _agent(everyone: Sequence[Party], handed_in: Application) -> facts.Agent | None:
    """Who applied for the applicant; an agent who is also an opponent is told to the law as such."""
    agents = _those(everyone, Party.Role.AGENT)
    if not agents:
        return None
    agent, against = agents[0], _those(everyone, Party.Role.OPPONENT)
    same = (each.name == agent.name or _is_same(each, agent) for each in against)
    return facts.Agent(relation=handed_in.agent_relation, is_opponent=any(same), name=agent.name)


def _is_same(one: Party, other: Party) -> bool:
    return one.person_id is not None and one.person_id == other.person_id


def notice(matter: Matter) -> facts.Notice:
    """The authority's notice of a matter as the law sees it."""
    return notice_of(matter, list(matter.parties.select_related("person").order_by("order", "id")))


def notice_of(matter: Matter, everyone: Sequence[Party]) -> facts.Notice:
    """As `notice`, from rows already read: the matter with its agency and authority, and all its parties."""
    authority = matter.authority
    assert authority is not None
    return facts.Notice(
        form="defence" if matter.form == "defence" else matter.subject,
        reason=matter.reason,
        person=person(_client(everyone)),
        agency_place=matter.agency.division_id,
        authority_kind=authority.kind,
        authority_place=authority.division_id,
        stage=matter.stage or None,
    )
