import apps.core.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Visits that were agreed before: their date stands as proposed and answered by whoever took the step.
PROPOSED = """
    INSERT INTO outreach_dateproposal (visit_id, starts_at, ends_at, proposed_at, proposed_by_id, proposed_by_link_id)
    SELECT v.id, v.starts_at, v.ends_at, s.taken_at, s.taken_by_id, s.taken_by_link_id
    FROM outreach_visit v
    JOIN LATERAL (
        SELECT * FROM outreach_visitstep s WHERE s.visit_id = v.id AND s.status = 'coordinating' ORDER BY s.id DESC LIMIT 1
    ) s ON true
    WHERE v.starts_at IS NOT NULL AND (v.status = 'coordinating' OR v.status IN ('confirmed', 'held', 'completed'));
    INSERT INTO outreach_proposalanswer (proposal_id, party, is_possible, note, answered_at, answered_by_id)
    SELECT p.id, party.party, true, '', s.taken_at, s.taken_by_id
    FROM outreach_dateproposal p
    JOIN outreach_visit v ON v.id = p.visit_id AND v.status IN ('confirmed', 'held', 'completed')
    JOIN LATERAL (
        SELECT * FROM outreach_visitstep s WHERE s.visit_id = v.id AND s.status = 'confirmed' ORDER BY s.id DESC LIMIT 1
    ) s ON true
    CROSS JOIN (VALUES ('city'), ('contractor'), ('facility')) AS party (party);
    INSERT INTO outreach_personhold (visit_id, person_id, leads, day, period)
    SELECT v.id, p.person_id, p.leads, (v.starts_at AT TIME ZONE 'Asia/Tokyo')::date,
           tstzrange(v.starts_at, v.ends_at, '[)')
    FROM outreach_visit v
    CROSS JOIN LATERAL (
        VALUES (v.leader_id, true), (v.crew_id, false), (v.officer_id, false)
    ) AS p (person_id, leads)
    WHERE v.status IN ('confirmed', 'held', 'completed') AND p.person_id IS NOT NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0004_facilities'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(db_index=True, verbose_name='日付')),
                ('half', models.CharField(choices=[('am', '午前'), ('pm', '午後')], max_length=2, verbose_name='半日')),
                ('is_possible', models.BooleanField(verbose_name='可')),
                ('marked_at', models.DateTimeField(verbose_name='入力の日時')),
            ],
            options={
                'verbose_name': '半日の予定',
                'verbose_name_plural': '半日の予定',
                'ordering': ['day', 'half', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AvailabilityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='日付')),
                ('half', models.CharField(choices=[('am', '午前'), ('pm', '午後')], max_length=2, verbose_name='半日')),
                ('is_possible', models.BooleanField(verbose_name='可')),
                ('marked_at', models.DateTimeField(verbose_name='入力の日時')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DateProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='開始')),
                ('ends_at', models.DateTimeField(verbose_name='終了')),
                ('proposed_at', models.DateTimeField(verbose_name='提案の日時')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取り下げの日時')),
            ],
            options={
                'verbose_name': '日程の提案',
                'verbose_name_plural': '日程の提案',
                'ordering': ['visit', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DateProposalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_at', models.DateTimeField(verbose_name='開始')),
                ('ends_at', models.DateTimeField(verbose_name='終了')),
                ('proposed_at', models.DateTimeField(verbose_name='提案の日時')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取り下げの日時')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PersonHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leads', models.BooleanField(verbose_name='運営責任者として')),
                ('day', models.DateField(verbose_name='日付')),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='時間')),
            ],
            options={
                'verbose_name': '訪問に確定した人',
                'verbose_name_plural': '訪問に確定した人',
                'ordering': ['visit', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposalAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('city', '市'), ('contractor', '受託者'), ('facility', '施設')], max_length=20, verbose_name='回答者')),
                ('is_possible', models.BooleanField(verbose_name='可')),
                ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='連絡事項')),
                ('answered_at', models.DateTimeField(verbose_name='回答の日時')),
            ],
            options={
                'verbose_name': '日程への回答',
                'verbose_name_plural': '日程への回答',
                'ordering': ['proposal', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposalAnswerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('party', models.CharField(choices=[('city', '市'), ('contractor', '受託者'), ('facility', '施設')], max_length=20, verbose_name='回答者')),
                ('is_possible', models.BooleanField(verbose_name='可')),
                ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='連絡事項')),
                ('answered_at', models.DateTimeField(verbose_name='回答の日時')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VehicleHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='時間')),
            ],
            options={
                'verbose_name': '訪問に確定した車両',
                'verbose_name_plural': '訪問に確定した車両',
                'ordering': ['visit'],
            },
        ),
        migrations.CreateModel(
            name='VisitMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('leader', '運営責任者'), ('crew', '従事者'), ('officer', '同行する市職員')], max_length=10, verbose_name='役割')),
            ],
            options={
                'verbose_name': '訪問に加わる人',
                'verbose_name_plural': '訪問に加わる人',
                'ordering': ['visit', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('duty', models.CharField(choices=[('leader', '運営責任者'), ('crew', '従事者'), ('officer', '同行する市職員')], max_length=10, verbose_name='役割')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='visit',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='visit',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='visit',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='visit',
            name='visit_nobody_twice_at_one_time',
        ),
        migrations.RemoveConstraint(
            model_name='visit',
            name='visit_leader_once_a_day',
        ),
        migrations.AddField(
            model_name='visit',
            name='vehicle',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='outreach.vehicle', verbose_name='車両'),
        ),
        migrations.AddField(
            model_name='visitevent',
            name='vehicle',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.vehicle', verbose_name='車両'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='is_agreed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" IN (\'confirmed\', \'held\', \'completed\'))', func="\n        IF NOT EXISTS (\n            SELECT 1 FROM outreach_dateproposal p JOIN outreach_proposalanswer a ON a.proposal_id = p.id\n            WHERE p.visit_id = NEW.id AND p.withdrawn_at IS NULL AND a.is_possible\n              AND p.starts_at = NEW.starts_at AND p.ends_at = NEW.ends_at\n            GROUP BY p.id HAVING count(*) = 3\n        ) THEN\n            RAISE EXCEPTION 'not answered by all'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n        END IF;\n        RETURN NEW;\n    ", hash='c9937edee5dd6bb491ad2effb27f0dd0e136f2df', operation='INSERT OR UPDATE', pgid='pgtrigger_is_agreed_c9507', table='outreach_visit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='keeps_holds', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."crew_id" IS DISTINCT FROM (NEW."crew_id") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."leader_id" IS DISTINCT FROM (NEW."leader_id") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."vehicle_id" IS DISTINCT FROM (NEW."vehicle_id"))', func="\n        DELETE FROM outreach_personhold WHERE visit_id = NEW.id;\n        DELETE FROM outreach_vehiclehold WHERE visit_id = NEW.id;\n        INSERT INTO outreach_personhold (visit_id, person_id, leads, day, period)\n        SELECT v.id, p.person_id, p.leads, (v.starts_at AT TIME ZONE 'Asia/Tokyo')::date, tstzrange(v.starts_at, v.ends_at, '[)')\n        FROM outreach_visit v\n        CROSS JOIN LATERAL (\n            VALUES (v.leader_id, true), (v.crew_id, false), (v.officer_id, false)\n            UNION ALL\n            SELECT m.person_id, m.duty = 'leader' FROM outreach_visitmember m WHERE m.visit_id = v.id\n        ) AS p (person_id, leads)\n        WHERE v.id = NEW.id AND v.status IN ('confirmed', 'held', 'completed') AND p.person_id IS NOT NULL;\n        INSERT INTO outreach_vehiclehold (visit_id, vehicle_id, period)\n        SELECT v.id, v.vehicle_id, tstzrange(v.starts_at, v.ends_at, '[)') FROM outreach_visit v\n        WHERE v.id = NEW.id AND v.status IN ('confirmed', 'held', 'completed') AND v.vehicle_id IS NOT NULL;\n     RETURN NULL;", hash='2479cfa5d6eab8ae08240b9d628ae0f8c276e557', operation='UPDATE', pgid='pgtrigger_keeps_holds_d2740', table='outreach_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "vehicle_id", "venue", "wish") SELECT new_values."cancel_reason", new_values."crew_id", new_values."ends_at", new_values."facility_id", new_values."head_count", new_values."id", new_values."leader_id", new_values."limit_agreement_id", new_values."needs", new_values."officer_id", new_values."outing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."requested_on", new_values."starts_at", new_values."status", new_values."submission_key", new_values."term_id", new_values."timing_reason", new_values."vehicle_id", new_values."venue", new_values."wish" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e3d7ce9847faf9c76468526478ed3a07dbbb2a15', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b9a25', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "vehicle_id", "venue", "wish") SELECT new_values."cancel_reason", new_values."crew_id", new_values."ends_at", new_values."facility_id", new_values."head_count", new_values."id", new_values."leader_id", new_values."limit_agreement_id", new_values."needs", new_values."officer_id", new_values."outing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."requested_on", new_values."starts_at", new_values."status", new_values."submission_key", new_values."term_id", new_values."timing_reason", new_values."vehicle_id", new_values."venue", new_values."wish" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='43319357c54e871515812c61f4bc9f634ece3223', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e04ea', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "vehicle_id", "venue", "wish") SELECT old_values."cancel_reason", old_values."crew_id", old_values."ends_at", old_values."facility_id", old_values."head_count", old_values."id", old_values."leader_id", old_values."limit_agreement_id", old_values."needs", old_values."officer_id", old_values."outing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."requested_on", old_values."starts_at", old_values."status", old_values."submission_key", old_values."term_id", old_values."timing_reason", old_values."vehicle_id", old_values."venue", old_values."wish" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='80c7fbdeb94a89ccdd94d7e5d237d6da76a63a40', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7f0a2', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visit', when='AFTER')),
        ),
        migrations.AddField(
            model_name='availability',
            name='facility',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='half_days', to='outreach.facility', verbose_name='施設'),
        ),
        migrations.AddField(
            model_name='availability',
            name='marked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='入力した人'),
        ),
        migrations.AddField(
            model_name='availability',
            name='marked_by_link',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facilitylink', verbose_name='入力した人（施設のリンク）'),
        ),
        migrations.AddField(
            model_name='availability',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='half_days', to=settings.AUTH_USER_MODEL, verbose_name='人'),
        ),
        migrations.AddField(
            model_name='availability',
            name='vehicle',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='half_days', to='outreach.vehicle', verbose_name='車両'),
        ),
        migrations.AddField(
            model_name='availabilityevent',
            name='facility',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設'),
        ),
        migrations.AddField(
            model_name='availabilityevent',
            name='marked_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='入力した人'),
        ),
        migrations.AddField(
            model_name='availabilityevent',
            name='marked_by_link',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilitylink', verbose_name='入力した人（施設のリンク）'),
        ),
        migrations.AddField(
            model_name='availabilityevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人'),
        ),
        migrations.AddField(
            model_name='availabilityevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='availabilityevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.availability'),
        ),
        migrations.AddField(
            model_name='availabilityevent',
            name='vehicle',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.vehicle', verbose_name='車両'),
        ),
        migrations.AddField(
            model_name='dateproposal',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提案した人'),
        ),
        migrations.AddField(
            model_name='dateproposal',
            name='proposed_by_link',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facilitylink', verbose_name='提案した人（施設のリンク）'),
        ),
        migrations.AddField(
            model_name='dateproposal',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddField(
            model_name='dateproposalevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='dateproposalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.dateproposal'),
        ),
        migrations.AddField(
            model_name='dateproposalevent',
            name='proposed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提案した人'),
        ),
        migrations.AddField(
            model_name='dateproposalevent',
            name='proposed_by_link',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilitylink', verbose_name='提案した人（施設のリンク）'),
        ),
        migrations.AddField(
            model_name='dateproposalevent',
            name='visit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddField(
            model_name='personhold',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人'),
        ),
        migrations.AddField(
            model_name='personhold',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='person_holds', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddField(
            model_name='proposalanswer',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回答した人'),
        ),
        migrations.AddField(
            model_name='proposalanswer',
            name='answered_by_link',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facilitylink', verbose_name='回答した人（施設のリンク）'),
        ),
        migrations.AddField(
            model_name='proposalanswer',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='outreach.dateproposal', verbose_name='日程の提案'),
        ),
        migrations.AddField(
            model_name='proposalanswerevent',
            name='answered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回答した人'),
        ),
        migrations.AddField(
            model_name='proposalanswerevent',
            name='answered_by_link',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilitylink', verbose_name='回答した人（施設のリンク）'),
        ),
        migrations.AddField(
            model_name='proposalanswerevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='proposalanswerevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.proposalanswer'),
        ),
        migrations.AddField(
            model_name='proposalanswerevent',
            name='proposal',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.dateproposal', verbose_name='日程の提案'),
        ),
        migrations.AddField(
            model_name='vehiclehold',
            name='vehicle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.vehicle', verbose_name='車両'),
        ),
        migrations.AddField(
            model_name='vehiclehold',
            name='visit',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='vehicle_hold', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddField(
            model_name='visitmember',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人'),
        ),
        migrations.AddField(
            model_name='visitmember',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddField(
            model_name='visitmemberevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人'),
        ),
        migrations.AddField(
            model_name='visitmemberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='visitmemberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visitmember'),
        ),
        migrations.AddField(
            model_name='visitmemberevent',
            name='visit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddConstraint(
            model_name='availability',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('facility__isnull', True), ('person__isnull', False), ('vehicle__isnull', True)), models.Q(('facility__isnull', False), ('person__isnull', True), ('vehicle__isnull', True)), models.Q(('facility__isnull', True), ('person__isnull', True), ('vehicle__isnull', False)), _connector='OR'), name='availability_is_of_exactly_one', violation_error_message='人・施設・車両のうち、どれか1つの予定にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='availability',
            constraint=models.UniqueConstraint(fields=('person', 'day', 'half'), name='availability_once_per_person_and_half_day', violation_error_message='この半日の予定は、すでに入力されています。'),
        ),
        migrations.AddConstraint(
            model_name='availability',
            constraint=models.UniqueConstraint(fields=('facility', 'day', 'half'), name='availability_once_per_facility_and_half_day', violation_error_message='この半日の予定は、すでに入力されています。'),
        ),
        migrations.AddConstraint(
            model_name='availability',
            constraint=models.UniqueConstraint(fields=('vehicle', 'day', 'half'), name='availability_once_per_vehicle_and_half_day', violation_error_message='この半日の予定は、すでに入力されています。'),
        ),
        migrations.AddConstraint(
            model_name='availability',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('marked_by__isnull', False), ('marked_by_link__isnull', True)), models.Q(('marked_by__isnull', True), ('marked_by_link__isnull', False)), _connector='OR'), name='availability_is_marked_by_one', violation_error_message='行った人と施設のリンクは、どちらか一方だけを記録します。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='availability',
            trigger=pgtrigger.compiler.Trigger(name='link_is_the_facilitys', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."marked_by_link_id" IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.marked_by_link_id IS NOT DISTINCT FROM OLD.marked_by_link_id AND NEW.marked_at IS NOT DISTINCT FROM OLD.marked_at THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM outreach_facilitylink l\n            WHERE l.id = NEW.marked_by_link_id AND l.revoked_at IS NULL AND l.expires_at > NEW.marked_at\n              AND l.facility_id = (SELECT o.facility_id FROM (SELECT id, id AS facility_id FROM outreach_facility) o WHERE o.id = NEW.facility_id)\n            FOR SHARE OF l;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the link does not open this'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';\n            END IF;\n            RETURN NEW;\n        ", hash='f4ec74b2d31dc4d26d90f26c43aee496065c73e0', operation='INSERT OR UPDATE', pgid='pgtrigger_link_is_the_facilitys_3ff7d', table='outreach_availability', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='availability',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_availabilityevent" ("day", "facility_id", "half", "id", "is_possible", "marked_at", "marked_by_id", "marked_by_link_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vehicle_id") SELECT new_values."day", new_values."facility_id", new_values."half", new_values."id", new_values."is_possible", new_values."marked_at", new_values."marked_by_id", new_values."marked_by_link_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."vehicle_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='18d0d353eec332515acfbd0403fca7824088f7de', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bcec1', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_availability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='availability',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_availabilityevent" ("day", "facility_id", "half", "id", "is_possible", "marked_at", "marked_by_id", "marked_by_link_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vehicle_id") SELECT new_values."day", new_values."facility_id", new_values."half", new_values."id", new_values."is_possible", new_values."marked_at", new_values."marked_by_id", new_values."marked_by_link_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."vehicle_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fd98229189dc056fd8d0335c4c54a26de9e97288', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bcc6b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_availability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='availability',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_availabilityevent" ("day", "facility_id", "half", "id", "is_possible", "marked_at", "marked_by_id", "marked_by_link_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vehicle_id") SELECT old_values."day", old_values."facility_id", old_values."half", old_values."id", old_values."is_possible", old_values."marked_at", old_values."marked_by_id", old_values."marked_by_link_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."vehicle_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='47a8744358d103ec0d131c03713e21e470981ffe', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_26074', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_availability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='availabilityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a544773afb63172856585d768d4ea2409af4ea84', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9dc6f', table='outreach_availabilityevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='dateproposal',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='dateproposal_ends_after_start', violation_error_message='終了は開始より後の時刻にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='dateproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('visit',), name='dateproposal_one_stands_per_visit', violation_error_message='この訪問には、ほかの日程の提案があります。画面を読み込み直してください。'),
        ),
        migrations.AddConstraint(
            model_name='dateproposal',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('proposed_at')), _connector='OR'), name='dateproposal_withdrawn_after_proposed', violation_error_message='取り下げは、提案より後にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='dateproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('proposed_by__isnull', False), ('proposed_by_link__isnull', True)), models.Q(('proposed_by__isnull', True), ('proposed_by_link__isnull', False)), _connector='OR'), name='dateproposal_is_proposed_by_one', violation_error_message='行った人と施設のリンクは、どちらか一方だけを記録します。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateproposal',
            trigger=pgtrigger.compiler.Trigger(name='link_is_the_facilitys', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."proposed_by_link_id" IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.proposed_by_link_id IS NOT DISTINCT FROM OLD.proposed_by_link_id AND NEW.proposed_at IS NOT DISTINCT FROM OLD.proposed_at THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM outreach_facilitylink l\n            WHERE l.id = NEW.proposed_by_link_id AND l.revoked_at IS NULL AND l.expires_at > NEW.proposed_at\n              AND l.facility_id = (SELECT o.facility_id FROM outreach_visit o WHERE o.id = NEW.visit_id)\n            FOR SHARE OF l;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the link does not open this'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';\n            END IF;\n            RETURN NEW;\n        ", hash='dbe02f8efaed6b09dd2c5ae5e234e887602e384b', operation='INSERT OR UPDATE', pgid='pgtrigger_link_is_the_facilitys_51ec8', table='outreach_dateproposal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateproposal',
            trigger=pgtrigger.compiler.Trigger(name='keeps_its_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id\n            WHERE p.id = OLD.id FOR NO KEY UPDATE OF v;\n            IF EXISTS (\n                SELECT 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id\n                WHERE p.id = OLD.id AND v.status IN ('confirmed', 'held', 'completed') AND p.withdrawn_at IS NULL\n            ) THEN\n                IF TG_OP = 'DELETE' THEN\n                    RAISE EXCEPTION 'the visit stands'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n                ELSIF NEW.withdrawn_at IS NOT NULL OR NEW.visit_id <> OLD.visit_id OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at THEN\n                    RAISE EXCEPTION 'the visit stands'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n                END IF;\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='e184acce3c9866e972f326e992aa8d6a886b8b6a', operation='UPDATE OR DELETE', pgid='pgtrigger_keeps_its_visit_27caf', table='outreach_dateproposal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateproposal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_dateproposalevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_by_link_id", "starts_at", "visit_id", "withdrawn_at") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."proposed_by_link_id", new_values."starts_at", new_values."visit_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5e1a1624107c4d150267745378dda1639d35b73a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d8540', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_dateproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateproposal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_dateproposalevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_by_link_id", "starts_at", "visit_id", "withdrawn_at") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."proposed_by_link_id", new_values."starts_at", new_values."visit_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='62e5066facf850b510148957896b1b9a4c244ab9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ef677', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_dateproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateproposal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_dateproposalevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_by_link_id", "starts_at", "visit_id", "withdrawn_at") SELECT old_values."ends_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."proposed_by_link_id", old_values."starts_at", old_values."visit_id", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d92fa9a6a4b07c47c426a2f60c700e08bc1ed7a2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8f4a0', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_dateproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dateproposalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c80e3cb7d1f5cc11549fb03a0382ff04db77884', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a6b5f', table='outreach_dateproposalevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='personhold',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('person'), models.F('person'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), ('period', '&&')], name='personhold_nobody_twice_at_one_time', violation_error_message='この時間には、ほかの訪問に確定している人がいます。'),
        ),
        migrations.AddConstraint(
            model_name='personhold',
            constraint=models.UniqueConstraint(condition=models.Q(('leads', True)), fields=('person', 'day'), name='personhold_leader_once_a_day', violation_error_message='この運営責任者は、同じ日にほかの訪問が確定しています。2件目の訪問には別の運営責任者が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='proposalanswer',
            constraint=models.UniqueConstraint(fields=('proposal', 'party'), name='proposalanswer_one_per_party', violation_error_message='この日程には、すでに回答があります。画面を読み込み直してください。'),
        ),
        migrations.AddConstraint(
            model_name='proposalanswer',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by_link__isnull', True), ('party', 'facility'), _connector='OR'), name='proposalanswer_by_link_is_the_facilitys', violation_error_message='リンクからの回答は、施設の回答だけです。'),
        ),
        migrations.AddConstraint(
            model_name='proposalanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', False), ('answered_by_link__isnull', True)), models.Q(('answered_by__isnull', True), ('answered_by_link__isnull', False)), _connector='OR'), name='proposalanswer_is_answered_by_one', violation_error_message='行った人と施設のリンクは、どちらか一方だけを記録します。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposalanswer',
            trigger=pgtrigger.compiler.Trigger(name='link_is_the_facilitys', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."answered_by_link_id" IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.answered_by_link_id IS NOT DISTINCT FROM OLD.answered_by_link_id AND NEW.answered_at IS NOT DISTINCT FROM OLD.answered_at THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM outreach_facilitylink l\n            WHERE l.id = NEW.answered_by_link_id AND l.revoked_at IS NULL AND l.expires_at > NEW.answered_at\n              AND l.facility_id = (SELECT o.facility_id FROM (SELECT p.id, v.facility_id FROM outreach_dateproposal p JOIN outreach_visit v ON v.id = p.visit_id) o WHERE o.id = NEW.proposal_id)\n            FOR SHARE OF l;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the link does not open this'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';\n            END IF;\n            RETURN NEW;\n        ", hash='c76b196bf8c39d8a602f79868ee900eecd4f5ad5', operation='INSERT OR UPDATE', pgid='pgtrigger_link_is_the_facilitys_3b504', table='outreach_proposalanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposalanswer',
            trigger=pgtrigger.compiler.Trigger(name='keeps_its_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id\n            WHERE p.id = OLD.proposal_id FOR NO KEY UPDATE OF v;\n            IF EXISTS (\n                SELECT 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id\n                WHERE p.id = OLD.proposal_id AND v.status IN ('confirmed', 'held', 'completed') AND p.withdrawn_at IS NULL\n            ) THEN\n                IF TG_OP = 'DELETE' THEN\n                    RAISE EXCEPTION 'the visit stands'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n                ELSIF NOT NEW.is_possible OR NEW.proposal_id <> OLD.proposal_id OR NEW.party <> OLD.party THEN\n                    RAISE EXCEPTION 'the visit stands'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n                END IF;\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='fd292e335b81ac57fb697fb46457f4757d5cd7d0', operation='UPDATE OR DELETE', pgid='pgtrigger_keeps_its_visit_d74a7', table='outreach_proposalanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposalanswer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_proposalanswerevent" ("answered_at", "answered_by_id", "answered_by_link_id", "id", "is_possible", "note", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id") SELECT new_values."answered_at", new_values."answered_by_id", new_values."answered_by_link_id", new_values."id", new_values."is_possible", new_values."note", new_values."party", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposal_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='05ad0b0a804f0279a962f482a69b6678244171a1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_da3b8', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_proposalanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposalanswer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_proposalanswerevent" ("answered_at", "answered_by_id", "answered_by_link_id", "id", "is_possible", "note", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id") SELECT new_values."answered_at", new_values."answered_by_id", new_values."answered_by_link_id", new_values."id", new_values."is_possible", new_values."note", new_values."party", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposal_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='73e505f91ca7de17ba652fba504a9814fff8aa90', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e622a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_proposalanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposalanswer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_proposalanswerevent" ("answered_at", "answered_by_id", "answered_by_link_id", "id", "is_possible", "note", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id") SELECT old_values."answered_at", old_values."answered_by_id", old_values."answered_by_link_id", old_values."id", old_values."is_possible", old_values."note", old_values."party", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposal_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2c4218a92116091d20225ae6402c70f9a40f8f1f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bbfcd', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_proposalanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposalanswerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25817400981271417a1203a33340f1fab2070578', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cb1f0', table='outreach_proposalanswerevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='vehiclehold',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('vehicle'), models.F('vehicle'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), ('period', '&&')], name='vehiclehold_no_vehicle_twice_at_one_time', violation_error_message='この車両は、同じ時間にほかの訪問に確定しています。'),
        ),
        migrations.AddConstraint(
            model_name='visitmember',
            constraint=models.UniqueConstraint(fields=('visit', 'person'), name='visitmember_once_per_visit', violation_error_message='この人は、すでにこの訪問に加わっています。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitmember',
            trigger=pgtrigger.compiler.Trigger(name='keeps_holds', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE visit bigint;', func="\n        FOR visit IN\n            SELECT v.id FROM outreach_visit v\n            WHERE v.id IN (\n                CASE WHEN TG_OP <> 'DELETE' THEN NEW.visit_id END, CASE WHEN TG_OP <> 'INSERT' THEN OLD.visit_id END\n            )\n            ORDER BY v.id FOR NO KEY UPDATE\n        LOOP\n            \n        DELETE FROM outreach_personhold WHERE visit_id = visit;\n        DELETE FROM outreach_vehiclehold WHERE visit_id = visit;\n        INSERT INTO outreach_personhold (visit_id, person_id, leads, day, period)\n        SELECT v.id, p.person_id, p.leads, (v.starts_at AT TIME ZONE 'Asia/Tokyo')::date, tstzrange(v.starts_at, v.ends_at, '[)')\n        FROM outreach_visit v\n        CROSS JOIN LATERAL (\n            VALUES (v.leader_id, true), (v.crew_id, false), (v.officer_id, false)\n            UNION ALL\n            SELECT m.person_id, m.duty = 'leader' FROM outreach_visitmember m WHERE m.visit_id = v.id\n        ) AS p (person_id, leads)\n        WHERE v.id = visit AND v.status IN ('confirmed', 'held', 'completed') AND p.person_id IS NOT NULL;\n        INSERT INTO outreach_vehiclehold (visit_id, vehicle_id, period)\n        SELECT v.id, v.vehicle_id, tstzrange(v.starts_at, v.ends_at, '[)') FROM outreach_visit v\n        WHERE v.id = visit AND v.status IN ('confirmed', 'held', 'completed') AND v.vehicle_id IS NOT NULL;\n    \n        END LOOP;\n        RETURN NULL;\n    ", hash='9ef099b526eea50e836646bc10747088be1c540f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keeps_holds_93566', table='outreach_visitmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitmember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitmemberevent" ("duty", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT new_values."duty", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."visit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b9487efed53747c2fc8342a5577a762eebd12cfb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0bfb2', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visitmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitmember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitmemberevent" ("duty", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT new_values."duty", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."visit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='126e7ed2382f2b22d1cdede1246b45fc26a71769', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9418', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visitmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitmember',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitmemberevent" ("duty", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT old_values."duty", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."visit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2bbfa35322e2b6d9fefed00f3dc8c369563a3a24', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d8a97', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visitmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitmemberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3cddc884be1eeb79461fd24d66b93f04db3da767', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1edf8', table='outreach_visitmemberevent', when='BEFORE')),
        ),
        migrations.RunSQL(PROPOSED, migrations.RunSQL.noop),
    ]
