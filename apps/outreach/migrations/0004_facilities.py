import apps.core.bigrams
import apps.core.fields
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from apps.core import bigrams


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0003_links'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(bigrams.CREATE_FUNCTIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='FacilityContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', apps.core.fields.GuardedCharField(help_text='例：生活相談員、事務室。氏名は入力しません。', max_length=40, verbose_name='担当')),
                ('phone', apps.core.fields.GuardedCharField(max_length=20, verbose_name='電話番号')),
                ('extension', apps.core.fields.GuardedCharField(blank=True, max_length=10, verbose_name='内線')),
                ('reachable', apps.core.fields.GuardedCharField(blank=True, help_text='例：平日 9時〜12時', max_length=60, verbose_name='連絡のつく時間')),
                ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='備考')),
                ('is_first', models.BooleanField(default=False, verbose_name='最初にかける連絡先')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='使わなくなった日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
            ],
            options={
                'verbose_name': '施設の連絡先',
                'verbose_name_plural': '施設の連絡先',
                'ordering': ['facility', '-is_first', 'duty', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FacilityContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('duty', apps.core.fields.GuardedCharField(help_text='例：生活相談員、事務室。氏名は入力しません。', max_length=40, verbose_name='担当')),
                ('phone', apps.core.fields.GuardedCharField(max_length=20, verbose_name='電話番号')),
                ('extension', apps.core.fields.GuardedCharField(blank=True, max_length=10, verbose_name='内線')),
                ('reachable', apps.core.fields.GuardedCharField(blank=True, help_text='例：平日 9時〜12時', max_length=60, verbose_name='連絡のつく時間')),
                ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='備考')),
                ('is_first', models.BooleanField(default=False, verbose_name='最初にかける連絡先')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='使わなくなった日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FacilityImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='ファイルのSHA-256')),
                ('file_name', apps.core.fields.GuardedCharField(max_length=200, verbose_name='ファイル名')),
                ('encoding', apps.core.fields.GuardedCharField(max_length=20, verbose_name='文字コード')),
                ('source_on', models.DateField(verbose_name='データの日付')),
                ('stage', models.CharField(choices=[('shown', '確認待ち'), ('taken', '取込済')], default='shown', max_length=10, verbose_name='段階')),
                ('read_at', models.DateTimeField(verbose_name='読み込んだ日時')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='取り込んだ日時')),
            ],
            options={
                'verbose_name': '施設の取り込み',
                'verbose_name_plural': '施設の取り込み',
                'ordering': ['-read_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FacilityImportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64, verbose_name='ファイルのSHA-256')),
                ('file_name', apps.core.fields.GuardedCharField(max_length=200, verbose_name='ファイル名')),
                ('encoding', apps.core.fields.GuardedCharField(max_length=20, verbose_name='文字コード')),
                ('source_on', models.DateField(verbose_name='データの日付')),
                ('stage', models.CharField(choices=[('shown', '確認待ち'), ('taken', '取込済')], default='shown', max_length=10, verbose_name='段階')),
                ('read_at', models.DateTimeField(verbose_name='読み込んだ日時')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='取り込んだ日時')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FacilityImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='行')),
                ('office_number', apps.core.fields.GuardedCharField(blank=True, max_length=10, verbose_name='事業所番号')),
                ('outcome', models.CharField(choices=[('waiting', '確認待ち'), ('new', '新規'), ('changed', '変更'), ('same', '変更なし'), ('left', '見送り'), ('rejected', '不備'), ('dismissed', '対象外')], max_length=10, verbose_name='結果')),
                ('reason', apps.core.fields.GuardedCharField(blank=True, max_length=300, verbose_name='取り込めない理由')),
                ('cells', models.JSONField(default=dict, verbose_name='行の内容')),
                ('cleaned', models.JSONField(default=list, verbose_name='整えた内容')),
                ('doubts', models.JSONField(default=list, verbose_name='確かめる内容')),
                ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='対象外とした理由')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='対応日時')),
            ],
            options={
                'verbose_name': '施設の取り込みの行',
                'verbose_name_plural': '施設の取り込みの行',
                'ordering': ['facility_import', 'line'],
            },
        ),
        migrations.CreateModel(
            name='FacilityImportRowEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('line', models.PositiveIntegerField(verbose_name='行')),
                ('office_number', apps.core.fields.GuardedCharField(blank=True, max_length=10, verbose_name='事業所番号')),
                ('outcome', models.CharField(choices=[('waiting', '確認待ち'), ('new', '新規'), ('changed', '変更'), ('same', '変更なし'), ('left', '見送り'), ('rejected', '不備'), ('dismissed', '対象外')], max_length=10, verbose_name='結果')),
                ('reason', apps.core.fields.GuardedCharField(blank=True, max_length=300, verbose_name='取り込めない理由')),
                ('cells', models.JSONField(default=dict, verbose_name='行の内容')),
                ('cleaned', models.JSONField(default=list, verbose_name='整えた内容')),
                ('doubts', models.JSONField(default=list, verbose_name='確かめる内容')),
                ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='対象外とした理由')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='対応日時')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='facility',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='facility',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='facility',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='facility',
            name='capacity',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, '1人以上で入力してください。')], verbose_name='定員'),
        ),
        migrations.AddField(
            model_name='facility',
            name='closed_reason',
            field=apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='休廃止の理由'),
        ),
        migrations.AddField(
            model_name='facility',
            name='corporation',
            field=apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='法人の名称'),
        ),
        migrations.AddField(
            model_name='facility',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='画面で直した日時'),
        ),
        migrations.AddField(
            model_name='facility',
            name='fax',
            field=apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='FAX番号'),
        ),
        migrations.AddField(
            model_name='facility',
            name='is_active',
            field=models.BooleanField(default=True, verbose_name='訪問の対象'),
        ),
        migrations.AddField(
            model_name='facility',
            name='postal_code',
            field=apps.core.fields.GuardedCharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('\\A[0-9]{3}-[0-9]{4}\\Z', '郵便番号は7桁の数字で入力してください。')], verbose_name='郵便番号'),
        ),
        migrations.AddField(
            model_name='facility',
            name='search_grams',
            field=models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Bigrams(django.db.models.functions.text.Concat('name', models.Value('\n'), 'name_kana', models.Value('\n'), 'office_number', models.Value('\n'), 'address', models.Value('\n'), 'phone', models.Value('\n'), django.db.models.functions.text.Replace('phone', models.Value('-'), models.Value('')), models.Value('\n'), output_field=models.TextField())), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='文字の組'), verbose_name='検索用の文字の組'),
        ),
        migrations.AddField(
            model_name='facility',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Normalised(django.db.models.functions.text.Concat('name', models.Value('\n'), 'name_kana', models.Value('\n'), 'office_number', models.Value('\n'), 'address', models.Value('\n'), 'phone', models.Value('\n'), django.db.models.functions.text.Replace('phone', models.Value('-'), models.Value('')), models.Value('\n'), output_field=models.TextField())), output_field=models.TextField(), verbose_name='検索用の文'),
        ),
        migrations.AddField(
            model_name='facility',
            name='source',
            field=models.CharField(choices=[('hand', '手入力'), ('public', '介護サービス情報の公表')], default='hand', max_length=10, verbose_name='出典'),
        ),
        migrations.AddField(
            model_name='facility',
            name='source_on',
            field=models.DateField(blank=True, null=True, verbose_name='出典のデータの日付'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='capacity',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, '1人以上で入力してください。')], verbose_name='定員'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='closed_reason',
            field=apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='休廃止の理由'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='corporation',
            field=apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='法人の名称'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='画面で直した日時'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='fax',
            field=apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='FAX番号'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='is_active',
            field=models.BooleanField(default=True, verbose_name='訪問の対象'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='postal_code',
            field=apps.core.fields.GuardedCharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('\\A[0-9]{3}-[0-9]{4}\\Z', '郵便番号は7桁の数字で入力してください。')], verbose_name='郵便番号'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='source',
            field=models.CharField(choices=[('hand', '手入力'), ('public', '介護サービス情報の公表')], default='hand', max_length=10, verbose_name='出典'),
        ),
        migrations.AddField(
            model_name='facilityevent',
            name='source_on',
            field=models.DateField(blank=True, null=True, verbose_name='出典のデータの日付'),
        ),
        migrations.AddIndex(
            model_name='facility',
            index=models.Index(fields=['name_kana', 'office_number'], name='facility_by_reading'),
        ),
        migrations.AddIndex(
            model_name='facility',
            index=models.Index(models.OrderBy(models.F('capacity'), descending=True, nulls_last=True), models.F('name_kana'), models.F('office_number'), name='facility_by_capacity'),
        ),
        migrations.AddIndex(
            model_name='facility',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['search_grams'], name='facility_search'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityevent" ("address", "capacity", "closed_reason", "corporation", "edited_at", "fax", "id", "is_active", "kind", "name", "name_kana", "office_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "source", "source_on", "submission_key") SELECT new_values."address", new_values."capacity", new_values."closed_reason", new_values."corporation", new_values."edited_at", new_values."fax", new_values."id", new_values."is_active", new_values."kind", new_values."name", new_values."name_kana", new_values."office_number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."postal_code", new_values."source", new_values."source_on", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dce7f50391da41319b86c93821fc1566e563acaa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6cc22', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityevent" ("address", "capacity", "closed_reason", "corporation", "edited_at", "fax", "id", "is_active", "kind", "name", "name_kana", "office_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "source", "source_on", "submission_key") SELECT new_values."address", new_values."capacity", new_values."closed_reason", new_values."corporation", new_values."edited_at", new_values."fax", new_values."id", new_values."is_active", new_values."kind", new_values."name", new_values."name_kana", new_values."office_number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."postal_code", new_values."source", new_values."source_on", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."address" IS DISTINCT FROM (new_values."address") OR old_values."capacity" IS DISTINCT FROM (new_values."capacity") OR old_values."closed_reason" IS DISTINCT FROM (new_values."closed_reason") OR old_values."corporation" IS DISTINCT FROM (new_values."corporation") OR old_values."edited_at" IS DISTINCT FROM (new_values."edited_at") OR old_values."fax" IS DISTINCT FROM (new_values."fax") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."name_kana" IS DISTINCT FROM (new_values."name_kana") OR old_values."office_number" IS DISTINCT FROM (new_values."office_number") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."postal_code" IS DISTINCT FROM (new_values."postal_code") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."source_on" IS DISTINCT FROM (new_values."source_on") OR old_values."submission_key" IS DISTINCT FROM (new_values."submission_key")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0b630f7e585103d676578f89979a62c60990b139', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_34396', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityevent" ("address", "capacity", "closed_reason", "corporation", "edited_at", "fax", "id", "is_active", "kind", "name", "name_kana", "office_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "source", "source_on", "submission_key") SELECT old_values."address", old_values."capacity", old_values."closed_reason", old_values."corporation", old_values."edited_at", old_values."fax", old_values."id", old_values."is_active", old_values."kind", old_values."name", old_values."name_kana", old_values."office_number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."postal_code", old_values."source", old_values."source_on", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='10ad4595288b4e8e318b58558d6ab767730197f6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bbec2', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_facility', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='facility',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('capacity__gte', 1), _connector='OR'), name='facility_capacity_is_positive_or_unknown', violation_error_message='定員は1人以上にするか、分からなければ空欄にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='facility',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_reason', ''), ('is_active', True)), models.Q(('closed_reason__gt', ''), ('is_active', False)), _connector='OR'), name='facility_is_closed_with_a_reason', violation_error_message='休廃止とするには理由が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='facility',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'hand'), ('source_on__isnull', True)), models.Q(models.Q(('source', 'hand'), _negated=True), ('source_on__isnull', False)), _connector='OR'), name='facility_from_a_file_has_its_date', violation_error_message='ファイルから取り込んだ施設には、そのデータの日付が必要です。'),
        ),
        migrations.AddField(
            model_name='facilitycontact',
            name='facility',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='outreach.facility', verbose_name='施設'),
        ),
        migrations.AddField(
            model_name='facilitycontactevent',
            name='facility',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設'),
        ),
        migrations.AddField(
            model_name='facilitycontactevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='facilitycontactevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.facilitycontact'),
        ),
        migrations.AddField(
            model_name='facilityimport',
            name='read_by',
            field=models.ForeignKey(help_text='空欄はコマンドによる取り込み', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='読み込んだ人'),
        ),
        migrations.AddField(
            model_name='facilityimport',
            name='taken_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り込んだ人'),
        ),
        migrations.AddField(
            model_name='facilityimportevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='facilityimportevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.facilityimport'),
        ),
        migrations.AddField(
            model_name='facilityimportevent',
            name='read_by',
            field=models.ForeignKey(db_constraint=False, help_text='空欄はコマンドによる取り込み', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='読み込んだ人'),
        ),
        migrations.AddField(
            model_name='facilityimportevent',
            name='taken_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り込んだ人'),
        ),
        migrations.AddField(
            model_name='facilityimportrow',
            name='facility',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='import_rows', to='outreach.facility', verbose_name='施設'),
        ),
        migrations.AddField(
            model_name='facilityimportrow',
            name='facility_import',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='outreach.facilityimport', verbose_name='取り込み'),
        ),
        migrations.AddField(
            model_name='facilityimportrow',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
        ),
        migrations.AddField(
            model_name='facilityimportrowevent',
            name='facility',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設'),
        ),
        migrations.AddField(
            model_name='facilityimportrowevent',
            name='facility_import',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilityimport', verbose_name='取り込み'),
        ),
        migrations.AddField(
            model_name='facilityimportrowevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='facilityimportrowevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.facilityimportrow'),
        ),
        migrations.AddField(
            model_name='facilityimportrowevent',
            name='settled_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
        ),
        migrations.AddConstraint(
            model_name='facilitycontact',
            constraint=models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('facility',), name='facilitycontact_one_is_called_first', violation_error_message='最初にかける連絡先は、施設に1つだけです。'),
        ),
        migrations.AddConstraint(
            model_name='facilitycontact',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('is_first', False), _connector='OR'), name='facilitycontact_ended_is_not_called_first', violation_error_message='使わない連絡先は、最初にかける連絡先にできません。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitycontact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitycontactevent" ("duty", "ended_at", "extension", "facility_id", "id", "is_first", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reachable", "submission_key") SELECT new_values."duty", new_values."ended_at", new_values."extension", new_values."facility_id", new_values."id", new_values."is_first", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."reachable", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b77c19b32ffadc6abb9d2668be96bb6534963d88', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f8add', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_facilitycontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitycontact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitycontactevent" ("duty", "ended_at", "extension", "facility_id", "id", "is_first", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reachable", "submission_key") SELECT new_values."duty", new_values."ended_at", new_values."extension", new_values."facility_id", new_values."id", new_values."is_first", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."reachable", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='802a0d8e8e64ade823b6094d6c2c6bff89cb52bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2487c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_facilitycontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitycontact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitycontactevent" ("duty", "ended_at", "extension", "facility_id", "id", "is_first", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reachable", "submission_key") SELECT old_values."duty", old_values."ended_at", old_values."extension", old_values."facility_id", old_values."id", old_values."is_first", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."reachable", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='870f936d3ae0db44bed87596d199734cb5050312', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4c573', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_facilitycontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilitycontactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='388f449822d4d17df00bcab4b6abef7e6238c31e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89cb2', table='outreach_facilitycontactevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='facilityimport',
            constraint=models.UniqueConstraint(fields=('sha256',), name='facilityimport_one_for_each_file', violation_error_message='同じ内容のファイルは、すでに読み込まれています。'),
        ),
        migrations.AddConstraint(
            model_name='facilityimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'shown'), ('taken_at__isnull', True), ('taken_by__isnull', True)), models.Q(('stage', 'taken'), ('taken_at__isnull', False)), _connector='OR'), name='facilityimport_taken_at_some_time', violation_error_message='取り込んだファイルには、その日時が必要です。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityimport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityimportevent" ("encoding", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "sha256", "source_on", "stage", "taken_at", "taken_by_id") SELECT new_values."encoding", new_values."file_name", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."read_at", new_values."read_by_id", new_values."sha256", new_values."source_on", new_values."stage", new_values."taken_at", new_values."taken_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='417671b737b86950417e3088118ca310a3a7a550', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ed0ad', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_facilityimport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityimport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityimportevent" ("encoding", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "sha256", "source_on", "stage", "taken_at", "taken_by_id") SELECT new_values."encoding", new_values."file_name", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."read_at", new_values."read_by_id", new_values."sha256", new_values."source_on", new_values."stage", new_values."taken_at", new_values."taken_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7261d10a0d55b48c2d6faa14c3d28c3443f414a3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_30d18', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_facilityimport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityimport',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityimportevent" ("encoding", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "sha256", "source_on", "stage", "taken_at", "taken_by_id") SELECT old_values."encoding", old_values."file_name", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."read_at", old_values."read_by_id", old_values."sha256", old_values."source_on", old_values."stage", old_values."taken_at", old_values."taken_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='55afe48daaa01739ebbeb114aaf3a504e174b299', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_061d2', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_facilityimport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityimportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='58cfb9ede286d878ef7d0c241ebb794e1baee5c5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7eb42', table='outreach_facilityimportevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='facilityimportrow',
            constraint=models.UniqueConstraint(fields=('facility_import', 'line'), name='facilityimportrow_one_for_each_line', violation_error_message='この行は、すでに記録されています。'),
        ),
        migrations.AddConstraint(
            model_name='facilityimportrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'rejected'), _negated=True), ('reason__gt', ''), _connector='OR'), name='facilityimportrow_rejected_with_a_reason', violation_error_message='取り込めない行には、その理由が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='facilityimportrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note__gt', ''), ('outcome', 'dismissed')), models.Q(models.Q(('outcome', 'dismissed'), _negated=True), ('note', '')), _connector='OR'), name='facilityimportrow_dismissed_with_a_reason', violation_error_message='対象外とするには理由が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='facilityimportrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('new', 'changed', 'same', 'left')), _negated=True), ('facility__isnull', False), _connector='OR'), name='facilityimportrow_taken_leads_to_its_facility', violation_error_message='取り込んだ行には、その施設が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='facilityimportrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='facilityimportrow_settled_by_somebody_at_some_time', violation_error_message='対応した行には、対応者と対応日時が必要です。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityimportrow',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityimportrowevent" ("cells", "cleaned", "doubts", "facility_id", "facility_import_id", "id", "line", "note", "office_number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id") SELECT new_values."cells", new_values."cleaned", new_values."doubts", new_values."facility_id", new_values."facility_import_id", new_values."id", new_values."line", new_values."note", new_values."office_number", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."settled_at", new_values."settled_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6059e3381216cb2eda16ef77b126abacc1047ef4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9d2ae', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_facilityimportrow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityimportrow',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityimportrowevent" ("cells", "cleaned", "doubts", "facility_id", "facility_import_id", "id", "line", "note", "office_number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id") SELECT old_values."cells", old_values."cleaned", old_values."doubts", old_values."facility_id", old_values."facility_import_id", old_values."id", old_values."line", old_values."note", old_values."office_number", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."settled_at", old_values."settled_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4bfa3678857d3624a29a61999d541991b7313995', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d4d05', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_facilityimportrow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityimportrowevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f7fde5d9d00b89738b7e7c0912c059280751df60', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1305', table='outreach_facilityimportrowevent', when='BEFORE')),
        ),
    ]
