import pytest
from django import forms
from django.db import IntegrityError, transaction

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.core.db import constraint_as_form_error, held, sentence_for, violated
from tests.threads import at_once


class AnyForm(forms.Form):
    title = forms.CharField(required=False)


def refused(create):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        create()
    return caught.value


def test_named_constraint_becomes_the_sentence_of_the_model(user_of):
    user_of(Role.OPERATOR, username="yamada")
    error = refused(lambda: User.objects.create(username="YAMADA", display_name="別人", role=Role.OPERATOR))
    assert violated(error) == "user_username_is_unique"
    assert sentence_for(User, error) == "このログインIDはすでに使われています。"


def test_constraint_of_another_model_has_no_sentence_here(note, user_of):
    note.objects.create(title="件名")
    error = refused(lambda: note.objects.create(title="件名"))
    assert sentence_for(note, error) == "この件名はすでに使われています。"
    assert sentence_for(User, error) is None


def test_constraint_without_a_sentence_of_its_own_has_none(note):
    error = refused(lambda: note.objects.create(title="無題"))
    assert violated(error) == "note_title_is_given"
    assert sentence_for(note, error) is None


def test_error_without_a_constraint_has_no_sentence(note):
    error = refused(lambda: note.objects.create(title="件名", body=None))
    assert violated(error) is None
    assert sentence_for(note, error) is None


def test_violation_is_shown_by_the_form_and_the_transaction_goes_on(note):
    note.objects.create(title="件名")
    form = AnyForm({"title": "件名"})
    assert form.is_valid()
    with transaction.atomic():
        with constraint_as_form_error(form, note):
            note.objects.create(title="件名")
        assert not form.is_valid()
        note.objects.create(title="別の件名")
    assert form.non_field_errors() == ["この件名はすでに使われています。"]
    assert note.objects.count() == 2


def test_block_without_violation_leaves_the_form_valid(note):
    form = AnyForm({"title": "件名"})
    assert form.is_valid()
    with constraint_as_form_error(form, note):
        note.objects.create(title="件名")
    assert form.is_valid()
    assert note.objects.count() == 1


@pytest.mark.parametrize("fields", [{"title": "無題"}, {"title": "件名", "body": None}])
def test_any_other_database_error_is_raised(note, fields):
    form = AnyForm({})
    assert form.is_valid()
    with pytest.raises(IntegrityError), constraint_as_form_error(form, note):
        note.objects.create(**fields)
    assert form.is_valid()


def test_error_that_is_no_violation_is_raised_and_rolled_back(note):
    form = AnyForm({})
    assert form.is_valid()

    def write_then_fail():
        with constraint_as_form_error(form, note):
            note.objects.create(title="件名")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_then_fail()
    assert not note.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_lock_over_several_transactions_is_not_taken_inside_one():
    """Where that one failed, nothing could be sent that frees it."""
    with transaction.atomic(), pytest.raises(RuntimeError), held("core.Note", 1):
        pass
    assert at_once([lambda: _is_held(1)]) == [True]


def _is_held(pk):
    with held("core.Note", pk) as is_ours:
        return is_ours
