import apps.core.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('callcenter', '0007_live'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SurgeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('found_at', models.DateTimeField(verbose_name='把握した時刻')),
                ('source', models.CharField(choices=[('telephone', '電話システムの通知'), ('log', '取り込んだ通話記録')], max_length=10, verbose_name='把握の元')),
                ('reason', models.CharField(choices=[('volume', '着信の増加'), ('loss', '取りこぼしの増加')], max_length=10, verbose_name='きっかけ')),
                ('window_minutes', models.PositiveSmallIntegerField(verbose_name='数えた時間（分）')),
                ('usual_calls', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='通常の件数')),
                ('calls', models.PositiveIntegerField(verbose_name='把握したときの着信')),
                ('lost', models.PositiveIntegerField(verbose_name='把握したときの取りこぼし')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='把握したときの席数')),
                ('seats_to_add', models.PositiveSmallIntegerField(verbose_name='追加の目安（席）')),
                ('last_over_at', models.DateTimeField(verbose_name='最後に基準を超えた時刻')),
                ('latest_calls', models.PositiveIntegerField(verbose_name='直近の着信')),
                ('latest_lost', models.PositiveIntegerField(verbose_name='直近の取りこぼし')),
                ('decision', models.CharField(blank=True, choices=[('added', '席を追加した'), ('none', '席を追加しない')], max_length=10, verbose_name='対応')),
                ('seats_added', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='追加した席数')),
                ('decision_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由・内容')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='判断した時刻')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='終了した時刻')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='判断した人')),
            ],
            options={
                'verbose_name': '着信の急増',
                'verbose_name_plural': '着信の急増',
                'ordering': ['-found_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SurgeEventEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('found_at', models.DateTimeField(verbose_name='把握した時刻')),
                ('source', models.CharField(choices=[('telephone', '電話システムの通知'), ('log', '取り込んだ通話記録')], max_length=10, verbose_name='把握の元')),
                ('reason', models.CharField(choices=[('volume', '着信の増加'), ('loss', '取りこぼしの増加')], max_length=10, verbose_name='きっかけ')),
                ('window_minutes', models.PositiveSmallIntegerField(verbose_name='数えた時間（分）')),
                ('usual_calls', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='通常の件数')),
                ('calls', models.PositiveIntegerField(verbose_name='把握したときの着信')),
                ('lost', models.PositiveIntegerField(verbose_name='把握したときの取りこぼし')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='把握したときの席数')),
                ('seats_to_add', models.PositiveSmallIntegerField(verbose_name='追加の目安（席）')),
                ('last_over_at', models.DateTimeField(verbose_name='最後に基準を超えた時刻')),
                ('latest_calls', models.PositiveIntegerField(verbose_name='直近の着信')),
                ('latest_lost', models.PositiveIntegerField(verbose_name='直近の取りこぼし')),
                ('decision', models.CharField(blank=True, choices=[('added', '席を追加した'), ('none', '席を追加しない')], max_length=10, verbose_name='対応')),
                ('seats_added', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='追加した席数')),
                ('decision_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由・内容')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='判断した時刻')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='終了した時刻')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='判断した人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.surgeevent')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='surgeevent',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gt', models.F('found_at')), _connector='OR'), name='surgeevent_ends_after_it_was_found', violation_error_message='終了した時刻は、把握した時刻より後にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='surgeevent',
            constraint=models.CheckConstraint(condition=models.Q(('seats_to_add__gte', 1)), name='surgeevent_suggests_a_seat', violation_error_message='追加の目安は、1席以上にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='surgeevent',
            constraint=models.CheckConstraint(condition=models.Q(('latest_lost__lte', models.F('latest_calls')), ('lost__lte', models.F('calls'))), name='surgeevent_loses_no_more_than_came', violation_error_message='取りこぼしが着信より多くなっています。'),
        ),
        migrations.AddConstraint(
            model_name='surgeevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', ''), ('decision_reason', ''), ('seats_added__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision', 'added'), ('seats_added__gte', 1), ('seats_added__isnull', False)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision', 'none'), ('seats_added__isnull', True), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='surgeevent_decision_is_whole', violation_error_message='席を追加したときは席数を、追加しないときは理由を入力してください。'),
        ),
        migrations.AddConstraint(
            model_name='surgeevent',
            constraint=models.CheckConstraint(condition=models.Q(('decided_at__isnull', True), ('decided_at__gte', models.F('found_at')), _connector='OR'), name='surgeevent_is_decided_after_it_was_found', violation_error_message='判断した時刻は、把握した時刻以降にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='surgeevent',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('found_at'), models.F('ended_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='surgeevent_one_at_a_time', violation_error_message='終了していない着信の急増が、すでに記録されています。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surgeevent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_surgeeventevent" ("calls", "decided_at", "decided_by_id", "decision", "decision_reason", "ended_at", "found_at", "id", "last_over_at", "latest_calls", "latest_lost", "lost", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seats", "seats_added", "seats_to_add", "source", "usual_calls", "window_minutes") SELECT new_values."calls", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."decision_reason", new_values."ended_at", new_values."found_at", new_values."id", new_values."last_over_at", new_values."latest_calls", new_values."latest_lost", new_values."lost", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."seats", new_values."seats_added", new_values."seats_to_add", new_values."source", new_values."usual_calls", new_values."window_minutes" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5b2ef56c00a9819550d8be354d0e50715dae8fe7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c51a8', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_surgeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surgeevent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_surgeeventevent" ("calls", "decided_at", "decided_by_id", "decision", "decision_reason", "ended_at", "found_at", "id", "last_over_at", "latest_calls", "latest_lost", "lost", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seats", "seats_added", "seats_to_add", "source", "usual_calls", "window_minutes") SELECT new_values."calls", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."decision_reason", new_values."ended_at", new_values."found_at", new_values."id", new_values."last_over_at", new_values."latest_calls", new_values."latest_lost", new_values."lost", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."seats", new_values."seats_added", new_values."seats_to_add", new_values."source", new_values."usual_calls", new_values."window_minutes" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='31707f7b05ffb2bef60b9b8dd98977a78ce033dc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6d472', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_surgeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surgeevent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_surgeeventevent" ("calls", "decided_at", "decided_by_id", "decision", "decision_reason", "ended_at", "found_at", "id", "last_over_at", "latest_calls", "latest_lost", "lost", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seats", "seats_added", "seats_to_add", "source", "usual_calls", "window_minutes") SELECT old_values."calls", old_values."decided_at", old_values."decided_by_id", old_values."decision", old_values."decision_reason", old_values."ended_at", old_values."found_at", old_values."id", old_values."last_over_at", old_values."latest_calls", old_values."latest_lost", old_values."lost", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."seats", old_values."seats_added", old_values."seats_to_add", old_values."source", old_values."usual_calls", old_values."window_minutes" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1b8b0903b91885278d3ae3b87a785b95396f7989', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_247b6', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_surgeevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surgeeventevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3e5a15ca2b181baedb3befb036625b49238b2995', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a0bc3', table='callcenter_surgeeventevent', when='BEFORE')),
        ),
    ]
