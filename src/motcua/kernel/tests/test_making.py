"""Instances made at once are those that Django makes."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.db.models.signals import post_init

from motcua.kernel import making
from motcua.kernel.audit.models import Event
from motcua.kernel.outbox.models import Message

AT = datetime(2024, 3, 5, 2, 0, tzinfo=UTC)


def shown(row: Model) -> dict:
    state = vars(row._state) | {"fields_cache": row._state.fields_cache}
    return vars(row) | {"_state": state}


def test_a_new_row_is_as_the_model_makes_it():
    kind = ContentType(pk=7, app_label="audit", model="event")
    for given in ({}, {"content_type": kind}, {"content_type": None}, {"content_type_id": 7, "name": "see"}):
        assert shown(making.new(Permission, **given)) == shown(Permission(**given))
    assert making.new(Permission, content_type=kind).content_type is kind
    assert making.new(Message).handled is not making.new(Message).handled


def test_a_name_that_is_none_is_not_taken():
    with pytest.raises(TypeError, match="nme"):
        making.new(Permission, nme="see")


@pytest.mark.parametrize("model", [Event, Message, Session, Permission])
def test_a_row_that_was_read_is_as_django_reads_it(model):
    names = [field.attname for field in model._meta.concrete_fields]
    values = [f"value {n}" for n in range(len(names))]
    assert shown(making.read(model, names, values)) == shown(model.from_db("default", names, values))
    some = making.read(model, names[:2], values[:2])
    assert some.get_deferred_fields() == set(names[2:])


def test_models_with_their_own_way_are_made_in_it():
    own = [model for model in apps.get_models() if model.from_db.__func__ is not Model.from_db.__func__]
    assert own, "there are some"
    for model in own:
        names = [field.attname for field in model._meta.concrete_fields]
        assert shown(making.read(model, names, names)) == shown(model.from_db("default", names, names))


def test_who_listens_hears_of_every_row():
    heard = []
    making._plan.cache_clear()
    post_init.connect(listener := (lambda **said: heard.append(said["instance"])), sender=Message)
    try:
        row = making.new(Message, topic="x.y")
    finally:
        post_init.disconnect(listener, sender=Message)
        making._plan.cache_clear()
    assert heard == [row]
