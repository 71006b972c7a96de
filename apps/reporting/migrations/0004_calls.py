import apps.core.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

TAKE_BACK = """
UPDATE reporting_report SET state = 'draft', confirmed_at = NULL, confirmed_by_id = NULL
WHERE kind = 'call_monthly' AND state = 'confirmed'
"""
"""A month that was confirmed before its place for proposals was there is read once more."""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_duties")]
    operations = [
        migrations.RunSQL(TAKE_BACK, migrations.RunSQL.noop),
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
            name='proposal',
            field=apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='意見・提案'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='proposal',
            field=apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='意見・提案'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."cause", new_values."confirmed_at", new_values."confirmed_by_id", new_values."drifted_at", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."measure", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposal", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0f61712efc843f1e742ed9eaeb03359c878f4ee6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69d08', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."cause", new_values."confirmed_at", new_values."confirmed_by_id", new_values."drifted_at", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."measure", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposal", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='82b23f21eed0a927bbbc3f8d3868183f31466f03', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c13c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT old_values."cause", old_values."confirmed_at", old_values."confirmed_by_id", old_values."drifted_at", old_values."failure", old_values."first_on", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."last_on", old_values."measure", old_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposal", old_values."reason", old_values."remarks", old_values."remarks_by_id", old_values."requested_at", old_values."requested_by_id", old_values."safe_due_on", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bb001f2e5a53ca9424d9f0b802668f4dbb58350f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a47c2', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_report', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'call_monthly'), ('state', 'confirmed'), _negated=True), models.Q(models.Q(('remarks', ''), _negated=True), models.Q(('proposal', ''), _negated=True)), _connector='OR'), name='report_call_month_is_confirmed_with_words', violation_error_message='月報を確認済にするには、分析・所見と意見・提案の両方が必要です。'),
        ),
    ]
