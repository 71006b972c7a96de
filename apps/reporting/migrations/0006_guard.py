import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from psycopg import sql


def _withdraw_the_names_of_staff(apps, schema_editor):
    """Reports name no staff any more: the second role of the database, where there is one, reads nothing."""
    former = f"{settings.REPORT_READER_ROLE}_with_staff_names"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [former])
        if cursor.fetchone():
            role = sql.Identifier(former)
            cursor.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role))
            cursor.execute(sql.SQL("REVOKE ALL ON SCHEMA public FROM {}").format(role))


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("reporting", "0005_counters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DoubtfulPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inquiry', models.BigIntegerField(verbose_name='記録の番号')),
                ('column', models.CharField(max_length=20, verbose_name='欄')),
                ('position', models.PositiveIntegerField(verbose_name='何文字目')),
                ('rule', models.CharField(max_length=20, verbose_name='規則')),
                ('is_refused', models.BooleanField(verbose_name='マイナンバーの疑い')),
            ],
            options={
                'verbose_name': '個人情報の疑いがある箇所',
                'verbose_name_plural': '個人情報の疑いがある箇所',
                'ordering': ['revision', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TextClearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                ('places', models.PositiveIntegerField(verbose_name='読んだ箇所の数')),
                ('cleared_at', models.DateTimeField(verbose_name='確認日時')),
            ],
            options={
                'verbose_name': '個人情報の疑いの確認',
                'verbose_name_plural': '個人情報の疑いの確認',
                'ordering': ['-cleared_at'],
            },
        ),
        migrations.CreateModel(
            name='TextClearanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                ('places', models.PositiveIntegerField(verbose_name='読んだ箇所の数')),
                ('cleared_at', models.DateTimeField(verbose_name='確認日時')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='issue_needs_texts_that_another_has_read', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'issued\' AND OLD."issued_at" IS DISTINCT FROM (NEW."issued_at"))', declare='DECLARE made reporting_reportrevision;', func="\n                    SELECT * INTO made FROM reporting_reportrevision WHERE report_id = NEW.id\n                    ORDER BY number DESC LIMIT 1;\n                    IF (made.content #>> '{guard,refused}')::int > 0 OR (made.content #>> '{guard,hits}')::int > 0\n                        AND NOT EXISTS (\n                            SELECT 1 FROM reporting_textclearance c\n                            WHERE c.revision_id = made.id AND c.pdf_sha256 = made.pdf_sha256\n                            AND (c.cleared_by_id <> NEW.issued_by_id OR NEW.kind = 'completion')\n                        )\n                    THEN\n                        RAISE EXCEPTION 'texts that look personal were not read by another than who issues'\n                            USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'report_issue_needs_texts_that_another_has_read';\n                    END IF;\n                    RETURN NEW;\n                ", hash='8a4068b030fbaa2238f88b117ca5c29ffc84f38e', operation='UPDATE', pgid='pgtrigger_issue_needs_texts_that_another_has_read_454ba', table='reporting_report', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='doubtfulplace',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='reporting.reportrevision', verbose_name='報告書の版'),
        ),
        migrations.AddField(
            model_name='textclearance',
            name='cleared_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
        ),
        migrations.AddField(
            model_name='textclearance',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to='reporting.reportrevision', verbose_name='報告書の版'),
        ),
        migrations.AddField(
            model_name='textclearanceevent',
            name='cleared_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
        ),
        migrations.AddField(
            model_name='textclearanceevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='textclearanceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.textclearance'),
        ),
        migrations.AddField(
            model_name='textclearanceevent',
            name='revision',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportrevision', verbose_name='報告書の版'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doubtfulplace',
            trigger=pgtrigger.compiler.Trigger(name='frozen_with_its_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.issued_at IS NOT NULL\n                        AND r.id IN (CASE WHEN TG_OP = 'DELETE' THEN OLD.revision_id ELSE NEW.revision_id END,\n                            CASE WHEN TG_OP = 'INSERT' THEN NEW.revision_id ELSE OLD.revision_id END)\n                    ) THEN\n                        RAISE EXCEPTION 'the revision is issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'doubtfulplace_frozen_with_its_revision';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='00a4b691088e3ad4fa95d6f500455e8272497c66', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_with_its_revision_e7392', table='reporting_doubtfulplace', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='textclearance',
            constraint=models.UniqueConstraint(fields=('revision', 'pdf_sha256'), name='textclearance_one_per_making', violation_error_message='この版の個人情報の疑いは、すでに確認されています。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textclearance',
            trigger=pgtrigger.compiler.Trigger(name='frozen_with_its_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.issued_at IS NOT NULL\n                        AND r.id IN (CASE WHEN TG_OP = 'DELETE' THEN OLD.revision_id ELSE NEW.revision_id END,\n                            CASE WHEN TG_OP = 'INSERT' THEN NEW.revision_id ELSE OLD.revision_id END)\n                    ) THEN\n                        RAISE EXCEPTION 'the revision is issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'textclearance_frozen_with_its_revision';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='d314da98da29567fcd531362b838893050e42116', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_with_its_revision_cfdf6', table='reporting_textclearance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textclearance',
            trigger=pgtrigger.compiler.Trigger(name='is_of_every_place_of_the_open_making', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.id = NEW.revision_id AND r.pdf_sha256 = NEW.pdf_sha256\n                        AND (r.content #>> '{guard,hits}')::int = NEW.places\n                        AND (r.content #>> '{guard,refused}')::int = 0\n                    ) THEN\n                        RAISE EXCEPTION 'not all places of the open making were read, or one may never pass'\n                            USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'textclearance_is_of_every_place_of_the_open_making';\n                    END IF;\n                    RETURN NEW;\n                ", hash='e5ecd8a6e09008fc13bb59073445796d5c2d6798', operation='INSERT', pgid='pgtrigger_is_of_every_place_of_the_open_making_5d344', table='reporting_textclearance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textclearance',
            trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e54860a234c527f762c6dd2149c7bae58b338424', operation='UPDATE', pgid='pgtrigger_never_changes_c98c5', table='reporting_textclearance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textclearance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_textclearanceevent" ("cleared_at", "cleared_by_id", "id", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "revision_id") SELECT new_values."cleared_at", new_values."cleared_by_id", new_values."id", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."places", new_values."revision_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='30ea1e1785b3df64b87ccdc527282d25acae35a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3a2cf', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_textclearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textclearance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_textclearanceevent" ("cleared_at", "cleared_by_id", "id", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "revision_id") SELECT new_values."cleared_at", new_values."cleared_by_id", new_values."id", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."revision_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8f015a5a051060f71aa4d01bce81e23d0bb2b11d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fa100', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_textclearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textclearance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_textclearanceevent" ("cleared_at", "cleared_by_id", "id", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "revision_id") SELECT old_values."cleared_at", old_values."cleared_by_id", old_values."id", old_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."revision_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b610c1724601affd2caad872c0d635c5c6fcccc1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ab7fb', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_textclearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textclearanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad02679e5ac91b64b103e10a98d1496b6282068c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1960b', table='reporting_textclearanceevent', when='BEFORE')),
        ),
        migrations.RunPython(_withdraw_the_names_of_staff, migrations.RunPython.noop),
    ]
