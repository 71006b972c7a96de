"""The tally equals a naive recount of the rows, whatever was recorded, taken back and corrected."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.counters import actions
from apps.counters.actions import Circumstances, ServiceGiven
from apps.counters.enums import (
    Accommodation,
    AssistMethod,
    Interpreting,
    Language,
    ServiceKind,
    SourceDocument,
    UsageKind,
)
from apps.counters.models import EMPTY_TALLY

from .factories import NOW, make_session, record

METHOD_KEY = {"device": "assists_a", "post": "assists_i", "smartphone": "assists_u", "agreed": "assists_e"}
KIND_KEY = {"photo": "photos", "express_photo": "express_photos", "guidance": "guidance_only", "other": "other"}


def assist(method, document):
    is_smartphone = method == AssistMethod.SMARTPHONE
    return [ServiceGiven(ServiceKind.ASSIST, method.value, document.value if is_smartphone else "")]


MAIN = st.one_of(
    st.builds(
        assist,
        st.sampled_from([AssistMethod.DEVICE, AssistMethod.POST, AssistMethod.SMARTPHONE]),
        st.sampled_from(SourceDocument),
    ),
    st.just([ServiceGiven(ServiceKind.OTHER)]),
)
EXTRAS = st.tuples(st.booleans(), st.sets(st.sampled_from(UsageKind), max_size=3)).map(
    lambda chosen: [
        *([ServiceGiven(ServiceKind.PHOTO)] if chosen[0] else []),
        *[ServiceGiven(ServiceKind.USAGE, usage=usage.value) for usage in sorted(chosen[1])],
    ]
)
ALONE = st.sampled_from([[ServiceGiven(ServiceKind.EXPRESS_PHOTO)], [ServiceGiven(ServiceKind.GUIDANCE)]])
SERVICES = st.one_of(st.builds(lambda main, extras: main + extras, MAIN, EXTRAS), ALONE)
LANGUAGES = st.one_of(
    st.just(("", "")),
    st.tuples(st.sampled_from(Language), st.sampled_from(["", *Interpreting])).map(lambda pair: tuple(map(str, pair))),
)


@st.composite
def cases(draw):
    """Services and circumstances that fit together."""
    language, interpreting = draw(LANGUAGES)
    gave_up = draw(st.integers(0, 9)) == 0
    noted = Circumstances(
        form_issued_at_window=draw(st.booleans()),
        pickup_explained=draw(st.booleans()),
        language=language,
        interpreting=interpreting,
        accommodation=draw(st.sampled_from(["", *Accommodation.values])),
        gave_up=gave_up,
    )
    return ([] if gave_up else draw(SERVICES)), noted


STEP = st.one_of(
    st.tuples(st.just("record"), cases(), st.integers(1, 4)),
    st.tuples(st.just("undo"), st.integers(0, 30), st.integers(0, 90)),
    st.tuples(st.just("amend"), st.integers(0, 30), cases()),
)


def recount(session):
    """Row by row, without the database's help."""
    counts = Counter(dict.fromkeys(EMPTY_TALLY, 0))
    for reception in session.receptions.all():
        if reception.voided_at:
            continue
        counts["receptions"] += 1
        counts["forms_issued"] += reception.form_issued_at_window
        counts["interpreted"] += reception.interpreting != ""
        counts["accommodated"] += reception.accommodation != ""
        counts["gave_up"] += reception.gave_up
        for service in reception.services.all():
            if service.kind == "assist":
                counts["assists"] += 1
                counts[METHOD_KEY[service.method]] += 1
            elif service.kind == "usage":
                counts["usage"] += 1
                counts[f"usage_{service.usage}"] += 1
            else:
                counts[KIND_KEY[service.kind]] += 1
    return dict(counts)


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(steps=st.lists(STEP, min_size=1, max_size=12))
def test_tally_equals_a_recount_of_the_rows(steps):
    with transaction.atomic():
        session = make_session()
        moment, expected_people = NOW, 0
        for number, (name, first, second) in enumerate(steps):
            moment = NOW + timedelta(seconds=20 * number)
            standing = list(session.receptions.all())
            if name == "record":
                services, noted = first
                record(session, *services, received_at=moment, people=second, **noted._asdict())
                expected_people += second
            elif standing and name == "undo":
                chosen = standing[first % len(standing)]
                try:
                    actions.undo_reception(
                        reception=chosen, by=session.opened_by, at=moment + timedelta(seconds=second)
                    )
                except actions.UndoIsOver:
                    continue
                expected_people -= chosen.group_size
            elif standing:
                chosen = standing[first % len(standing)]
                if chosen.voided_at is None:
                    actions.amend_reception(
                        reception=chosen, services=second[0], circumstances=second[1], by=session.opened_by, at=moment
                    )
        tally = session.receptions.counted().tally()
        assert tally == recount(session)
        assert tally["receptions"] == expected_people
        assert tally["assists"] == sum(tally[key] for key in METHOD_KEY.values()) <= tally["receptions"]
        transaction.set_rollback(True)
