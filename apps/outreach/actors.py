"""Who does something to a visit: somebody with an account, or a facility by its link (第2-1-(3)-③)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.accounts.models import User

from .enums import Party

if TYPE_CHECKING:
    from .models import FacilityLink

BY_LINK = "施設（リンク）"


@dataclass(frozen=True)
class Actor:
    """Exactly one of the two: the person who is signed in, or the link that a facility came by."""

    user: User | None = None
    link: "FacilityLink | None" = None

    def __post_init__(self) -> None:
        if (self.user is None) == (self.link is None):
            raise ValueError("an actor is either a user or a facility's link")

    @classmethod
    def of(cls, user: User) -> "Actor":
        return cls(user=user)

    @classmethod
    def by_link(cls, link: "FacilityLink") -> "Actor":
        return cls(link=link)

    @property
    def party(self) -> Party:
        if self.user is None:
            return Party.FACILITY
        return Party.CITY if self.user.is_city else Party.CONTRACTOR

    @property
    def name(self) -> str:
        return BY_LINK if self.user is None else self.user.display_name

    def fields(self, verb: str) -> dict[str, Any]:
        """The two columns `<verb>_by` and `<verb>_by_link` that keep this actor."""
        return {f"{verb}_by": self.user, f"{verb}_by_link": self.link}


def one_actor_constraint(name: str, user_field: str, link_field: str) -> models.CheckConstraint:
    """A row is somebody's or a facility's, never both and never nobody's."""
    return models.CheckConstraint(
        condition=Q(**{f"{user_field}__isnull": False, f"{link_field}__isnull": True})
        | Q(**{f"{user_field}__isnull": True, f"{link_field}__isnull": False}),
        name=name,
        violation_error_message="行った人と施設のリンクは、どちらか一方だけを記録します。",
    )


def own_link_trigger(
    name: str, verb: str, *, table: str = "outreach_visit", key: str = "visit_id"
) -> pgtrigger.Trigger:
    """A link acts for its own facility only, and only while it is living: checked whenever `<verb>_by_link` acts anew.

    The row of the link is share-locked, so that an act and the revocation of the link happen one after the other.
    `table` has a facility_id and is named by the column `key` of the row that is written.
    """
    link, moment = f"{verb}_by_link_id", f"{verb}_at"
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition(f'NEW."{link}" IS NOT NULL'),
        func=f"""
            IF TG_OP = 'UPDATE' THEN
                IF NEW.{link} IS NOT DISTINCT FROM OLD.{link} AND NEW.{moment} IS NOT DISTINCT FROM OLD.{moment} THEN
                    RETURN NEW;
                END IF;
            END IF;
            PERFORM 1 FROM outreach_facilitylink l
            WHERE l.id = NEW.{link} AND l.revoked_at IS NULL AND l.expires_at > NEW.{moment}
              AND l.facility_id = (SELECT o.facility_id FROM {table} o WHERE o.id = NEW.{key})
            FOR SHARE OF l;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'the link does not open this'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - names of columns and tables, written in our models
    )
