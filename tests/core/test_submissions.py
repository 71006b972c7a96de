import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from apps.core.submissions import SubmissionForm, submit_once

AT_ONCE = 20


class TitleForm(SubmissionForm):
    title = forms.CharField()


def together(work):
    """Runs `work(number)` in 20 threads that start at the same moment; their results or errors."""
    start = threading.Barrier(AT_ONCE)

    def run(number):
        try:
            start.wait(timeout=30)
            return work(number)
        except IntegrityError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_same_key_twenty_times_at_once_is_one_row_that_all_get(committed_note):
    key = uuid.uuid4()
    answers = together(
        lambda number: submit_once(
            committed_note, key, lambda: committed_note.objects.create(title=f"件名{number}", submission_key=key)
        )
    )
    assert {row.pk for row, _ in answers} == {committed_note.objects.get().pk}
    assert sum(created for _, created in answers) == 1


def test_control_without_the_key_lock_the_same_race_fails(committed_note):
    """The race is real: looking first and inserting then runs into the constraint."""
    key = uuid.uuid4()
    looked = threading.Barrier(AT_ONCE)

    def look_then_insert(number):
        existing = committed_note.objects.filter(submission_key=key).first()
        looked.wait(timeout=30)
        return existing or committed_note.objects.create(title=f"件名{number}", submission_key=key)

    errors = [answer for answer in together(look_then_insert) if isinstance(answer, IntegrityError)]
    assert len(errors) == AT_ONCE - 1


def test_different_keys_do_not_wait_for_each_other(committed_note):
    keys = [uuid.uuid4() for _ in range(AT_ONCE)]
    answers = together(
        lambda number: submit_once(
            committed_note,
            keys[number],
            lambda: committed_note.objects.create(title=f"件名{number}", submission_key=keys[number]),
        )
    )
    assert all(created for _, created in answers)
    assert committed_note.objects.count() == AT_ONCE


def test_second_post_does_not_create_again(note):
    key = uuid.uuid4()
    first, created = submit_once(note, key, lambda: note.objects.create(title="件名", submission_key=key))
    again, created_again = submit_once(note, key, lambda: pytest.fail("created twice"))
    assert (created, created_again) == (True, False)
    assert again == first


def test_failed_creation_writes_nothing_and_leaves_the_key_free(note):
    key = uuid.uuid4()
    note.objects.create(title="件名")

    def write_then_fail():
        note.objects.create(title="途中", submission_key=key)
        return note.objects.create(title="件名")

    with transaction.atomic():
        with pytest.raises(IntegrityError):
            submit_once(note, key, write_then_fail)
        row, created = submit_once(note, key, lambda: note.objects.create(title="別", submission_key=key))
    assert created
    assert set(note.objects.values_list("title", flat=True)) == {"件名", row.title}


def test_each_form_carries_its_own_hidden_key():
    first, second = TitleForm(), TitleForm()
    assert first.hidden_fields()[0].name == "submission_key"
    assert 'type="hidden"' in str(first["submission_key"])
    assert first["submission_key"].value() == first["submission_key"].value()
    assert first["submission_key"].value() != second["submission_key"].value()


@pytest.mark.parametrize("key", ["", "abc", "1"])
def test_form_without_a_key_is_refused(key):
    assert TitleForm({"title": "件名", "submission_key": key}).errors["submission_key"] == [
        "画面を読み込み直して、もう一度お試しください。"
    ]


class EverythingForm(TitleForm):
    """One field of each kind whose value JSON does not know."""

    day = forms.DateField()
    moment = forms.DateTimeField()
    amount = forms.DecimalField()
    note = forms.ModelChoiceField(None)
    attachment = forms.FileField()


@pytest.fixture
def everything(note):
    """Builds the form of one posted key; `changes` are other answers."""
    posted = {"submission_key": uuid.uuid4(), "title": "件名", "day": "2025-06-02", "moment": "2025-06-02 10:00"}
    posted |= {"amount": "1.50", "note": note.objects.create(title="件名1").pk}
    other = note.objects.create(title="件名2").pk

    def key_of(file=("要望.txt", b"abc"), **changes):
        form = EverythingForm(posted | changes, {"attachment": SimpleUploadedFile(*file)})
        form.fields["note"].queryset = note.objects.all()
        assert form.is_valid(), form.errors
        return form.cleaned_data["submission_key"]

    key_of.posted, key_of.other = posted["submission_key"], other
    return key_of


def test_same_content_under_one_form_key_is_the_same_record(everything):
    assert everything() == everything()


def test_other_content_under_one_form_key_is_a_record_of_its_own(everything):
    changed = [
        everything(title="別の件名"),
        everything(day="2025-06-03"),
        everything(moment="2025-06-02 10:01"),
        everything(amount="1.51"),
        everything(note=everything.other),
        everything(file=("苦情.txt", b"abc")),
        everything(file=("要望.txt", b"abcd")),
        everything(submission_key=uuid.uuid4()),
    ]
    assert len({everything(), *changed}) == 1 + len(changed)
