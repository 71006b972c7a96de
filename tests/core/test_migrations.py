"""The migrations leave in the database whatever the models name: columns, constraints, indexes and triggers."""

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db
OUR_MODELS = [model for model in apps.get_models() if model.__module__.startswith("apps.")]


def names(query: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def test_every_column_is_there():
    there = names(
        "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'"
    )
    wanted = {f"{model._meta.db_table}.{field.column}" for model in OUR_MODELS for field in model._meta.local_fields}
    assert len(wanted) > 1000
    assert wanted <= there


def test_every_constraint_and_index_is_there():
    there = names("SELECT conname FROM pg_constraint") | names("SELECT indexname FROM pg_indexes")
    wanted = {named.name for model in OUR_MODELS for named in (*model._meta.constraints, *model._meta.indexes)}
    assert len(wanted) > 300
    assert wanted <= there


def test_every_foreign_key_is_there():
    there = names(
        "SELECT c.conrelid::regclass || '.' || a.attname FROM pg_constraint c"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'"
    )
    wanted = {
        f"{model._meta.db_table}.{field.column}"
        for model in OUR_MODELS
        for field in model._meta.local_fields
        if field.remote_field and field.db_constraint
    }
    assert len(wanted) > 300
    assert wanted <= there


def test_every_trigger_is_installed_as_the_model_says():
    found = [
        (f"{model._meta.label}:{trigger.name}", trigger.get_installation_status(model)[0])
        for model, trigger in pgtrigger.registered()
    ]
    assert len(found) > 300
    assert [name for name, status in found if status != "INSTALLED"] == []
