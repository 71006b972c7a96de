"""Models that exist in these tests only: their tables are made for the test and dropped after it."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from apps.core.encryption import keyring
from apps.core.fields import BlindIndexField, EncryptedTextField, GuardedCharField, GuardedTextField
from apps.core.personal import PersonalField

with isolate_apps("apps.core"):

    class Note(models.Model):
        """A note that a form made."""

        title = GuardedCharField("件名", max_length=100)
        body = GuardedTextField("内容", blank=True)
        submission_key = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)

        class Meta:
            app_label = "core"
            constraints = [
                models.UniqueConstraint(
                    fields=["title"],
                    name="note_title_is_unique",
                    violation_error_message="この件名はすでに使われています。",
                ),
                models.CheckConstraint(condition=~models.Q(title="無題"), name="note_title_is_given"),
            ]

    class Person(models.Model):
        """Somebody whose name and phone are encrypted."""

        PERSONAL_DATA = {
            "name": PersonalField(purpose="試験", retention="試験の間"),
            "phone": PersonalField(purpose="試験", retention="試験の間"),
            "phone_index": PersonalField(purpose="試験", retention="試験の間"),
        }

        key_id = models.CharField(max_length=20)
        name = EncryptedTextField("氏名", key_from="key_id", null=True)
        phone = EncryptedTextField("電話番号", key_from="key_id", blank=True)
        phone_index = BlindIndexField(source="phone", key_from="key_id", normalise=lambda text: text.replace("-", ""))

        class Meta:
            app_label = "core"


@contextmanager
def table_of(model: type[models.Model]) -> Iterator[None]:
    with connection.schema_editor() as editor:
        editor.create_model(model)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(model)


@pytest.fixture
def note(db: None) -> Iterator[type[Note]]:
    with table_of(Note):
        yield Note


@pytest.fixture
def committed_note(transactional_db: None) -> Iterator[type[Note]]:
    """As `note`, for tests whose threads must see each other's rows."""
    with table_of(Note):
        yield Note


@pytest.fixture
def person(db: None, key: str) -> Iterator[type[Person]]:
    with table_of(Person):
        yield Person


@pytest.fixture
def keyring_dir(settings, tmp_path):
    settings.KEYRING_DIR = tmp_path / "keyring"
    return settings.KEYRING_DIR


@pytest.fixture
def key(keyring_dir) -> str:
    keyring.create("R7")
    return "R7"


@pytest.fixture
def stored() -> Callable[[models.Model, str], str]:
    """What the database itself holds in a column of a row."""

    def read(row: models.Model, column: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
            return cursor.fetchone()[0]

    return read
