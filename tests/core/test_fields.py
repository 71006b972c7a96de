import re

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, transaction
from django.forms import modelform_factory

from apps.core import personal
from apps.core.encryption import ERASED, CiphertextDamaged, KeyDestroyed, KeyMissing, keyring
from apps.core.fields import EncryptedTextField, GuardedCharField, GuardedTextField
from apps.core.textguard import ForbiddenText

VALID = "123456789018"
UNPAIRED = "\ud800"


# --- guarded --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [VALID, "控え１２３４－５６７８－９０１８", "a\0b", UNPAIRED])
def test_forbidden_text_is_refused_by_the_form(note, text):
    form = modelform_factory(note, fields=["title", "body"])({"title": "件名", "body": text})
    assert not form.is_valid()
    assert VALID not in str(form.errors)


def test_form_of_a_guarded_field_is_not_remembered_by_the_browser(note):
    html = modelform_factory(note, fields=["title", "body"])().as_p()
    assert len(re.findall('autocomplete="off"', html)) == 2
    assert "<textarea" in html


@pytest.mark.parametrize("text", [VALID, "a\0b", UNPAIRED])
def test_forbidden_text_is_refused_by_every_way_into_the_database(note, text):
    row = note.objects.create(title="件名")
    row.body = text
    for write in (
        row.save,
        lambda: note.objects.create(title="別", body=text),
        lambda: note.objects.bulk_create([note(title="別", body=text)]),
        lambda: note.objects.update(body=text),
        lambda: note.objects.bulk_update([row], ["body"]),
        lambda: note.objects.filter(title=text).exists(),
    ):
        with pytest.raises(ForbiddenText) as caught, transaction.atomic():
            write()
        assert VALID not in str(caught.value)
    assert list(note.objects.values_list("body", flat=True)) == [""]


def test_ordinary_text_is_saved_as_it_is(note):
    row = note.objects.create(title="番号123456789012の件", body="電話 049-224-8811")
    row.refresh_from_db()
    assert (row.title, row.body) == ("番号123456789012の件", "電話 049-224-8811")


def test_clean_of_a_model_names_the_field(note):
    with pytest.raises(ValidationError) as caught:
        note(title=VALID).full_clean(validate_unique=False, validate_constraints=False)
    assert list(caught.value.message_dict) == ["title"]


# --- encrypted ------------------------------------------------------------------------------------------------------


def test_row_is_readable_while_the_database_holds_ciphertext(person, stored):
    row = person.objects.create(key_id="R7", name="山田　太郎", phone="049-224-8811")
    assert row.name == "山田　太郎"
    assert stored(row, "name").startswith("v1:R7:")
    assert "224-8811" not in stored(row, "phone")
    row.refresh_from_db()
    assert (row.name, row.phone) == ("山田　太郎", "049-224-8811")


def test_bulk_create_and_a_changed_row_are_encrypted_too(person, stored):
    first, second = person.objects.bulk_create([person(key_id="R7", name=name) for name in ("山田", "鈴木")])
    second.name = "佐藤"
    second.save(update_fields=["name"])
    assert [row.name for row in person.objects.order_by("id")] == ["山田", "佐藤"]
    assert {stored(row, "name")[:6] for row in (first, second)} == {"v1:R7:"}


def test_nothing_and_empty_stay_apart(person, stored):
    row = person.objects.create(key_id="R7", name=None, phone="")
    assert (stored(row, "name"), stored(row, "phone")) == (None, "")
    row.refresh_from_db()
    assert (row.name, row.phone) == (None, "")


def test_plain_text_never_reaches_the_column_by_another_way(person):
    row = person.objects.create(key_id="R7", name="山田")
    with pytest.raises(TypeError), transaction.atomic():
        person.objects.update(name="鈴木")
    row.name = "鈴木"
    with pytest.raises(TypeError), transaction.atomic():
        person.objects.bulk_update([row], ["name"])
    assert person.objects.get().name == "山田"


