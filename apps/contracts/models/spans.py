"""Spans of days as the database judges them: closed, open-ended where a day is empty."""

import datetime

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.db import models
from django.db.models.functions import Cast, Coalesce, Least


def days(first: str, last: str) -> models.Func:
    """The closed span of days `first`…`last` of a row; an empty end is open.

    Days in the wrong order are another constraint's matter: here they must not be an error of the range itself.
    """
    begins = Least(
        Coalesce(first, Cast(models.Value("-infinity"), models.DateField())),
        Coalesce(last, Cast(models.Value("infinity"), models.DateField())),
    )
    return models.Func(begins, last, models.Value("[]"), function="daterange", output_field=DateRangeField())


def same(expression: models.F | models.Func) -> models.Func:
    """A one-element range: equality inside an exclusion constraint without btree_gist."""
    return models.Func(
        expression, expression, models.Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


def hash_of(field: str) -> models.Func:
    """A text as a number, for `same`."""
    return models.Func(field, models.Value(0), function="hashtextextended", output_field=models.BigIntegerField())


def covering(day: datetime.date, first: str = "valid_from", last: str = "valid_to") -> models.Q:
    """Rows whose span holds this day."""
    starts = models.Q(**{f"{first}__isnull": True}) | models.Q(**{f"{first}__lte": day})
    ends = models.Q(**{f"{last}__isnull": True}) | models.Q(**{f"{last}__gte": day})
    return starts & ends
