import apps.core.fields
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0002_incidents'),
        ('outreach', '0002_driving'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('workforce', '0002_cooperation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='アドレスの照合値')),
                ('made_at', models.DateTimeField(verbose_name='発行')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='取消し')),
            ],
            options={
                'verbose_name': 'カレンダーの取り込み',
                'verbose_name_plural': 'カレンダーの取り込み',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FacilityLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('request', '訪問の要請と日程の調整'), ('leaflet', 'チラシの送付')], default='request', max_length=20, verbose_name='目的')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='アドレスの照合値')),
                ('made_at', models.DateTimeField(verbose_name='発行')),
                ('expires_at', models.DateTimeField(verbose_name='有効期限')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='取消し')),
                ('revoke_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取消しの理由')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
            ],
            options={
                'verbose_name': '施設のリンク',
                'verbose_name_plural': '施設のリンク',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FacilityLinkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(choices=[('request', '訪問の要請と日程の調整'), ('leaflet', 'チラシの送付')], default='request', max_length=20, verbose_name='目的')),
                ('made_at', models.DateTimeField(verbose_name='発行')),
                ('expires_at', models.DateTimeField(verbose_name='有効期限')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='取消し')),
                ('revoke_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取消しの理由')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FacilityPass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='照合値')),
                ('opened_at', models.DateTimeField(verbose_name='開いた日時')),
                ('expires_at', models.DateTimeField(verbose_name='利用の期限')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='利用の終わり')),
            ],
            options={
                'verbose_name': 'リンクの利用',
                'verbose_name_plural': 'リンクの利用',
                'ordering': ['-opened_at', '-pk'],
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
        migrations.AddField(
            model_name='visit',
            name='needs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wheelchair', '車いすの方がいる'), ('bedridden', '寝たきりの方がいる（居室での撮影）'), ('sign', '手話・筆談が必要な方がいる'), ('language', '日本語以外の言語が必要な方がいる')], max_length=20), blank=True, default=list, size=None, verbose_name='配慮が必要なこと'),
        ),
        migrations.AddField(
            model_name='visit',
            name='venue',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('room', '会場にする部屋'), ('desk', '机といす'), ('power', '電源（コンセント）'), ('parking', '駐車場所')], max_length=20), blank=True, default=list, size=None, verbose_name='施設で用意できるもの'),
        ),
        migrations.AddField(
            model_name='visitevent',
            name='needs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wheelchair', '車いすの方がいる'), ('bedridden', '寝たきりの方がいる（居室での撮影）'), ('sign', '手話・筆談が必要な方がいる'), ('language', '日本語以外の言語が必要な方がいる')], max_length=20), blank=True, default=list, size=None, verbose_name='配慮が必要なこと'),
        ),
        migrations.AddField(
            model_name='visitevent',
            name='venue',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('room', '会場にする部屋'), ('desk', '机といす'), ('power', '電源（コンセント）'), ('parking', '駐車場所')], max_length=20), blank=True, default=list, size=None, verbose_name='施設で用意できるもの'),
        ),
        migrations.AlterField(
            model_name='visitstep',
            name='taken_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='行った人'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "venue", "wish") SELECT new_values."cancel_reason", new_values."crew_id", new_values."ends_at", new_values."facility_id", new_values."head_count", new_values."id", new_values."leader_id", new_values."limit_agreement_id", new_values."needs", new_values."officer_id", new_values."outing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."requested_on", new_values."starts_at", new_values."status", new_values."submission_key", new_values."term_id", new_values."timing_reason", new_values."venue", new_values."wish" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a6a2c19e8fb44e0bb6eee69604ee24a40677eaee', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b9a25', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "venue", "wish") SELECT new_values."cancel_reason", new_values."crew_id", new_values."ends_at", new_values."facility_id", new_values."head_count", new_values."id", new_values."leader_id", new_values."limit_agreement_id", new_values."needs", new_values."officer_id", new_values."outing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."requested_on", new_values."starts_at", new_values."status", new_values."submission_key", new_values."term_id", new_values."timing_reason", new_values."venue", new_values."wish" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b6b8f1657f2d6c5bffa80e6b07a19f5f64ed8120', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e04ea', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "venue", "wish") SELECT old_values."cancel_reason", old_values."crew_id", old_values."ends_at", old_values."facility_id", old_values."head_count", old_values."id", old_values."leader_id", old_values."limit_agreement_id", old_values."needs", old_values."officer_id", old_values."outing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."requested_on", old_values."starts_at", old_values."status", old_values."submission_key", old_values."term_id", old_values."timing_reason", old_values."venue", old_values."wish" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1aceea373a8a300d8d93c8cedb6ec6606bf8ddfe', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7f0a2', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visit', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('needs__contained_by', ['wheelchair', 'bedridden', 'sign', 'language']), ('venue__contained_by', ['room', 'desk', 'power', 'parking'])), name='visit_needs_and_venue_are_known_words', violation_error_message='配慮が必要なこと、用意できるものは、選択肢から選んでください。'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL, verbose_name='利用者'),
        ),
        migrations.AddField(
            model_name='facilitylink',
            name='facility',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='outreach.facility', verbose_name='施設'),
        ),
        migrations.AddField(
            model_name='facilitylink',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='発行した人'),
        ),
        migrations.AddField(
            model_name='facilitylink',
            name='revoked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人'),
        ),
        migrations.AddField(
            model_name='visitstep',
            name='taken_by_link',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facilitylink', verbose_name='施設のリンク'),
        ),
        migrations.AddConstraint(
            model_name='visitstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_by__isnull', False), ('taken_by_link__isnull', True)), models.Q(('taken_by__isnull', True), ('taken_by_link__isnull', False)), _connector='OR'), name='visitstep_is_by_one_actor', violation_error_message='行った人と施設のリンクは、どちらか一方だけを記録します。'),
        ),
        migrations.AddField(
            model_name='facilitylinkevent',
            name='facility',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設'),
        ),
        migrations.AddField(
            model_name='facilitylinkevent',
            name='made_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='発行した人'),
        ),
        migrations.AddField(
            model_name='facilitylinkevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='facilitylinkevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.facilitylink'),
        ),
        migrations.AddField(
            model_name='facilitylinkevent',
            name='revoked_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人'),
        ),
        migrations.AddField(
            model_name='facilitypass',
            name='link',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passes', to='outreach.facilitylink', verbose_name='リンク'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user',), name='calendarfeed_one_living_per_person', violation_error_message='取り込み用のアドレスは、一人に一つです。'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.CheckConstraint(condition=models.Q(('token_hash__regex', '\\A[0-9a-f]{64}\\Z')), name='calendarfeed_keeps_a_hash_only', violation_error_message='取り込み用のアドレスそのものは保存しません。'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.CheckConstraint(condition=models.Q(('revoked_at__isnull', True), ('revoked_at__gte', models.F('made_at')), _connector='OR'), name='calendarfeed_is_revoked_after_it_was_made', violation_error_message='取消しは発行より後にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='facilitylink',
            constraint=models.CheckConstraint(condition=models.Q(('token_hash__regex', '\\A[0-9a-f]{64}\\Z')), name='facilitylink_keeps_a_hash_only', violation_error_message='リンクのアドレスそのものは保存しません。'),
        ),
        migrations.AddConstraint(
            model_name='facilitylink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='facilitylink_expires_after_it_was_made', violation_error_message='有効期限は発行より後にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='facilitylink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoke_reason', ''), ('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoke_reason__gt', ''), ('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='facilitylink_is_revoked_with_reason', violation_error_message='取消しには、取り消した人と理由が必要です。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitylink',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_issued', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."token_hash" IS DISTINCT FROM (NEW."token_hash"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b33f1b4ccf3535124b1e4d842e6af7deb8b034a4', operation='UPDATE', pgid='pgtrigger_stays_as_issued_0afa2', table='outreach_facilitylink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitylink',
            trigger=pgtrigger.compiler.Trigger(name='revoked_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."revoked_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='86a0efae9ce7ba2d466924d761b634ce3c9b5bda', operation='UPDATE', pgid='pgtrigger_revoked_for_good_993d7', table='outreach_facilitylink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitylink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitylinkevent" ("expires_at", "facility_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revoke_reason", "revoked_at", "revoked_by_id", "submission_key") SELECT new_values."expires_at", new_values."facility_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."revoke_reason", new_values."revoked_at", new_values."revoked_by_id", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='56dc8061470521411d81e9ad268136afc677a40b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a660f', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_facilitylink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitylink',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitylinkevent" ("expires_at", "facility_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revoke_reason", "revoked_at", "revoked_by_id", "submission_key") SELECT new_values."expires_at", new_values."facility_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."revoke_reason", new_values."revoked_at", new_values."revoked_by_id", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."expires_at" IS DISTINCT FROM (new_values."expires_at") OR old_values."facility_id" IS DISTINCT FROM (new_values."facility_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."purpose" IS DISTINCT FROM (new_values."purpose") OR old_values."revoke_reason" IS DISTINCT FROM (new_values."revoke_reason") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."revoked_by_id" IS DISTINCT FROM (new_values."revoked_by_id") OR old_values."submission_key" IS DISTINCT FROM (new_values."submission_key")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d812402e67f213f24c4ef292f66be73a934b54c5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e3c8f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_facilitylink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitylink',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitylinkevent" ("expires_at", "facility_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revoke_reason", "revoked_at", "revoked_by_id", "submission_key") SELECT old_values."expires_at", old_values."facility_id", old_values."id", old_values."made_at", old_values."made_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."revoke_reason", old_values."revoked_at", old_values."revoked_by_id", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='49aa33c4a13ab4fd8dc3f5021491918d29807abf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0e2f6', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_facilitylink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitylinkevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3490aa1991aa6acebae9f3b51852eb3c5593cceb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a667', table='outreach_facilitylinkevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='facilitypass',
            constraint=models.CheckConstraint(condition=models.Q(('secret_hash__regex', '\\A[0-9a-f]{64}\\Z')), name='facilitypass_keeps_a_hash_only', violation_error_message='利用の印そのものは保存しません。'),
        ),
        migrations.AddConstraint(
            model_name='facilitypass',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('opened_at')), models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('opened_at')), _connector='OR')), name='facilitypass_ends_after_it_was_opened', violation_error_message='利用の終わりは、開いた日時より後にしてください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitypass',
            trigger=pgtrigger.compiler.Trigger(name='within_its_link', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM 1 FROM outreach_facilitylink l\n                    WHERE l.id = NEW.link_id AND l.revoked_at IS NULL AND l.expires_at >= NEW.expires_at\n                    FOR SHARE OF l;\n                    IF NOT FOUND THEN\n                        RAISE EXCEPTION 'the link is revoked or ends earlier'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'facilitypass_lives_within_its_link';\n                    END IF;\n                    RETURN NEW;\n                ", hash='db673788f8774caaafe60f7a376fa52ca6a3622d', operation='INSERT OR UPDATE OF "expires_at"', pgid='pgtrigger_within_its_link_bea99', table='outreach_facilitypass', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitypass',
            trigger=pgtrigger.compiler.Trigger(name='ended_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='58cb6775d53eae5958fb1fff75c45d38f18e50ff', operation='UPDATE', pgid='pgtrigger_ended_for_good_5d800', table='outreach_facilitypass', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitstep',
            trigger=pgtrigger.compiler.Trigger(name='of_its_own_link', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."taken_by_link_id" IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.taken_by_link_id IS NOT DISTINCT FROM OLD.taken_by_link_id AND NEW.taken_at IS NOT DISTINCT FROM OLD.taken_at THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM outreach_facilitylink l\n            WHERE l.id = NEW.taken_by_link_id AND l.revoked_at IS NULL AND l.expires_at > NEW.taken_at\n              AND l.facility_id = (SELECT o.facility_id FROM outreach_visit o WHERE o.id = NEW.visit_id)\n            FOR SHARE OF l;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the link does not open this'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';\n            END IF;\n            RETURN NEW;\n        ", hash='72d1911cb98bbeeccdeb7b754da533bf7a0b71b0', operation='INSERT OR UPDATE', pgid='pgtrigger_of_its_own_link_4f884', table='outreach_visitstep', when='BEFORE')),
        ),
    ]
