import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_decisions")]

    operations = [
        migrations.CreateModel(
            name='FrozenCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20, verbose_name='記録の種類')),
                ('place', models.CharField(max_length=80, verbose_name='行の位置')),
                ('measure', models.CharField(max_length=40, verbose_name='項目')),
                ('record_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='数えた記録の番号')),
                ('amounts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, null=True, size=None, verbose_name='記録ごとの数')),
                ('number', models.IntegerField(verbose_name='数')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='reporting.reportrevision', verbose_name='報告書の版')),
            ],
            options={
                'verbose_name': '報告書の数の内訳',
                'verbose_name_plural': '報告書の数の内訳',
                'ordering': ['revision', 'source', 'place', 'measure'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'source', 'place', 'measure'), name='frozencell_one_per_revision_and_place', violation_error_message='この版のこの欄の内訳はすでにあります。'), models.CheckConstraint(condition=models.Q(('record_ids__len__gt', 0)), name='frozencell_has_records', violation_error_message='内訳には、数えた記録が必要です。'), models.CheckConstraint(condition=models.Q(('amounts__isnull', False), ('number', models.Func(models.F('record_ids'), function='cardinality', output_field=models.IntegerField())), _connector='OR'), name='frozencell_number_is_the_count_of_its_records', violation_error_message='欄の数は、数えた記録の件数にしてください。')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frozencell',
            trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7bcc9842ade4460d4b190a6c1995c0ab73640b79', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changes_1690d', table='reporting_frozencell', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frozencell',
            trigger=pgtrigger.compiler.Trigger(name='frozen_with_its_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.id = NEW.revision_id AND r.issued_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'the revision is issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'frozencell_frozen_with_its_revision';\n                    END IF;\n                    IF NEW.amounts IS NOT NULL AND (\n                        cardinality(NEW.amounts) <> cardinality(NEW.record_ids)\n                        OR NEW.number <> (SELECT coalesce(sum(amount), 0) FROM unnest(NEW.amounts) AS amount)\n                    ) THEN\n                        RAISE EXCEPTION 'the number is not the sum of its records'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'frozencell_number_is_sum_of_records';\n                    END IF;\n                    RETURN NEW;\n                ", hash='341cc46571c3619531216d05f6e0289ff1c4e023', operation='INSERT', pgid='pgtrigger_frozen_with_its_revision_2953c', table='reporting_frozencell', when='BEFORE')),
        ),
    ]
