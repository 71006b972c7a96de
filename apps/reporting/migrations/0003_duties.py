import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

RULES = (
    "monthlyinspection_round_is_unique_in_month",
    "monthlyinspection_one_open_or_passed_per_month",
    "monthlyinspection_month_is_a_first_day",
    "monthlyinspection_notice_follows_month",
    "monthlyinspection_result_has_day_and_person",
    "monthlyinspection_failed_names_correction_and_day",
)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_life")]
    operations = [
        *[
            pgtrigger.migrations.RemoveTrigger(model_name="monthlyinspection", name=name)
            for name in ("insert_insert", "update_update", "delete_delete")
        ],
        pgtrigger.migrations.RemoveTrigger(model_name="monthlyinspectionevent", name="append_only"),
        *[migrations.RemoveConstraint(model_name="monthlyinspection", name=name) for name in RULES],
        migrations.RenameModel("MonthlyInspection", "Inspection"),
        migrations.RenameModel("MonthlyInspectionEvent", "InspectionEvent"),
        migrations.AlterModelOptions(
            name='inspection',
            options={'ordering': ['term', 'month', 'round'], 'verbose_name': '検査', 'verbose_name_plural': '検査'},
        ),
        migrations.AddField(
            model_name='inspection',
            name='report',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='reporting.report', verbose_name='委託業務実施報告書'),
        ),
        migrations.AddField(
            model_name='inspectionevent',
            name='report',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.report', verbose_name='委託業務実施報告書'),
        ),
        migrations.AlterField(
            model_name='inspection',
            name='month',
            field=models.DateField(blank=True, null=True, verbose_name='対象月（初日）'),
        ),
        migrations.AlterField(
            model_name='inspectionevent',
            name='month',
            field=models.DateField(blank=True, null=True, verbose_name='対象月（初日）'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inspection',
            trigger=pgtrigger.compiler.Trigger(name='final_follows_the_issue', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."report_id" IS NOT NULL)', func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM reporting_report p\n                        WHERE p.id = NEW.report_id AND p.kind = 'completion' AND p.issued_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'the report of completion is not issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'inspection_final_follows_the_issue';\n                    END IF;\n                    RETURN NEW;\n                ", hash='e2f6a4156f8f621598895c80f37330839a73f6a1', operation='INSERT OR UPDATE', pgid='pgtrigger_final_follows_the_issue_f5fa0', table='reporting_inspection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inspection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_inspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "result", "round", "safe_due_on", "term_id") SELECT new_values."comment", new_values."correct_by", new_values."id", new_values."inspected_by_id", new_values."inspected_on", new_values."month", new_values."nominal_due_on", new_values."notified_by_id", new_values."notified_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."report_id", new_values."result", new_values."round", new_values."safe_due_on", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a081e14df8034e2191b8e284ad7bf743b4b9f81f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c95ed', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_inspection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inspection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_inspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "result", "round", "safe_due_on", "term_id") SELECT new_values."comment", new_values."correct_by", new_values."id", new_values."inspected_by_id", new_values."inspected_on", new_values."month", new_values."nominal_due_on", new_values."notified_by_id", new_values."notified_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."report_id", new_values."result", new_values."round", new_values."safe_due_on", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='333451101dbe71a75bd30c8abfb44ee90226ac69', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0d022', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_inspection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inspection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_inspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "result", "round", "safe_due_on", "term_id") SELECT old_values."comment", old_values."correct_by", old_values."id", old_values."inspected_by_id", old_values."inspected_on", old_values."month", old_values."nominal_due_on", old_values."notified_by_id", old_values."notified_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."report_id", old_values."result", old_values."round", old_values."safe_due_on", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7523c7c4e36e414e772253ea6ea3a7fd32900d74', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b4844', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_inspection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inspectionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a0713657785f7466e5fb080aed72adb541e7d699', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f003c', table='reporting_inspectionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(fields=('term', 'month', 'round'), name='inspection_round_is_unique', nulls_distinct=False, violation_error_message='この完了の通知は、すでに記録されています。'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(condition=models.Q(('result', 'failed'), _negated=True), fields=('term', 'month'), name='inspection_one_open_or_passed', nulls_distinct=False, violation_error_message='この完了の通知は、すでに記録されています。'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('month__isnull', False), ('report__isnull', True)), models.Q(('month__isnull', True), ('report__isnull', False)), _connector='OR'), name='inspection_is_of_a_month_or_of_the_completion_report', violation_error_message='検査の対象は、月か委託業務実施報告書のどちらかにしてください。'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('month__isnull', True), ('month__day', 1), _connector='OR'), name='inspection_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('month__isnull', True), ('notified_on__gte', models.F('month')), _connector='OR'), name='inspection_notice_follows_month', violation_error_message='完了の通知日は、対象月の初日より後の日にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('safe_due_on__lte', models.F('nominal_due_on'))), name='inspection_safe_day_is_not_after_due_day', violation_error_message='検査の目安日は、検査の期限より後にできません。'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('inspected_by__isnull', True), ('inspected_on__isnull', True), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), ('inspected_by__isnull', False), ('inspected_on__gte', models.F('notified_on'))), _connector='OR'), name='inspection_result_has_day_and_person', violation_error_message='検査日は、完了の通知日と同じ日かそれより後の日にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correct_by__gte', models.F('inspected_on')), ('result', 'failed'), models.Q(('comment', ''), _negated=True)), models.Q(models.Q(('result', 'failed'), _negated=True), ('correct_by__isnull', True)), _connector='OR'), name='inspection_failed_names_correction_and_day', violation_error_message='不合格のときは、補正の内容と、検査日以後の補正の期限を入力してください。'),
        ),
    ]
