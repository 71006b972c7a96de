from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template, TemplateSyntaxError


def rendered(source, **context):
    return Template(source).render(Context(context))


def test_dates_are_written_the_office_way():
    assert rendered("{{ day|long_date }} {{ day|short_date }}", day=date(2025, 6, 2)) == "2025年6月2日（月） 6/2（月）"


def test_moments_are_shown_in_japan():
    moment = datetime(2025, 6, 1, 15, 5, tzinfo=UTC)
    assert rendered("{{ moment|short_datetime }}", moment=moment) == "6/2（月） 00:05"


def test_missing_dates_are_a_dash():
    assert rendered("{{ x|long_date }}{{ x|short_date }}{{ x|short_datetime }}", x=None) == "———"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((899, 999), "89.9%"),
        ((9_999, 10_000), "99.9%"),
        ((1, 3), "33.3%"),
        ((0, 5), "0.0%"),
        ((5, 5), "100.0%"),
        ((0, 0), "—"),
        (None, "—"),
        ("", "—"),
        ("91.2", "91.2%"),
        (Decimal("89.99"), "89.9%"),
        (Fraction(9, 10), "90.0%"),
        (90, "90.0%"),
    ],
)
def test_rate_is_cut_not_rounded(value, text):
    assert rendered("{{ value|rate }}", value=value) == text


@pytest.mark.parametrize(("kind", "symbol"), [("ok", "●"), ("warn", "▲"), ("error", "■"), ("info", "✓"), ("off", "○")])
def test_state_is_told_by_symbol_and_word(kind, symbol):
    html = rendered("{% state kind word %}", kind=kind, word="<開設中>")
    assert html == (f'<span class="state state--{kind}"><span aria-hidden="true">{symbol}</span> &lt;開設中&gt;</span>')


def test_unknown_state_is_an_error():
    with pytest.raises((KeyError, TemplateSyntaxError)):
        rendered('{% state "green" "開設中" %}')
