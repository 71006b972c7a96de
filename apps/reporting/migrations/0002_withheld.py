import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('reporting', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WithheldText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(choices=[('callcenter.Inquiry.summary', '応答履歴の内容'), ('callcenter.Inquiry.target_section', '応答履歴の案内先'), ('callcenter.Inquiry.transfer_reason', '応答履歴の転送の理由'), ('callcenter.InquiryNote.text', '応答履歴の追記'), ('counters.Trouble.situation', '困難事例・トラブルの状況'), ('counters.Trouble.response', '困難事例・トラブルの対応'), ('outreach.VisitResult.trouble', '訪問の困難事例・トラブル'), ('outreach.VisitResult.incomplete_reason', '訪問の未了の理由'), ('outreach.VisitResult.report', '訪問の報告'), ('outreach.Visit.cancel_reason', '訪問の中止の理由'), ('outreach.Trip.purpose', '運転の行き先・用務'), ('outreach.Trip.gap_reason', '走行距離計が前回と続かない理由'), ('outreach.Trip.stop_reason', '運転の取りやめの理由'), ('outreach.AlcoholCheck.method_detail', '酒気帯びの確認の方法'), ('outreach.AlcoholCheck.instruction', '酒気帯びの確認の指示事項'), ('outreach.AlcoholCheck.note', '酒気帯びの確認のその他'), ('workforce.Improvement.what', '改善の内容'), ('reporting.ReportOrder.subject', '追加の報告の指示の件名'), ('reporting.ReportOrder.wish', '追加の報告の指示の内容')], max_length=60, verbose_name='文章')),
                ('record_id', models.BigIntegerField(verbose_name='記録の番号')),
                ('withheld_at', models.DateTimeField(verbose_name='伏せた日時')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='戻した日時')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='戻した人')),
                ('withheld_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='伏せた人')),
            ],
            options={
                'verbose_name': '伏せた文章',
                'verbose_name_plural': '伏せた文章',
                'ordering': ['-withheld_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='WithheldTextEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(choices=[('callcenter.Inquiry.summary', '応答履歴の内容'), ('callcenter.Inquiry.target_section', '応答履歴の案内先'), ('callcenter.Inquiry.transfer_reason', '応答履歴の転送の理由'), ('callcenter.InquiryNote.text', '応答履歴の追記'), ('counters.Trouble.situation', '困難事例・トラブルの状況'), ('counters.Trouble.response', '困難事例・トラブルの対応'), ('outreach.VisitResult.trouble', '訪問の困難事例・トラブル'), ('outreach.VisitResult.incomplete_reason', '訪問の未了の理由'), ('outreach.VisitResult.report', '訪問の報告'), ('outreach.Visit.cancel_reason', '訪問の中止の理由'), ('outreach.Trip.purpose', '運転の行き先・用務'), ('outreach.Trip.gap_reason', '走行距離計が前回と続かない理由'), ('outreach.Trip.stop_reason', '運転の取りやめの理由'), ('outreach.AlcoholCheck.method_detail', '酒気帯びの確認の方法'), ('outreach.AlcoholCheck.instruction', '酒気帯びの確認の指示事項'), ('outreach.AlcoholCheck.note', '酒気帯びの確認のその他'), ('workforce.Improvement.what', '改善の内容'), ('reporting.ReportOrder.subject', '追加の報告の指示の件名'), ('reporting.ReportOrder.wish', '追加の報告の指示の内容')], max_length=60, verbose_name='文章')),
                ('record_id', models.BigIntegerField(verbose_name='記録の番号')),
                ('withheld_at', models.DateTimeField(verbose_name='伏せた日時')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='戻した日時')),
                ('lifted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='戻した人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.withheldtext')),
                ('withheld_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='伏せた人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='withheldtext',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('text', 'record_id'), name='withheldtext_one_per_text', violation_error_message='この文章は、すでに伏せています。'),
        ),
        migrations.AddConstraint(
            model_name='withheldtext',
            constraint=models.CheckConstraint(condition=models.Q(('text__in', ['callcenter.Inquiry.summary', 'callcenter.Inquiry.target_section', 'callcenter.Inquiry.transfer_reason', 'callcenter.InquiryNote.text', 'counters.Trouble.situation', 'counters.Trouble.response', 'outreach.VisitResult.trouble', 'outreach.VisitResult.incomplete_reason', 'outreach.VisitResult.report', 'outreach.Visit.cancel_reason', 'outreach.Trip.purpose', 'outreach.Trip.gap_reason', 'outreach.Trip.stop_reason', 'outreach.AlcoholCheck.method_detail', 'outreach.AlcoholCheck.instruction', 'outreach.AlcoholCheck.note', 'workforce.Improvement.what', 'reporting.ReportOrder.subject', 'reporting.ReportOrder.wish'])), name='withheldtext_is_a_text_of_a_record', violation_error_message='伏せる文章は、記録の文章から選んでください。'),
        ),
        migrations.AddConstraint(
            model_name='withheldtext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__gte', models.F('withheld_at')), ('lifted_by__isnull', False)), _connector='OR'), name='withheldtext_lifted_at_and_by', violation_error_message='文章を戻したときは、伏せた後の日時と、戻した人の両方が必要です。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withheldtext',
            trigger=pgtrigger.compiler.Trigger(name='only_lifted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."record_id" IS DISTINCT FROM (NEW."record_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."withheld_at" IS DISTINCT FROM (NEW."withheld_at") OR OLD."withheld_by_id" IS DISTINCT FROM (NEW."withheld_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6cfb434f82e7f935fc011b56c2ed0f93881baa94', operation='UPDATE', pgid='pgtrigger_only_lifted_bc856', table='reporting_withheldtext', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withheldtext',
            trigger=pgtrigger.compiler.Trigger(name='lifted_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."lifted_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='92fbf8139c879a9f8a73c67f883c6620672f61f3', operation='UPDATE', pgid='pgtrigger_lifted_once_a2fbb', table='reporting_withheldtext', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withheldtext',
            trigger=pgtrigger.compiler.Trigger(name='stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9ad70cf68cfc6f3dda4d2c09ba063d1c77b12082', operation='DELETE', pgid='pgtrigger_stays_5ffe0', table='reporting_withheldtext', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withheldtext',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_withheldtextevent" ("id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text", "withheld_at", "withheld_by_id") SELECT new_values."id", new_values."lifted_at", new_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."record_id", new_values."text", new_values."withheld_at", new_values."withheld_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='905652f2ad3aaede0b6d843e363d7fc1abaea290', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_134a9', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_withheldtext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withheldtext',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_withheldtextevent" ("id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text", "withheld_at", "withheld_by_id") SELECT new_values."id", new_values."lifted_at", new_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."record_id", new_values."text", new_values."withheld_at", new_values."withheld_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50f3afeadf3acaff7a28e54ae6af38d9b9f26dd3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_93b15', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_withheldtext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withheldtext',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_withheldtextevent" ("id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text", "withheld_at", "withheld_by_id") SELECT old_values."id", old_values."lifted_at", old_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."record_id", old_values."text", old_values."withheld_at", old_values."withheld_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a72718bbfbe7a8ddd5b26175a8681b3687468ac2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_882d0', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_withheldtext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withheldtextevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9dc18d5892195f2da31fa85303b772fb47af0a1a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5bd85', table='reporting_withheldtextevent', when='BEFORE')),
        ),
    ]
