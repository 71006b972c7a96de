"""Who and what a binding visit holds, written by the database alone (第2-1-(9); C22).

Triggers of visits and of their members make these rows, so that one exclusion constraint sees a person whatever the
person does at the visit: leading, helping, coming along from the city.
"""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from apps.contracts.models.spans import same
from apps.core.clock import JST
from apps.outreach.enums import BINDING, Party, VisitDuty

IS_BINDING = "status IN ({})".format(", ".join(f"'{status.value}'" for status in BINDING))


class PersonHold(models.Model):
    """One person held by one binding visit for its hours; `leads` on the day in Japan for its leaders only."""

    visit = models.ForeignKey("outreach.Visit", models.CASCADE, related_name="person_holds", verbose_name="訪問")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人")
    leads = models.BooleanField("運営責任者として")
    day = models.DateField("日付")
    period = DateTimeRangeField("時間")

    class Meta:
        verbose_name = "訪問に確定した人"
        verbose_name_plural = "訪問に確定した人"
        ordering = ["visit", "pk"]
        constraints = [
            ExclusionConstraint(
                name="personhold_nobody_twice_at_one_time",
                expressions=[(same(F("person")), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
                violation_error_message="この時間には、ほかの訪問に確定している人がいます。",
            ),
            models.UniqueConstraint(
                fields=["person", "day"],
                condition=Q(leads=True),
                name="personhold_leader_once_a_day",
                violation_error_message="この運営責任者は、同じ日にほかの訪問が確定しています。2件目の訪問には別の運営責任者が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.person_id}"


class VehicleHold(models.Model):
    """One vehicle held by one binding visit for its hours."""

    visit = models.OneToOneField("outreach.Visit", models.CASCADE, related_name="vehicle_hold", verbose_name="訪問")
    vehicle = models.ForeignKey("outreach.Vehicle", models.PROTECT, related_name="+", verbose_name="車両")
    period = DateTimeRangeField("時間")

    class Meta:
        verbose_name = "訪問に確定した車両"
        verbose_name_plural = "訪問に確定した車両"
        ordering = ["visit"]
        constraints = [
            ExclusionConstraint(
                name="vehiclehold_no_vehicle_twice_at_one_time",
                expressions=[(same(F("vehicle")), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
                violation_error_message="この車両は、同じ時間にほかの訪問に確定しています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.vehicle_id}"


def holds_of(visit: str) -> str:
    """The statements that make the holds of a visit what it is now; `visit` is its key in SQL.

    Nobody is left out as a double: a person named twice for one visit is refused like one of two visits.
    """
    period = "tstzrange(v.starts_at, v.ends_at, '[)')"
    return f"""
        DELETE FROM outreach_personhold WHERE visit_id = {visit};
        DELETE FROM outreach_vehiclehold WHERE visit_id = {visit};
        INSERT INTO outreach_personhold (visit_id, person_id, leads, day, period)
        SELECT v.id, p.person_id, p.leads, (v.starts_at AT TIME ZONE '{JST.key}')::date, {period}
        FROM outreach_visit v
        CROSS JOIN LATERAL (
            VALUES (v.leader_id, true), (v.crew_id, false), (v.officer_id, false)
            UNION ALL
            SELECT m.person_id, m.duty = '{VisitDuty.LEADER.value}' FROM outreach_visitmember m WHERE m.visit_id = v.id
        ) AS p (person_id, leads)
        WHERE v.id = {visit} AND v.{IS_BINDING} AND p.person_id IS NOT NULL;
        INSERT INTO outreach_vehiclehold (visit_id, vehicle_id, period)
        SELECT v.id, v.vehicle_id, {period} FROM outreach_visit v
        WHERE v.id = {visit} AND v.{IS_BINDING} AND v.vehicle_id IS NOT NULL;
    """  # noqa: S608 - fixed names of tables and columns


KEEPS_HOLDS = pgtrigger.Trigger(
    name="keeps_holds",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange("status", "starts_at", "ends_at", "leader", "crew", "officer", "vehicle"),
    func=f"{holds_of('NEW.id')} RETURN NULL;",
)
"""Of a visit. One is never born binding (`IS_AGREED`), so that its holds begin with an update."""

MEMBERS_KEEP_HOLDS = pgtrigger.Trigger(
    name="keeps_holds",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("visit", "bigint")],
    func=f"""
        FOR visit IN
            SELECT v.id FROM outreach_visit v
            WHERE v.id IN (
                CASE WHEN TG_OP <> 'DELETE' THEN NEW.visit_id END, CASE WHEN TG_OP <> 'INSERT' THEN OLD.visit_id END
            )
            ORDER BY v.id FOR NO KEY UPDATE
        LOOP
            {holds_of("visit")}
        END LOOP;
        RETURN NULL;
    """,  # noqa: S608 - fixed names of tables and columns
)
"""Of a visit's member. The visit is locked first: one who joins while it is being confirmed is held as well."""

IS_AGREED = pgtrigger.Trigger(
    name="is_agreed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__status__in=[status.value for status in BINDING]),
    func=f"""
        IF NOT EXISTS (
            SELECT 1 FROM outreach_dateproposal p JOIN outreach_proposalanswer a ON a.proposal_id = p.id
            WHERE p.visit_id = NEW.id AND p.withdrawn_at IS NULL AND a.is_possible
              AND p.starts_at = NEW.starts_at AND p.ends_at = NEW.ends_at
            GROUP BY p.id HAVING count(*) = {len(Party)}
        ) THEN
            RAISE EXCEPTION 'not answered by all'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';
        END IF;
        RETURN NEW;
    """,  # noqa: S608 - a number
)
"""Of a visit: binding only for exactly the hours for which city, contractor and facility said 可 (第2-1-(3)-③)."""


def keeps_its_visit(proposal: str, undone: str) -> pgtrigger.Trigger:
    """Refuses to take from a binding visit what it was agreed by; `undone` tells in SQL whether the row is.

    The visit is locked first, so that an answer and a confirmation happen one after the other.
    """
    return pgtrigger.Trigger(
        name="keeps_its_visit",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            PERFORM 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id
            WHERE p.id = OLD.{proposal} FOR NO KEY UPDATE OF v;
            IF EXISTS (
                SELECT 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id
                WHERE p.id = OLD.{proposal} AND v.{IS_BINDING} AND p.withdrawn_at IS NULL
            ) THEN
                IF TG_OP = 'DELETE' THEN
                    RAISE EXCEPTION 'the visit stands'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';
                ELSIF {undone} THEN
                    RAISE EXCEPTION 'the visit stands'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';
                END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: S608 - fixed names of tables and columns
    )