def test_my_number_is_refused_even_encrypted(person):
    with pytest.raises(ForbiddenText), transaction.atomic():
        person.objects.create(key_id="R7", name=f"山田 {VALID}")
    with pytest.raises(ValidationError):
        person(key_id="R7", name=VALID).full_clean()


@pytest.mark.parametrize(
    "lookup", ["name", "name__exact", "name__contains", "name__startswith", "name__in", "name__gt"]
)
def test_encrypted_text_is_not_searchable(person, lookup):
    with pytest.raises(FieldError):
        person.objects.filter(**{lookup: ["山田"] if lookup.endswith("in") else "山田"}).exists()


def test_encrypted_text_can_be_asked_for_absence(person):
    person.objects.create(key_id="R7", name=None)
    person.objects.create(key_id="R7", name="山田")
    assert person.objects.filter(name__isnull=True).count() == 1


def test_encrypted_text_is_not_dumped(person):
    row = person.objects.create(key_id="R7", name="山田")
    with pytest.raises(TypeError), transaction.atomic():
        serializers.serialize("json", [row])


def test_missing_key_stops_the_save(person):
    with pytest.raises(KeyMissing), transaction.atomic():
        person.objects.create(key_id="R8", name="山田")
    assert not person.objects.exists()


def test_destroyed_key_reads_as_erased_and_the_row_can_still_be_saved(person, stored):
    row = person.objects.create(key_id="R7", name="山田", phone="049-224-8811")
    keyring.destroy("R7")
    row = person.objects.get(pk=row.pk)
    assert row.name is ERASED
    row.save()
    assert (stored(row, "name"), stored(row, "phone_index")) == ("erased", "")
    assert person.objects.get(pk=row.pk).name is ERASED
    row.name = "鈴木"
    with pytest.raises(KeyDestroyed), transaction.atomic():
        row.save()


def test_ciphertext_moved_to_another_column_is_an_error(person):
    person.objects.create(key_id="R7", name="山田", phone="049-224-8811")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_person SET name = phone")
    with pytest.raises(CiphertextDamaged):
        person.objects.get()


def test_blind_index_finds_every_spelling_and_follows_a_change(person):
    row = person.objects.create(key_id="R7", name="山田", phone="049-224-8811")
    index = person._meta.get_field("phone_index").index_of("R7", "0492248811")
    assert person.objects.get(phone_index=index) == row
    row.phone = "049-000-0000"
    row.save()
    assert not person.objects.filter(phone_index=index).exists()
    assert row.phone_index == person._meta.get_field("phone_index").index_of("R7", "049-000-0000")


def test_fields_survive_being_copied_for_a_migration(person):
    for field in person._meta.concrete_fields:
        copy = field.clone()
        assert copy.deconstruct()[1:] == field.deconstruct()[1:]


# --- declarations ---------------------------------------------------------------------------------------------------


def test_declared_fields_are_complete(person):
    assert personal.undeclared(person) == []


def test_undeclared_and_unknown_fields_are_named(person, monkeypatch):
    wrong = {"name": personal.PersonalField(purpose="", retention=""), "fax": personal.PersonalField("試験", "1日")}
    monkeypatch.setattr(person, "PERSONAL_DATA", wrong)
    problems = "\n".join(personal.undeclared(person))
    for field in ("phone は", "phone_index は", "name の目的", "fax という項目"):
        assert field in problems


def test_model_without_declaration_holds_no_personal_data(note):
    assert personal.personal_data(note) == {}
    assert personal.undeclared(note) == []


def test_inventory_lists_only_real_fields():
    for row in personal.inventory():
        assert row.declared.purpose
        assert row.field.model is row.model or issubclass(row.model, row.field.model)


@pytest.mark.parametrize(
    "field", [GuardedCharField(max_length=5), GuardedTextField(), EncryptedTextField(key_from="key_id")]
)
def test_none_passes_the_last_guard(field):
    assert field.get_prep_value(None) is None
