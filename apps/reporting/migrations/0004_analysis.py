import apps.core.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models
from apps.core.migration_operations import AddTriggers, CreateTables


class Migration(migrations.Migration):
    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ("reporting", "0003_cells"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='report',
            name='cause',
            field=apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='目標に届かなかった原因'),
        ),
        migrations.AddField(
            model_name='report',
            name='measure',
            field=apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='改善策'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='cause',
            field=apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='目標に届かなかった原因'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='measure',
            field=apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='改善策'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."cause", new_values."confirmed_at", new_values."confirmed_by_id", new_values."drifted_at", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."measure", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f425fb5dae2bebd83583358f497d57f76eeec748', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69d08', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."cause", new_values."confirmed_at", new_values."confirmed_by_id", new_values."drifted_at", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."measure", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8fad831fedba5c320eae7a17d1e8c34cea84dc67', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c13c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT old_values."cause", old_values."confirmed_at", old_values."confirmed_by_id", old_values."drifted_at", old_values."failure", old_values."first_on", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."last_on", old_values."measure", old_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."remarks", old_values."remarks_by_id", old_values."requested_at", old_values."requested_by_id", old_values."safe_due_on", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7e2bbc48c32183640bfc9fc0b9a8d58b126fe638', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a47c2', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_report', when='AFTER')),
        ),
        CreateTables([
            migrations.CreateModel(
                name='AnswerRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='行')),
                    ('label', apps.core.fields.GuardedCharField(max_length=60, verbose_name='項目')),
                    ('number', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='数')),
                    ('unit', apps.core.fields.GuardedCharField(blank=True, max_length=10, verbose_name='単位')),
                ],
                options={
                    'verbose_name': '追加の報告の行',
                    'verbose_name_plural': '追加の報告の行',
                    'ordering': ['answer', 'position'],
                },
            ),
            migrations.CreateModel(
                name='AnswerRowEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('position', models.PositiveSmallIntegerField(verbose_name='行')),
                    ('label', apps.core.fields.GuardedCharField(max_length=60, verbose_name='項目')),
                    ('number', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='数')),
                    ('unit', apps.core.fields.GuardedCharField(blank=True, max_length=10, verbose_name='単位')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OrderAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('text', apps.core.fields.GuardedTextField(max_length=2000, verbose_name='報告')),
                    ('answered_at', models.DateTimeField(verbose_name='記載日時')),
                ],
                options={
                    'verbose_name': '追加の報告',
                    'verbose_name_plural': '追加の報告',
                    'ordering': ['order', '-month'],
                },
            ),
            migrations.CreateModel(
                name='OrderAnswerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('text', apps.core.fields.GuardedTextField(max_length=2000, verbose_name='報告')),
                    ('answered_at', models.DateTimeField(verbose_name='記載日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReportOrder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', apps.core.fields.GuardedCharField(max_length=60, verbose_name='件名')),
                    ('wish', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='報告してほしい内容')),
                    ('first_month', models.DateField(verbose_name='最初の月')),
                    ('last_month', models.DateField(blank=True, null=True, verbose_name='最後の月')),
                    ('ordered_at', models.DateTimeField(verbose_name='指示日時')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取り下げ日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '追加の報告の指示',
                    'verbose_name_plural': '追加の報告の指示',
                    'ordering': ['-first_month', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='ReportOrderEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('subject', apps.core.fields.GuardedCharField(max_length=60, verbose_name='件名')),
                    ('wish', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='報告してほしい内容')),
                    ('first_month', models.DateField(verbose_name='最初の月')),
                    ('last_month', models.DateField(blank=True, null=True, verbose_name='最後の月')),
                    ('ordered_at', models.DateTimeField(verbose_name='指示日時')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取り下げ日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='answerrowevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='answerrowevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.answerrow'),
            ),
            migrations.AddField(
                model_name='orderanswer',
                name='answered_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者'),
            ),
            migrations.AddField(
                model_name='answerrowevent',
                name='answer',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.orderanswer', verbose_name='追加の報告'),
            ),
            migrations.AddField(
                model_name='answerrow',
                name='answer',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='reporting.orderanswer', verbose_name='追加の報告'),
            ),
            migrations.AddField(
                model_name='orderanswerevent',
                name='answered_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者'),
            ),
            migrations.AddField(
                model_name='orderanswerevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='orderanswerevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.orderanswer'),
            ),
            migrations.AddField(
                model_name='reportorder',
                name='ordered_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='指示した人'),
            ),
            migrations.AddField(
                model_name='reportorder',
                name='withdrawn_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り下げた人'),
            ),
            migrations.AddField(
                model_name='orderanswerevent',
                name='order',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportorder', verbose_name='指示'),
            ),
            migrations.AddField(
                model_name='orderanswer',
                name='order',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='reporting.reportorder', verbose_name='指示'),
            ),
            migrations.AddField(
                model_name='reportorderevent',
                name='ordered_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='指示した人'),
            ),
            migrations.AddField(
                model_name='reportorderevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='reportorderevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportorder'),
            ),
            migrations.AddField(
                model_name='reportorderevent',
                name='withdrawn_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り下げた人'),
            ),
            migrations.AddConstraint(
                model_name='answerrow',
                constraint=models.UniqueConstraint(fields=('answer', 'position'), name='answerrow_position_is_unique_in_answer', violation_error_message='この行はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='reportorder',
                constraint=models.CheckConstraint(condition=models.Q(('first_month__day', 1), models.Q(('last_month__isnull', True), ('last_month__day', 1), _connector='OR')), name='reportorder_months_are_first_days', violation_error_message='最初の月と最後の月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='reportorder',
                constraint=models.CheckConstraint(condition=models.Q(('last_month__isnull', True), ('last_month__gte', models.F('first_month')), _connector='OR'), name='reportorder_ends_after_start', violation_error_message='最後の月は、最初の月と同じ月かそれより後の月にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='reportorder',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='reportorder_withdrawn_at_and_by', violation_error_message='取り下げの日時と人は、両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='orderanswer',
                constraint=models.UniqueConstraint(fields=('order', 'month'), name='orderanswer_one_per_order_and_month', violation_error_message='この月の報告は、すでに記載されています。'),
            ),
            migrations.AddConstraint(
                model_name='orderanswer',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='orderanswer_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='answerrowevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e0b1e5e02094da1b4eb76c234048f7686fb5e831', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7f4c7', table='reporting_answerrowevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answerrow',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_answerrowevent" ("answer_id", "id", "label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT new_values."answer_id", new_values."id", new_values."label", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='943ca5d000f34cff54a6f5c4c9589056275e8de5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_61025', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_answerrow', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answerrow',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_answerrowevent" ("answer_id", "id", "label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT new_values."answer_id", new_values."id", new_values."label", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4889288d0787dc93bbd42567416478be62d9b15c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d7f2a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_answerrow', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answerrow',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_answerrowevent" ("answer_id", "id", "label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT old_values."answer_id", old_values."id", old_values."label", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='41895a6016ee8bcc8110a9e56e685ed2e586a119', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ce5de', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_answerrow', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorder',
                trigger=pgtrigger.compiler.Trigger(name='answered_months_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM reporting_orderanswer WHERE order_id = NEW.id AND (\n                    NEW.withdrawn_at IS NOT NULL\n                    OR month NOT BETWEEN NEW.first_month AND coalesce(NEW.last_month, 'infinity')\n                )\n            ) THEN\n                RAISE EXCEPTION 'a month was answered already'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'reportorder_keeps_its_answered_months';\n            END IF;\n            RETURN NULL;\n        ", hash='7dfa572d95754aada8687a815a1832066bab417a', operation='UPDATE OF "first_month", "last_month", "withdrawn_at"', pgid='pgtrigger_answered_months_stay_55322', table='reporting_reportorder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorder',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportorderevent" ("first_month", "id", "last_month", "ordered_at", "ordered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "submission_key", "wish", "withdrawn_at", "withdrawn_by_id") SELECT new_values."first_month", new_values."id", new_values."last_month", new_values."ordered_at", new_values."ordered_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."subject", new_values."submission_key", new_values."wish", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3d0e0642d76a8c5eefef7b236d94f227775c2180', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e80ba', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_reportorder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorder',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportorderevent" ("first_month", "id", "last_month", "ordered_at", "ordered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "submission_key", "wish", "withdrawn_at", "withdrawn_by_id") SELECT new_values."first_month", new_values."id", new_values."last_month", new_values."ordered_at", new_values."ordered_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."subject", new_values."submission_key", new_values."wish", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='203b2566820d20dc22741d16da537568c03ecd72', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bac94', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_reportorder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorder',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportorderevent" ("first_month", "id", "last_month", "ordered_at", "ordered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "submission_key", "wish", "withdrawn_at", "withdrawn_by_id") SELECT old_values."first_month", old_values."id", old_values."last_month", old_values."ordered_at", old_values."ordered_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."subject", old_values."submission_key", old_values."wish", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='007f57863fe318299b72321903ca211e54389f11', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d8a5c', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_reportorder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='27e28c1a9c88b7159ea599fce64a542c967d75dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a4968', table='reporting_orderanswerevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswer',
                trigger=pgtrigger.compiler.Trigger(name='month_is_ordered', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM reporting_reportorder\n            WHERE id = NEW.order_id AND withdrawn_at IS NULL\n                AND NEW.month BETWEEN first_month AND coalesce(last_month, 'infinity')\n            FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the month is not ordered'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'orderanswer_month_lies_in_its_order';\n            END IF;\n            RETURN NEW;\n        ", hash='fea1b9f8e322f7f5f0b3a03761139dafd7e143f6', operation='INSERT OR UPDATE', pgid='pgtrigger_month_is_ordered_95181', table='reporting_orderanswer', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_orderanswerevent" ("answered_at", "answered_by_id", "id", "month", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."answered_at", new_values."answered_by_id", new_values."id", new_values."month", new_values."order_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a62533cc9100654e1d70d721cad52bc3821b5425', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_62df7', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_orderanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_orderanswerevent" ("answered_at", "answered_by_id", "id", "month", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."answered_at", new_values."answered_by_id", new_values."id", new_values."month", new_values."order_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='16eb2aef4fa1178e78b936da25c1507beda4afab', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1c92e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_orderanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_orderanswerevent" ("answered_at", "answered_by_id", "id", "month", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT old_values."answered_at", old_values."answered_by_id", old_values."id", old_values."month", old_values."order_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1cd4103b3acf1c1fae6e4d2a67eaa744efcf32b4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3da39', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_orderanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorderevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b23fa3917d2c068441770d4fe933770b5143da4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60a48', table='reporting_reportorderevent', when='BEFORE')),
            ),
        ]),
    ]
