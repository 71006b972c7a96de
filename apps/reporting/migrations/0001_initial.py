import apps.core.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('call_monthly', 'コールセンター応答状況報告書（月次）'), ('counter_daily', '申請サポート窓口 業務日報')], max_length=20, verbose_name='種類')),
                ('first_on', models.DateField(verbose_name='対象期間の初日')),
                ('last_on', models.DateField(verbose_name='対象期間の末日')),
                ('nominal_due_on', models.DateField(verbose_name='提出期限')),
                ('safe_due_on', models.DateField(verbose_name='提出の目安日')),
                ('state', models.CharField(choices=[('requested', '作成中'), ('draft', '下書き'), ('confirmed', '確認済'), ('issued', '提出済')], default='requested', max_length=20, verbose_name='状態')),
                ('remarks', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='所見・改善策')),
                ('requested_at', models.DateTimeField(verbose_name='作成を始めた日時')),
                ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                ('failure', models.CharField(blank=True, max_length=200, verbose_name='作成できなかった理由')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者')),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者')),
                ('remarks_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者')),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
            ],
            options={
                'verbose_name': '報告書',
                'verbose_name_plural': '報告書',
                'ordering': ['-last_on', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'first_on', 'last_on'), name='report_one_per_kind_and_period', violation_error_message='この期間の報告書はすでにあります。'), models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='report_period_ends_after_start', violation_error_message='対象期間の末日は、初日と同じ日かそれより後の日にしてください。'), models.CheckConstraint(condition=models.Q(('safe_due_on__lte', models.F('nominal_due_on'))), name='report_safe_day_is_not_after_due_day', violation_error_message='提出の目安日は、提出期限より後にできません。'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='report_confirmed_at_and_by', violation_error_message='確認日時と確認者は、両方が必要です。'), models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('issued_by__isnull', True)), models.Q(('issued_at__isnull', False), ('issued_by__isnull', False)), _connector='OR'), name='report_issued_at_and_by', violation_error_message='提出日時と提出者は、両方が必要です。'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'issued']), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='report_is_confirmed_before_issue', violation_error_message='確認していない報告書は提出できません。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), ('issued_at__isnull', False), _connector='OR'), name='report_issued_state_has_moment', violation_error_message='提出済の報告書には提出日時が必要です。')],
            },
        ),
        migrations.CreateModel(
            name='ReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('call_monthly', 'コールセンター応答状況報告書（月次）'), ('counter_daily', '申請サポート窓口 業務日報')], max_length=20, verbose_name='種類')),
                ('first_on', models.DateField(verbose_name='対象期間の初日')),
                ('last_on', models.DateField(verbose_name='対象期間の末日')),
                ('nominal_due_on', models.DateField(verbose_name='提出期限')),
                ('safe_due_on', models.DateField(verbose_name='提出の目安日')),
                ('state', models.CharField(choices=[('requested', '作成中'), ('draft', '下書き'), ('confirmed', '確認済'), ('issued', '提出済')], default='requested', max_length=20, verbose_name='状態')),
                ('remarks', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='所見・改善策')),
                ('requested_at', models.DateTimeField(verbose_name='作成を始めた日時')),
                ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                ('failure', models.CharField(blank=True, max_length=200, verbose_name='作成できなかった理由')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者')),
                ('issued_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.report')),
                ('remarks_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者')),
                ('requested_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                ('content', models.JSONField(verbose_name='数値')),
                ('definitions_version', models.PositiveSmallIntegerField(verbose_name='定義の版')),
                ('xlsx', models.BinaryField(verbose_name='Excelファイル')),
                ('pdf', models.BinaryField(verbose_name='PDFファイル')),
                ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                ('made_at', models.DateTimeField(verbose_name='作成日時')),
                ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reporting.report', verbose_name='報告書')),
            ],
            options={
                'verbose_name': '報告書の版',
                'verbose_name_plural': '報告書の版',
                'ordering': ['report', '-number'],
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='reportrevision_number_is_unique_in_report', violation_error_message='この版はすでにあります。'), models.UniqueConstraint(condition=models.Q(('issued_at__isnull', True)), fields=('report',), name='reportrevision_one_open_per_report', violation_error_message='提出前の版は、報告書ごとに1つだけです。'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='reportrevision_number_from_one', violation_error_message='版は1から数えます。')],
            },
        ),
        migrations.CreateModel(
            name='ReportRevisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                ('definitions_version', models.PositiveSmallIntegerField(verbose_name='定義の版')),
                ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                ('made_at', models.DateTimeField(verbose_name='作成日時')),
                ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportrevision')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.report', verbose_name='報告書')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='598e7238cfe33d7f6f9f112dc68dfee00a37f3ca', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69d08', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='44652343a3027edbc02dde21adf67961a97228b4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c13c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT old_values."confirmed_at", old_values."confirmed_by_id", old_values."failure", old_values."first_on", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."last_on", old_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."remarks", old_values."remarks_by_id", old_values."requested_at", old_values."requested_by_id", old_values."safe_due_on", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='914369fde2e2dea00b3533d3de69f94d17f66cd9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a47c2', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='19fbce4176f1a2ca6b1c1731117466334181de2f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73e88', table='reporting_reportevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportrevision',
            trigger=pgtrigger.compiler.Trigger(name='issued_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."issued_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='78139c0152dd7fafec9d7f68b5b4c6240093b648', operation='UPDATE OR DELETE', pgid='pgtrigger_issued_is_frozen_467a0', table='reporting_reportrevision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportrevision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT new_values."definitions_version", new_values."id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."report_id", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e2aa4fecbd78c5eb007cfc09522eb726dd7ef638', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a6a40', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_reportrevision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportrevision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT new_values."definitions_version", new_values."id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."report_id", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."definitions_version" IS DISTINCT FROM (new_values."definitions_version") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."issued_at" IS DISTINCT FROM (new_values."issued_at") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."pdf_sha256" IS DISTINCT FROM (new_values."pdf_sha256") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."report_id" IS DISTINCT FROM (new_values."report_id") OR old_values."xlsx_sha256" IS DISTINCT FROM (new_values."xlsx_sha256")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0562f95444113d460051baa10ea47b5c07c1b4a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b91b0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_reportrevision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportrevision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT old_values."definitions_version", old_values."id", old_values."issued_at", old_values."made_at", old_values."made_by_id", old_values."number", old_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."report_id", old_values."xlsx_sha256" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a7e6e66e83967b133ae9c619f6ca223b38e8a20c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_89b7f', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_reportrevision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportrevisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c955249819c0b1e54ea86ce616d8ced34fbc0d6d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a928', table='reporting_reportrevisionevent', when='BEFORE')),
        ),
    ]
