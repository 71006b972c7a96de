import apps.core.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ("reporting", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted', models.BooleanField(verbose_name='受理')),
                ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='市の意見')),
                ('decided_at', models.DateTimeField(verbose_name='受理・差戻しの日時')),
            ],
            options={
                'verbose_name': '報告書の受理・差戻し',
                'verbose_name_plural': '報告書の受理・差戻し',
                'ordering': ['decided_at'],
            },
        ),
        migrations.CreateModel(
            name='ReportDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('accepted', models.BooleanField(verbose_name='受理')),
                ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='市の意見')),
                ('decided_at', models.DateTimeField(verbose_name='受理・差戻しの日時')),
            ],
            options={
                'abstract': False,
            },
        ),
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
        migrations.RemoveConstraint(
            model_name='report',
            name='report_is_confirmed_before_issue',
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='report_issued_state_has_moment',
        ),
        migrations.AddField(
            model_name='report',
            name='drifted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='提出後に記録が変わったことに気づいた日時'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='drifted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='提出後に記録が変わったことに気づいた日時'),
        ),
        migrations.AlterField(
            model_name='report',
            name='state',
            field=models.CharField(choices=[('requested', '作成中'), ('draft', '下書き'), ('confirmed', '確認済'), ('issued', '提出済'), ('accepted', '受理'), ('returned', '差戻し')], default='requested', max_length=20, verbose_name='状態'),
        ),
        migrations.AlterField(
            model_name='reportevent',
            name='state',
            field=models.CharField(choices=[('requested', '作成中'), ('draft', '下書き'), ('confirmed', '確認済'), ('issued', '提出済'), ('accepted', '受理'), ('returned', '差戻し')], default='requested', max_length=20, verbose_name='状態'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='state_says_what_the_city_holds', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'issued\', \'accepted\', \'returned\'))', declare='DECLARE held VARCHAR;', func="\n                    SELECT CASE WHEN r.issued_at IS NULL THEN 'open' WHEN d.id IS NULL THEN 'issued'\n                        WHEN d.accepted THEN 'accepted' ELSE 'returned' END INTO held\n                    FROM reporting_reportrevision r LEFT JOIN reporting_reportdecision d ON d.revision_id = r.id\n                    WHERE r.report_id = NEW.id ORDER BY r.number DESC LIMIT 1;\n                    IF held IS DISTINCT FROM NEW.state THEN\n                        RAISE EXCEPTION 'the newest revision is not %', NEW.state\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_state_says_what_the_city_holds';\n                    END IF;\n                    RETURN NEW;\n                ", hash='cbad19e8836352678dc5c030b17f41aaa76cdde4', operation='INSERT OR UPDATE', pgid='pgtrigger_state_says_what_the_city_holds_8332d', table='reporting_report', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."drifted_at", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='49bc82a7ac0df9e9429c3f438952ffc92f9ce11d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69d08', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."drifted_at", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='14a5b4448897290519f7e2551693191d008dfc32', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c13c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT old_values."confirmed_at", old_values."confirmed_by_id", old_values."drifted_at", old_values."failure", old_values."first_on", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."last_on", old_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."remarks", old_values."remarks_by_id", old_values."requested_at", old_values."requested_by_id", old_values."safe_due_on", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ff7d5ec38885a58759d598f6f1701e32547e10e9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a47c2', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_report', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'issued', 'accepted', 'returned']), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='report_is_confirmed_before_issue', violation_error_message='確認していない報告書は提出できません。'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('issued', 'accepted', 'returned')), _negated=True), ('issued_at__isnull', False), _connector='OR'), name='report_issued_state_has_moment', violation_error_message='提出済の報告書には提出日時が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('drifted_at__isnull', True), models.Q(('drifted_at__gte', models.F('issued_at')), ('state__in', ('issued', 'accepted', 'returned'))), _connector='OR'), name='report_drift_is_noticed_after_issue', violation_error_message='提出後の記録の変更は、提出した報告書にだけ、提出より後の日時で残せます。'),
        ),
        migrations.AddField(
            model_name='reportdecision',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理・差戻しをした人'),
        ),
        migrations.AddField(
            model_name='reportdecision',
            name='revision',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='reporting.reportrevision', verbose_name='報告書の版'),
        ),
        migrations.AddField(
            model_name='reportdecisionevent',
            name='decided_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理・差戻しをした人'),
        ),
        migrations.AddField(
            model_name='reportdecisionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportdecisionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportdecision'),
        ),
        migrations.AddField(
            model_name='reportdecisionevent',
            name='revision',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportrevision', verbose_name='報告書の版'),
        ),
        migrations.AddConstraint(
            model_name='reportdecision',
            constraint=models.CheckConstraint(condition=models.Q(('accepted', True), ('comment__regex', '\\S'), _connector='OR'), name='reportdecision_return_has_comment', violation_error_message='差し戻すときは、理由を入力してください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportdecision',
            trigger=pgtrigger.compiler.Trigger(name='is_about_what_the_city_holds', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM 1 FROM reporting_report p JOIN reporting_reportrevision r ON r.report_id = p.id\n                    WHERE r.id = NEW.revision_id AND p.state = 'issued' AND r.issued_at <= NEW.decided_at\n                    AND NOT EXISTS (\n                        SELECT 1 FROM reporting_reportrevision n WHERE n.report_id = p.id AND n.number > r.number\n                    )\n                    FOR NO KEY UPDATE OF p;\n                    IF NOT FOUND THEN\n                        RAISE EXCEPTION 'only the newest revision is decided on, after its issue'\n                            USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'reportdecision_is_about_what_the_city_holds';\n                    END IF;\n                    RETURN NEW;\n                ", hash='6e9a2e2692b1a17aa3bff66c5737b9fea7dabc2f', operation='INSERT', pgid='pgtrigger_is_about_what_the_city_holds_4392c', table='reporting_reportdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportdecision',
            trigger=pgtrigger.compiler.Trigger(name='is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='51e7aa4647f25061825d260dc38b98c4588219ef', operation='UPDATE OR DELETE', pgid='pgtrigger_is_final_28c55', table='reporting_reportdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportdecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportdecisionevent" ("accepted", "comment", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT new_values."accepted", new_values."comment", new_values."decided_at", new_values."decided_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revision_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0559df8e060de9617142d9db04ea9fa30aa0d331', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_26e36', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_reportdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportdecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportdecisionevent" ("accepted", "comment", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT new_values."accepted", new_values."comment", new_values."decided_at", new_values."decided_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revision_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='61a1694e579766d633bcbc853bd173529115470b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_86efa', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_reportdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportdecision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportdecisionevent" ("accepted", "comment", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT old_values."accepted", old_values."comment", old_values."decided_at", old_values."decided_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revision_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8322a926a19d055b8483485ebfa35aded12f7309', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8a1e0', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_reportdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportdecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5369190960dcc5ef3608f667b1cbce89dad36780', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5e393', table='reporting_reportdecisionevent', when='BEFORE')),
        ),
    ]
