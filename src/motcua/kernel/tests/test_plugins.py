from datetime import timedelta

import pytest

from motcua.kernel.actors import Actor
from motcua.kernel.plugins import Navigation, Port, Projectors, Schedule, Subscribers, Taken


def follow(event):
    """A projector."""


def ignore(event):
    """Another one."""


def test_projectors_come_in_the_order_registered_and_only_once():
    registry = Projectors()
    for func in (follow, ignore, follow):
        registry.register("dossier", func)
    assert registry.of("dossier") == (follow, ignore)
    assert registry.of("petition") == ()


def test_a_port_is_empty_until_filled_and_is_filled_by_one_only():
    port: Port[str] = Port("signer")
    assert port.get() is None
    port.fill("token")
    port.fill("token")
    assert port.get() == "token"
    with pytest.raises(Taken):
        port.fill("other")


def test_navigation_shows_what_the_roles_may_use_in_order():
    rail = Navigation()
    rail.add("b", "Sổ theo dõi", "x:b", order=20)
    rail.add("a", "Hộp việc", "x:a", roles={"reception"}, order=10)
    assert [entry.key for entry in rail.items()] == ["a", "b"]
    assert [entry.key for entry in rail.visible({"clerk"})] == ["b"]
    with pytest.raises(Taken):
        rail.add("a", "Khác", "x:c")


def test_subscribers_are_found_by_the_beginning_of_the_topic():
    registry = Subscribers()
    registry.deliver("dossier.", follow)
    registry.deliver("dossier.accepted", ignore)
    assert [entry.handler for entry in registry.of("dossier.accepted")] == [follow, ignore]
    assert [entry.handler for entry in registry.of("dossier.signed")] == [follow]
    with pytest.raises(Taken):
        registry.deliver("petition.", follow)


def test_recurring_work_needs_a_time_between_runs():
    registry = Schedule()
    registry.recurring("sweep", timedelta(hours=1), "a.b")
    assert [work.name for work in registry.items()] == ["sweep"]
    with pytest.raises(ValueError, match="sweep"):
        registry.recurring("sweep", timedelta(0), "a.b")


@pytest.mark.parametrize(("kind", "who"), [("robot", "1"), ("official", "")])
def test_an_actor_has_a_known_kind_and_an_id(kind, who):
    with pytest.raises(ValueError):
        Actor(kind, who)
