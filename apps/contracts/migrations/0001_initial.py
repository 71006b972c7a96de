import apps.core.fields
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
import re
import uuid
from django.conf import settings
from django.db import migrations, models
from apps.core.migration_operations import AddTriggers, CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='AgreementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=8, verbose_name='番号')),
                    ('title', apps.core.fields.GuardedCharField(max_length=120, verbose_name='件名')),
                    ('place', apps.core.fields.GuardedCharField(max_length=120, verbose_name='仕様書の箇所')),
                    ('question', apps.core.fields.GuardedTextField(max_length=2000, verbose_name='確認したい事項')),
                    ('default', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='回答があるまでの取扱い')),
                    ('asked_on', models.DateField(blank=True, null=True, verbose_name='照会日')),
                    ('answered_on', models.DateField(blank=True, null=True, verbose_name='回答日')),
                    ('answer', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='市の回答')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='決定日')),
                    ('decision', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='決定内容')),
                    ('document', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='文書番号・資料名')),
                    ('link', apps.core.fields.GuardedCharField(blank=True, max_length=300, validators=[django.core.validators.URLValidator(['https', 'http'])], verbose_name='文書の所在（URL）')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Closure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='休業日')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=120, verbose_name='理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '臨時休業',
                    'verbose_name_plural': '臨時休業',
                    'ordering': ['day', 'site'],
                },
            ),
            migrations.CreateModel(
                name='ClosureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('day', models.DateField(verbose_name='休業日')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=120, verbose_name='理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ContractTerm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=8, verbose_name='コード')),
                    ('title', apps.core.fields.GuardedCharField(max_length=60, verbose_name='名称')),
                    ('starts_on', models.DateField(verbose_name='運営開始日')),
                    ('ends_on', models.DateField(verbose_name='運営終了日')),
                    ('signed_on', models.DateField(blank=True, null=True, verbose_name='契約締結日')),
                    ('total_yen', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='契約金額（税抜・円）')),
                ],
                options={
                    'verbose_name': '契約年度',
                    'verbose_name_plural': '契約年度',
                    'ordering': ['starts_on'],
                },
            ),
            migrations.CreateModel(
                name='ContractTermEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=8, verbose_name='コード')),
                    ('title', apps.core.fields.GuardedCharField(max_length=60, verbose_name='名称')),
                    ('starts_on', models.DateField(verbose_name='運営開始日')),
                    ('ends_on', models.DateField(verbose_name='運営終了日')),
                    ('signed_on', models.DateField(blank=True, null=True, verbose_name='契約締結日')),
                    ('total_yen', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='契約金額（税抜・円）')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, validators=[django.core.validators.RegexValidator(re.compile('^[-a-zA-Z0-9_]+\\Z'), 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.', 'invalid')], verbose_name='コード')),
                    ('title', apps.core.fields.GuardedCharField(max_length=80, verbose_name='文書名')),
                    ('kind', models.CharField(choices=[('training_curriculum', '研修カリキュラム'), ('counter_manual', '窓口運営マニュアル'), ('reservation_manual', '予約対応マニュアル'), ('inquiry_manual', '問い合わせ対応マニュアル'), ('incident_plan', '事故対応計画'), ('penalties', '守秘義務違反の罰則'), ('other', 'その他')], max_length=20, verbose_name='種類')),
                    ('audience', models.CharField(choices=[('counter', '申請サポート窓口'), ('callcenter', 'コールセンター'), ('all', '全員')], max_length=20, verbose_name='対象者')),
                    ('needs_training', models.BooleanField(default=False, verbose_name='新しい版の適用で再研修が必要')),
                    ('needs_reading', models.BooleanField(default=False, verbose_name='従事者ごとの確認（周知）が必要')),
                    ('clause', apps.core.fields.GuardedCharField(max_length=60, verbose_name='仕様書の箇所')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                ],
                options={
                    'verbose_name': '文書',
                    'verbose_name_plural': '文書',
                    'ordering': ['order', 'code'],
                },
            ),
            migrations.CreateModel(
                name='DocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, validators=[django.core.validators.RegexValidator(re.compile('^[-a-zA-Z0-9_]+\\Z'), 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.', 'invalid')], verbose_name='コード')),
                    ('title', apps.core.fields.GuardedCharField(max_length=80, verbose_name='文書名')),
                    ('kind', models.CharField(choices=[('training_curriculum', '研修カリキュラム'), ('counter_manual', '窓口運営マニュアル'), ('reservation_manual', '予約対応マニュアル'), ('inquiry_manual', '問い合わせ対応マニュアル'), ('incident_plan', '事故対応計画'), ('penalties', '守秘義務違反の罰則'), ('other', 'その他')], max_length=20, verbose_name='種類')),
                    ('audience', models.CharField(choices=[('counter', '申請サポート窓口'), ('callcenter', 'コールセンター'), ('all', '全員')], max_length=20, verbose_name='対象者')),
                    ('needs_training', models.BooleanField(default=False, verbose_name='新しい版の適用で再研修が必要')),
                    ('needs_reading', models.BooleanField(default=False, verbose_name='従事者ごとの確認（周知）が必要')),
                    ('clause', apps.core.fields.GuardedCharField(max_length=60, verbose_name='仕様書の箇所')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='DocumentVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('prepared_on', models.DateField(verbose_name='作成日')),
                    ('replaces_reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='差替理由')),
                    ('location', apps.core.fields.GuardedCharField(max_length=200, verbose_name='文書番号・保管場所')),
                    ('link', apps.core.fields.GuardedCharField(blank=True, max_length=300, validators=[django.core.validators.URLValidator(['https', 'http'])], verbose_name='文書の所在（URL）')),
                    ('submitted_on', models.DateField(blank=True, null=True, verbose_name='提出日')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='決定日')),
                    ('decision', models.CharField(blank=True, choices=[('accepted', '承諾'), ('returned', '差戻')], max_length=10, verbose_name='市の決定')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='市の意見')),
                    ('in_force_from', models.DateField(blank=True, null=True, verbose_name='適用開始日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '文書の版',
                    'verbose_name_plural': '文書の版',
                    'ordering': ['document', '-number'],
                },
            ),
            migrations.CreateModel(
                name='DocumentVersionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('prepared_on', models.DateField(verbose_name='作成日')),
                    ('replaces_reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='差替理由')),
                    ('location', apps.core.fields.GuardedCharField(max_length=200, verbose_name='文書番号・保管場所')),
                    ('link', apps.core.fields.GuardedCharField(blank=True, max_length=300, validators=[django.core.validators.URLValidator(['https', 'http'])], verbose_name='文書の所在（URL）')),
                    ('submitted_on', models.DateField(blank=True, null=True, verbose_name='提出日')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='決定日')),
                    ('decision', models.CharField(blank=True, choices=[('accepted', '承諾'), ('returned', '差戻')], max_length=10, verbose_name='市の決定')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='市の意見')),
                    ('in_force_from', models.DateField(blank=True, null=True, verbose_name='適用開始日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ExtraOpening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='開設日')),
                    ('opens_at', models.TimeField(blank=True, null=True, verbose_name='開設時刻')),
                    ('closes_at', models.TimeField(blank=True, null=True, verbose_name='終了時刻')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=120, verbose_name='理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '臨時開設',
                    'verbose_name_plural': '臨時開設',
                    'ordering': ['day', 'site'],
                },
            ),
            migrations.CreateModel(
                name='ExtraOpeningEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('day', models.DateField(verbose_name='開設日')),
                    ('opens_at', models.TimeField(blank=True, null=True, verbose_name='開設時刻')),
                    ('closes_at', models.TimeField(blank=True, null=True, verbose_name='終了時刻')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=120, verbose_name='理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Incident',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('personal_data', '個人情報・情報セキュリティ'), ('system', '機器・通信・システム'), ('facility', '施設・設備'), ('driving', '車両・運転'), ('other', 'その他')], max_length=20, verbose_name='種類')),
                    ('detected_at', models.DateTimeField(verbose_name='発見の日時')),
                    ('situation', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='状況')),
                    ('measure', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='取った措置')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録の日時')),
                    ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='市に報告した日時')),
                    ('prevention', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='再発の防止策')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終結の日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '事故・障害の記録',
                    'verbose_name_plural': '事故・障害の記録',
                    'ordering': ['-detected_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='IncidentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('personal_data', '個人情報・情報セキュリティ'), ('system', '機器・通信・システム'), ('facility', '施設・設備'), ('driving', '車両・運転'), ('other', 'その他')], max_length=20, verbose_name='種類')),
                    ('detected_at', models.DateTimeField(verbose_name='発見の日時')),
                    ('situation', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='状況')),
                    ('measure', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='取った措置')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録の日時')),
                    ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='市に報告した日時')),
                    ('prevention', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='再発の防止策')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終結の日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OpeningRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(choices=[(1, '月'), (2, '火'), (3, '水'), (4, '木'), (5, '金'), (6, '土'), (7, '日')]), help_text='1が月曜日、7が日曜日です。', size=None, verbose_name='曜日')),
                    ('opens_at', models.TimeField(verbose_name='開設時刻')),
                    ('closes_at', models.TimeField(verbose_name='終了時刻')),
                    ('closed_on_holidays', models.BooleanField(default=True, verbose_name='祝日は休み')),
                    ('closed_at_year_end', models.BooleanField(default=True, verbose_name='年末年始は休み')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                    ('clause', apps.core.fields.GuardedCharField(max_length=60, verbose_name='仕様書の箇所')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                ],
                options={
                    'verbose_name': '開設時間の定め',
                    'verbose_name_plural': '開設時間の定め',
                    'ordering': ['site', 'valid_from'],
                },
            ),
            migrations.CreateModel(
                name='OpeningRuleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(choices=[(1, '月'), (2, '火'), (3, '水'), (4, '木'), (5, '金'), (6, '土'), (7, '日')]), help_text='1が月曜日、7が日曜日です。', size=None, verbose_name='曜日')),
                    ('opens_at', models.TimeField(verbose_name='開設時刻')),
                    ('closes_at', models.TimeField(verbose_name='終了時刻')),
                    ('closed_on_holidays', models.BooleanField(default=True, verbose_name='祝日は休み')),
                    ('closed_at_year_end', models.BooleanField(default=True, verbose_name='年末年始は休み')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                    ('clause', apps.core.fields.GuardedCharField(max_length=60, verbose_name='仕様書の箇所')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Parameter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', apps.core.fields.GuardedCharField(max_length=60, verbose_name='キー')),
                    ('p_number', models.PositiveSmallIntegerField(blank=True, choices=[(1, '契約期間'), (2, '運営期間'), (3, '運営開始の期限'), (4, '支払方法'), (5, '月曜日から金曜日の窓口'), (6, '月曜日から土曜日の窓口'), (7, '出張申請受付の回数と時間'), (8, '窓口の配置人数'), (9, '出張申請受付の配置人数'), (10, '統括責任者'), (11, '運営責任者'), (12, 'チラシ'), (13, '写真の大きさ'), (14, '日次報告書'), (15, '月次報告書'), (16, 'コールセンターの運営時間'), (17, '想定入電件数'), (18, '応答率'), (19, '席数'), (20, 'コールセンターの責任者'), (21, 'コールセンターまでの距離'), (22, '耐震性能'), (23, '連絡用メールアドレス'), (24, 'データセンター'), (25, '市の利用環境'), (26, '検査'), (27, '契約不適合責任'), (28, '違約金')], null=True, verbose_name='区分')),
                    ('label', apps.core.fields.GuardedCharField(max_length=80, verbose_name='項目')),
                    ('kind', models.CharField(choices=[('integer', '整数'), ('decimal', '小数'), ('text', '文字'), ('boolean', 'はい・いいえ'), ('date', '日付'), ('time', '時刻'), ('month_day', '月日')], max_length=10, verbose_name='型')),
                    ('value', models.JSONField(blank=True, verbose_name='値')),
                    ('unit', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='単位')),
                    ('pattern', apps.core.fields.GuardedCharField(blank=True, max_length=80, verbose_name='値の形（正規表現）')),
                    ('minimum', models.IntegerField(blank=True, null=True, verbose_name='最小値')),
                    ('maximum', models.IntegerField(blank=True, null=True, verbose_name='最大値')),
                    ('clause', apps.core.fields.GuardedCharField(max_length=60, verbose_name='仕様書の箇所')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                    ('is_reference', models.BooleanField(default=False, verbose_name='参考値（期間や開設時間の定めが別にある）')),
                ],
                options={
                    'verbose_name': '契約条件',
                    'verbose_name_plural': '契約条件',
                    'ordering': ['p_number', 'key', models.OrderBy(models.F('valid_from'), nulls_first=True)],
                },
            ),
            migrations.CreateModel(
                name='ParameterEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', apps.core.fields.GuardedCharField(max_length=60, verbose_name='キー')),
                    ('p_number', models.PositiveSmallIntegerField(blank=True, choices=[(1, '契約期間'), (2, '運営期間'), (3, '運営開始の期限'), (4, '支払方法'), (5, '月曜日から金曜日の窓口'), (6, '月曜日から土曜日の窓口'), (7, '出張申請受付の回数と時間'), (8, '窓口の配置人数'), (9, '出張申請受付の配置人数'), (10, '統括責任者'), (11, '運営責任者'), (12, 'チラシ'), (13, '写真の大きさ'), (14, '日次報告書'), (15, '月次報告書'), (16, 'コールセンターの運営時間'), (17, '想定入電件数'), (18, '応答率'), (19, '席数'), (20, 'コールセンターの責任者'), (21, 'コールセンターまでの距離'), (22, '耐震性能'), (23, '連絡用メールアドレス'), (24, 'データセンター'), (25, '市の利用環境'), (26, '検査'), (27, '契約不適合責任'), (28, '違約金')], null=True, verbose_name='区分')),
                    ('label', apps.core.fields.GuardedCharField(max_length=80, verbose_name='項目')),
                    ('kind', models.CharField(choices=[('integer', '整数'), ('decimal', '小数'), ('text', '文字'), ('boolean', 'はい・いいえ'), ('date', '日付'), ('time', '時刻'), ('month_day', '月日')], max_length=10, verbose_name='型')),
                    ('value', models.JSONField(blank=True, verbose_name='値')),
                    ('unit', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='単位')),
                    ('pattern', apps.core.fields.GuardedCharField(blank=True, max_length=80, verbose_name='値の形（正規表現）')),
                    ('minimum', models.IntegerField(blank=True, null=True, verbose_name='最小値')),
                    ('maximum', models.IntegerField(blank=True, null=True, verbose_name='最大値')),
                    ('clause', apps.core.fields.GuardedCharField(max_length=60, verbose_name='仕様書の箇所')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                    ('is_reference', models.BooleanField(default=False, verbose_name='参考値（期間や開設時間の定めが別にある）')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ServiceStart',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('service', models.CharField(choices=[('counters', '申請サポート'), ('callcenter', 'コールセンター')], max_length=20, verbose_name='業務')),
                    ('starts_on', models.DateField(verbose_name='運営開始日')),
                ],
                options={
                    'verbose_name': '業務の運営開始日',
                    'verbose_name_plural': '業務の運営開始日',
                    'ordering': ['term', 'service'],
                },
            ),
            migrations.CreateModel(
                name='ServiceStartEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('service', models.CharField(choices=[('counters', '申請サポート'), ('callcenter', 'コールセンター')], max_length=20, verbose_name='業務')),
                    ('starts_on', models.DateField(verbose_name='運営開始日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Site',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=20, verbose_name='コード')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='名称')),
                    ('short_name', apps.core.fields.GuardedCharField(max_length=20, verbose_name='略称')),
                    ('kind', models.CharField(choices=[('counter', '申請サポート窓口'), ('callcenter', 'コールセンター'), ('city', '市役所（開庁日）')], max_length=20, verbose_name='区分')),
                    ('address', apps.core.fields.GuardedCharField(max_length=120, verbose_name='所在地')),
                    ('phone', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='会場の電話')),
                    ('mobile', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='会場の業務用携帯')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('can_issue_form', models.BooleanField(default=False, verbose_name='交付申請書をその場で交付できる')),
                    ('minutes_by_land', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='市庁舎からの所要時間（分）')),
                    ('approved_on', models.DateField(blank=True, null=True, verbose_name='市の承認日')),
                    ('approval_document', apps.core.fields.GuardedCharField(blank=True, max_length=120, verbose_name='承認の文書')),
                ],
                options={
                    'verbose_name': '実施場所',
                    'verbose_name_plural': '実施場所',
                    'ordering': ['order'],
                },
            ),
            migrations.CreateModel(
                name='SiteEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=20, verbose_name='コード')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='名称')),
                    ('short_name', apps.core.fields.GuardedCharField(max_length=20, verbose_name='略称')),
                    ('kind', models.CharField(choices=[('counter', '申請サポート窓口'), ('callcenter', 'コールセンター'), ('city', '市役所（開庁日）')], max_length=20, verbose_name='区分')),
                    ('address', apps.core.fields.GuardedCharField(max_length=120, verbose_name='所在地')),
                    ('phone', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='会場の電話')),
                    ('mobile', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='会場の業務用携帯')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('can_issue_form', models.BooleanField(default=False, verbose_name='交付申請書をその場で交付できる')),
                    ('minutes_by_land', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='市庁舎からの所要時間（分）')),
                    ('approved_on', models.DateField(blank=True, null=True, verbose_name='市の承認日')),
                    ('approval_document', apps.core.fields.GuardedCharField(blank=True, max_length=120, verbose_name='承認の文書')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TaxRate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('percent', models.PositiveSmallIntegerField(verbose_name='税率（%）')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                ],
                options={
                    'verbose_name': '消費税率',
                    'verbose_name_plural': '消費税率',
                    'ordering': ['valid_from'],
                },
            ),
            migrations.CreateModel(
                name='TaxRateEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('percent', models.PositiveSmallIntegerField(verbose_name='税率（%）')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=8, verbose_name='番号')),
                    ('title', apps.core.fields.GuardedCharField(max_length=120, verbose_name='件名')),
                    ('place', apps.core.fields.GuardedCharField(max_length=120, verbose_name='仕様書の箇所')),
                    ('question', apps.core.fields.GuardedTextField(max_length=2000, verbose_name='確認したい事項')),
                    ('default', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='回答があるまでの取扱い')),
                    ('asked_on', models.DateField(blank=True, null=True, verbose_name='照会日')),
                    ('answered_on', models.DateField(blank=True, null=True, verbose_name='回答日')),
                    ('answer', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='市の回答')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='決定日')),
                    ('decision', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='決定内容')),
                    ('document', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='文書番号・資料名')),
                    ('link', apps.core.fields.GuardedCharField(blank=True, max_length=300, validators=[django.core.validators.URLValidator(['https', 'http'])], verbose_name='文書の所在（URL）')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '協議事項',
                    'verbose_name_plural': '協議事項',
                    'ordering': [django.db.models.functions.text.Length('code'), 'code'],
                    'constraints': [models.UniqueConstraint(fields=('code',), name='agreement_code_is_unique', violation_error_message='この番号はすでに使われています。'), models.CheckConstraint(condition=models.Q(('code__regex', '^C[1-9][0-9]*$')), name='agreement_code_is_c_and_number', violation_error_message='番号は「C」に数字を続けた形にしてください。'), models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), models.Q(('answered_on__gte', models.F('asked_on')), ('asked_on__isnull', False)), _connector='OR'), name='agreement_answer_follows_question', violation_error_message='回答日は、照会日と同じ日かそれより後の日にしてください。'), models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), ('asked_on__isnull', True), ('decided_on__gte', models.F('asked_on')), _connector='OR'), name='agreement_decision_follows_question', violation_error_message='決定日は、照会日と同じ日かそれより後の日にしてください。'), models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), ('answered_on__isnull', True), ('decided_on__gte', models.F('answered_on')), _connector='OR'), name='agreement_decision_follows_answer', violation_error_message='決定日は、回答日と同じ日かそれより後の日にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('decision', '')), models.Q(('decided_on__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='agreement_decision_has_day_and_text', violation_error_message='決定日と決定内容は、両方を入力するか、両方を空欄にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('asked_on__isnull', True), ('asked_on__gte', datetime.date(2000, 1, 1)), _connector='OR'), models.Q(('answered_on__isnull', True), ('answered_on__gte', datetime.date(2000, 1, 1)), _connector='OR'), models.Q(('decided_on__isnull', True), ('decided_on__gte', datetime.date(2000, 1, 1)), _connector='OR')), name='agreement_days_are_not_before_2000', violation_error_message='照会日・回答日・決定日は、2000年1月1日以後の日にしてください。')],
                },
            ),
            migrations.AddField(
                model_name='agreementevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='agreementevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.agreement'),
            ),
            migrations.AddField(
                model_name='closure',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closures', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='closureevent',
                name='agreement',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='closureevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='closureevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.closure'),
            ),
            migrations.AddConstraint(
                model_name='contractterm',
                constraint=models.UniqueConstraint(fields=('code',), name='contractterm_code_is_unique', violation_error_message='このコードの契約年度はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='contractterm',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='contractterm_ends_after_start', violation_error_message='運営終了日は、運営開始日より後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='contractterm',
                constraint=models.CheckConstraint(condition=models.Q(('signed_on__isnull', True), ('signed_on__lte', models.F('ends_on')), _connector='OR'), name='contractterm_signed_before_end', violation_error_message='契約締結日は、運営終了日より前の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='contractterm',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('starts_on', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('ends_on', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'ends_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='contractterm_does_not_overlap', violation_error_message='ほかの契約年度と期間が重なっています。'),
            ),
            migrations.AddField(
                model_name='contracttermevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='contracttermevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.contractterm'),
            ),
            migrations.AddConstraint(
                model_name='document',
                constraint=models.UniqueConstraint(fields=('code',), name='document_code_is_unique', violation_error_message='このコードの文書はすでにあります。'),
            ),
            migrations.AddField(
                model_name='documentevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='documentevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.document'),
            ),
            migrations.AddField(
                model_name='documentversion',
                name='decided_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='決定者'),
            ),
            migrations.AddField(
                model_name='documentversion',
                name='document',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='contracts.document', verbose_name='文書'),
            ),
            migrations.AddField(
                model_name='documentversion',
                name='submitted_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者'),
            ),
            migrations.AddField(
                model_name='documentversionevent',
                name='decided_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='決定者'),
            ),
            migrations.AddField(
                model_name='documentversionevent',
                name='document',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.document', verbose_name='文書'),
            ),
            migrations.AddField(
                model_name='documentversionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='documentversionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.documentversion'),
            ),
            migrations.AddField(
                model_name='documentversionevent',
                name='submitted_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者'),
            ),
            migrations.AddField(
                model_name='extraopening',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extra_openings', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='extraopeningevent',
                name='agreement',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='extraopeningevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='extraopeningevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.extraopening'),
            ),
            migrations.AddField(
                model_name='incident',
                name='closed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終結とした人'),
            ),
            migrations.AddField(
                model_name='incident',
                name='recorded_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='incidentevent',
                name='closed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終結とした人'),
            ),
            migrations.AddField(
                model_name='incidentevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='incidentevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.incident'),
            ),
            migrations.AddField(
                model_name='incidentevent',
                name='recorded_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='openingrule',
                name='agreement',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opening_rules', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='openingruleevent',
                name='agreement',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='openingruleevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='openingruleevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.openingrule'),
            ),
            migrations.AddField(
                model_name='parameter',
                name='agreement',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parameters', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='parameterevent',
                name='agreement',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='parameterevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='parameterevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.parameter'),
            ),
            migrations.AddField(
                model_name='servicestart',
                name='agreement',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='servicestart',
                name='term',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_starts', to='contracts.contractterm', verbose_name='契約年度'),
            ),
            migrations.AddField(
                model_name='servicestartevent',
                name='agreement',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='servicestartevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='servicestartevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.servicestart'),
            ),
            migrations.AddField(
                model_name='servicestartevent',
                name='term',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度'),
            ),
            migrations.AddConstraint(
                model_name='site',
                constraint=models.UniqueConstraint(fields=('code',), name='site_code_is_unique', violation_error_message='このコードの場所はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='site',
                constraint=models.CheckConstraint(condition=models.Q(('phone', ''), ('phone__regex', '^0(-?[0-9]){9,10}$'), _connector='OR'), name='site_phone_is_a_phone_number', violation_error_message='0から始まる10桁または11桁の電話番号を、半角数字とハイフンで入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='site',
                constraint=models.CheckConstraint(condition=models.Q(('mobile', ''), ('mobile__regex', '^0(-?[0-9]){9,10}$'), _connector='OR'), name='site_mobile_is_a_phone_number', violation_error_message='0から始まる10桁または11桁の電話番号を、半角数字とハイフンで入力してください。'),
            ),
            migrations.AddField(
                model_name='openingruleevent',
                name='site',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='実施場所'),
            ),
            migrations.AddField(
                model_name='openingrule',
                name='site',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opening_rules', to='contracts.site', verbose_name='実施場所'),
            ),
            migrations.AddField(
                model_name='extraopeningevent',
                name='site',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='実施場所'),
            ),
            migrations.AddField(
                model_name='extraopening',
                name='site',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extra_openings', to='contracts.site', verbose_name='実施場所'),
            ),
            migrations.AddField(
                model_name='closureevent',
                name='site',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='実施場所'),
            ),
            migrations.AddField(
                model_name='closure',
                name='site',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closures', to='contracts.site', verbose_name='実施場所'),
            ),
            migrations.AddField(
                model_name='siteevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='siteevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.site'),
            ),
            migrations.AddConstraint(
                model_name='taxrate',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='taxrate_valid_to_after_valid_from', violation_error_message='適用終了日は、適用開始日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='taxrate',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('valid_from', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('valid_to', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'valid_to', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='taxrate_does_not_overlap', violation_error_message='ほかの税率と適用期間が重なっています。'),
            ),
            migrations.AddField(
                model_name='taxrateevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='taxrateevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.taxrate'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.UniqueConstraint(fields=('document', 'number'), name='documentversion_number_is_unique', violation_error_message='この版はすでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.UniqueConstraint(condition=models.Q(('decided_on__isnull', True)), fields=('document',), name='documentversion_one_is_open_per_document', violation_error_message='この文書には、市の決定を待っている版か、未提出の版があります。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.UniqueConstraint(fields=('document', 'in_force_from'), name='documentversion_one_begins_on_a_day', violation_error_message='同じ日から適用される版が、すでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='documentversion_numbers_begin_at_one', violation_error_message='版は第1版から始まります。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('replaces_reason', ''), _negated=True), _connector='OR'), name='documentversion_replacement_has_a_reason', violation_error_message='第2版からは、差替理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(('prepared_on__gte', datetime.date(2000, 1, 1))), name='documentversion_is_not_before_2000', violation_error_message='作成日は、2000年1月1日以後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('submitted_by__isnull', True), ('submitted_on__isnull', True)), models.Q(('submitted_by__isnull', False), ('submitted_on__isnull', False)), _connector='OR'), name='documentversion_submission_has_day_and_person', violation_error_message='提出日と提出者は、両方を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(('submitted_on__isnull', True), ('submitted_on__gte', models.F('prepared_on')), _connector='OR'), name='documentversion_submission_follows_preparation', violation_error_message='提出日は、作成日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('comment', ''), ('decided_by__isnull', True), ('decided_on__isnull', True), ('decision', '')), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('decision__in', ['accepted', 'returned'])), _connector='OR'), name='documentversion_decision_has_day_and_person', violation_error_message='決定日・決定者・市の決定は、すべてを記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), models.Q(('decided_on__gte', models.F('submitted_on')), ('submitted_on__isnull', False)), _connector='OR'), name='documentversion_decision_follows_submission', violation_error_message='決定日は、提出日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='documentversion_is_not_decided_by_its_submitter', violation_error_message='提出した本人は、承諾・差戻を決定できません。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'returned'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='documentversion_return_has_a_comment', violation_error_message='差し戻すときは、理由を市の意見に入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'accepted'), ('in_force_from__isnull', False)), models.Q(models.Q(('decision', 'accepted'), _negated=True), ('in_force_from__isnull', True)), _connector='OR'), name='documentversion_is_in_force_only_when_accepted', violation_error_message='適用開始日は、承諾するときだけ、必ず入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='documentversion',
                constraint=models.CheckConstraint(condition=models.Q(('in_force_from__isnull', True), ('in_force_from__gte', models.F('decided_on')), _connector='OR'), name='documentversion_begins_after_its_decision', violation_error_message='適用開始日は、決定日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddIndex(
                model_name='incident',
                index=models.Index(fields=['-detected_at', '-id'], name='incident_newest_first'),
            ),
            migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(('reported_at__isnull', True), ('reported_at__gte', models.F('detected_at')), _connector='OR'), name='incident_is_reported_after_it_is_found', violation_error_message='市に報告した日時は、発見の日時以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('prevention__gt', ''), ('reported_at__isnull', False)), _connector='OR'), name='incident_is_closed_with_report_and_prevention', violation_error_message='終結には、市への報告と再発の防止策の両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='parameter',
                constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='parameter_valid_to_after_valid_from', violation_error_message='適用終了日は、適用開始日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='parameter',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.Func('key', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func('key', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('valid_from', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('valid_to', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'valid_to', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='parameter_does_not_overlap_per_key', violation_error_message='同じ項目の、ほかの適用期間と重なっています。'),
            ),
            migrations.AddConstraint(
                model_name='parameter',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'integer'), django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('number'))), models.Q(('kind', 'decimal'), django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('string'))), models.Q(('kind', 'text'), django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('string'))), models.Q(('kind', 'boolean'), django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('boolean'))), models.Q(('kind', 'date'), django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('string'))), models.Q(('kind', 'time'), django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('string'))), models.Q(('kind', 'month_day'), django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('string'))), _connector='OR'), name='parameter_value_fits_kind', violation_error_message='値の形が、この項目の型に合っていません。'),
            ),
            migrations.AddConstraint(
                model_name='parameter',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('maximum__isnull', True), ('minimum__isnull', True)), models.Q(('maximum__isnull', False), ('minimum__isnull', False), ('minimum__lte', models.F('maximum'))), _connector='OR'), name='parameter_has_both_bounds_or_none', violation_error_message='最小値と最大値は、両方を正しい順に入力するか、両方を空欄にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='parameter',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'integer'), _negated=True), ('minimum__isnull', True), models.Q(django.db.models.lookups.GreaterThanOrEqual(models.Case(models.When(models.Q(django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('number'))), then=models.Func('value', output_field=models.DecimalField(), template='(%(expressions)s)::numeric'))), models.F('minimum')), django.db.models.lookups.LessThanOrEqual(models.Case(models.When(models.Q(django.db.models.lookups.Exact(models.Func('value', function='jsonb_typeof', output_field=models.TextField()), models.Value('number'))), then=models.Func('value', output_field=models.DecimalField(), template='(%(expressions)s)::numeric'))), models.F('maximum'))), _connector='OR'), name='parameter_integer_lies_within_bounds', violation_error_message='この項目で使える範囲の値にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='servicestart',
                constraint=models.UniqueConstraint(fields=('term', 'service'), name='servicestart_one_per_term_and_service', violation_error_message='この契約年度には、この業務の運営開始日がすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='openingrule',
                constraint=models.CheckConstraint(condition=models.Q(('opens_at__lt', models.F('closes_at'))), name='openingrule_opens_before_it_closes', violation_error_message='終了時刻は、開設時刻より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='openingrule',
                constraint=models.CheckConstraint(condition=models.Q(('weekdays__contained_by', [1, 2, 3, 4, 5, 6, 7]), ('weekdays__len__gte', 1)), name='openingrule_has_weekdays', violation_error_message='曜日を1つ以上、月曜日から日曜日までの中から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='openingrule',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='openingrule_valid_to_after_valid_from', violation_error_message='適用終了日は、適用開始日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='openingrule',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('site'), models.F('site'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('valid_from', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('valid_to', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'valid_to', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='openingrule_does_not_overlap_per_site', violation_error_message='この場所の、ほかの適用期間と重なっています。'),
            ),
            migrations.AddConstraint(
                model_name='extraopening',
                constraint=models.UniqueConstraint(fields=('site', 'day'), name='extraopening_one_per_site_and_day', nulls_distinct=False, violation_error_message='この日の臨時開設は、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='extraopening',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closes_at__isnull', True), ('opens_at__isnull', True)), models.Q(('closes_at__isnull', False), ('opens_at__isnull', False), ('opens_at__lt', models.F('closes_at'))), _connector='OR'), name='extraopening_has_both_hours_or_none', violation_error_message='開設時刻と終了時刻は、両方を正しい順に入力するか、両方を空欄にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='closure',
                constraint=models.UniqueConstraint(fields=('site', 'day'), name='closure_one_per_site_and_day', nulls_distinct=False, violation_error_message='この日の臨時休業は、すでに登録されています。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='agreement',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_agreementevent" ("answer", "answered_on", "asked_on", "code", "decided_on", "decision", "default", "document", "id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question", "submission_key", "title") SELECT new_values."answer", new_values."answered_on", new_values."asked_on", new_values."code", new_values."decided_on", new_values."decision", new_values."default", new_values."document", new_values."id", new_values."link", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."question", new_values."submission_key", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3b7e255366cd5f5361959fc1bd14b3c4ce8edabc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8ebe6', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_agreement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='agreement',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_agreementevent" ("answer", "answered_on", "asked_on", "code", "decided_on", "decision", "default", "document", "id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question", "submission_key", "title") SELECT new_values."answer", new_values."answered_on", new_values."asked_on", new_values."code", new_values."decided_on", new_values."decision", new_values."default", new_values."document", new_values."id", new_values."link", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."question", new_values."submission_key", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4ea5db9613afbcfdfb2a6242a80ed108849be9aa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5ac96', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_agreement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='agreement',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_agreementevent" ("answer", "answered_on", "asked_on", "code", "decided_on", "decision", "default", "document", "id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question", "submission_key", "title") SELECT old_values."answer", old_values."answered_on", old_values."asked_on", old_values."code", old_values."decided_on", old_values."decision", old_values."default", old_values."document", old_values."id", old_values."link", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."question", old_values."submission_key", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='881b15097a2c3e0a2408b64ab81b4ebf1c8ab781', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1ad1a', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_agreement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contractterm',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_contracttermevent" ("code", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "starts_on", "title", "total_yen") SELECT new_values."code", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."signed_on", new_values."starts_on", new_values."title", new_values."total_yen" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0e3dfc061ddea2054b2c802f4156a79c154cf6e8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_33f00', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_contractterm', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contractterm',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_contracttermevent" ("code", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "starts_on", "title", "total_yen") SELECT new_values."code", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."signed_on", new_values."starts_on", new_values."title", new_values."total_yen" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cc48b7544b2d1725c4e7b4f6c7e24b036f6a0709', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_48265', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_contractterm', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contractterm',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_contracttermevent" ("code", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "starts_on", "title", "total_yen") SELECT old_values."code", old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."signed_on", old_values."starts_on", old_values."title", old_values."total_yen" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2dc1e21c558b6c8453ece0d74ac4cebbfc9ed868', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0fa2f', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_contractterm', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_documentevent" ("audience", "clause", "code", "id", "kind", "needs_reading", "needs_training", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT new_values."audience", new_values."clause", new_values."code", new_values."id", new_values."kind", new_values."needs_reading", new_values."needs_training", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bb6b3c6f654358474291dcfff1a5cdec7f2e472b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_20657', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_document', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_documentevent" ("audience", "clause", "code", "id", "kind", "needs_reading", "needs_training", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT new_values."audience", new_values."clause", new_values."code", new_values."id", new_values."kind", new_values."needs_reading", new_values."needs_training", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e8721ad8b2609e74e62fd1c1ba375b50384ac0af', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_89302', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_document', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_documentevent" ("audience", "clause", "code", "id", "kind", "needs_reading", "needs_training", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT old_values."audience", old_values."clause", old_values."code", old_values."id", old_values."kind", old_values."needs_reading", old_values."needs_training", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ac1254e2f18b531f6658280ce7ff5526ace13dae', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9eac9', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_document', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='site',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_siteevent" ("address", "approval_document", "approved_on", "can_issue_form", "code", "id", "kind", "minutes_by_land", "mobile", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name") SELECT new_values."address", new_values."approval_document", new_values."approved_on", new_values."can_issue_form", new_values."code", new_values."id", new_values."kind", new_values."minutes_by_land", new_values."mobile", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."short_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='11e3211d8dedd6ad1ce2d551b453cb4c61f498ed', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4c28b', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_site', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='site',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_siteevent" ("address", "approval_document", "approved_on", "can_issue_form", "code", "id", "kind", "minutes_by_land", "mobile", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name") SELECT new_values."address", new_values."approval_document", new_values."approved_on", new_values."can_issue_form", new_values."code", new_values."id", new_values."kind", new_values."minutes_by_land", new_values."mobile", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."short_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6f5148514957f5079af11e9b50eb518658e78f93', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dff5f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_site', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='site',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_siteevent" ("address", "approval_document", "approved_on", "can_issue_form", "code", "id", "kind", "minutes_by_land", "mobile", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name") SELECT old_values."address", old_values."approval_document", old_values."approved_on", old_values."can_issue_form", old_values."code", old_values."id", old_values."kind", old_values."minutes_by_land", old_values."mobile", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."short_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0b37e54ae34b7e0b9d7bb663adbcd012a4271953', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_27883', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_site', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='taxrate',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_taxrateevent" ("id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."id", new_values."percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='180a6756f60c2dcab206d1b1a5e82bf960e2111d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_24f14', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_taxrate', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='taxrate',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_taxrateevent" ("id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."id", new_values."percent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4e01664b4e318f19758224c9ca02345fa3f8a89c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_531cb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_taxrate', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='taxrate',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_taxrateevent" ("id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT old_values."id", old_values."percent", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b3f45a5af6904d5c14637e14adcfaf271a133bc2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_20295', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_taxrate', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='agreementevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e43716aa091fc2972ff23b5cbbde6e79e3674fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_34163', table='contracts_agreementevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contracttermevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='abe81c1830ad5e9e3adf49dae321615e89ca0f74', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_07b9c', table='contracts_contracttermevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='32bbdc4f0a258fdbf404e84f72679c3957f14df3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a3336', table='contracts_documentevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentversion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_documentversionevent" ("comment", "decided_by_id", "decided_on", "decision", "document_id", "id", "in_force_from", "link", "location", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_on", "replaces_reason", "submission_key", "submitted_by_id", "submitted_on") SELECT new_values."comment", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."document_id", new_values."id", new_values."in_force_from", new_values."link", new_values."location", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prepared_on", new_values."replaces_reason", new_values."submission_key", new_values."submitted_by_id", new_values."submitted_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8005663c24033aa877ded85b58ffae3f617373f3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_784b2', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_documentversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentversion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_documentversionevent" ("comment", "decided_by_id", "decided_on", "decision", "document_id", "id", "in_force_from", "link", "location", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_on", "replaces_reason", "submission_key", "submitted_by_id", "submitted_on") SELECT new_values."comment", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."document_id", new_values."id", new_values."in_force_from", new_values."link", new_values."location", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."prepared_on", new_values."replaces_reason", new_values."submission_key", new_values."submitted_by_id", new_values."submitted_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8551e2557a79c4524b6d700528a2a52051efeeaf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e2b8b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_documentversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentversion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_documentversionevent" ("comment", "decided_by_id", "decided_on", "decision", "document_id", "id", "in_force_from", "link", "location", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_on", "replaces_reason", "submission_key", "submitted_by_id", "submitted_on") SELECT old_values."comment", old_values."decided_by_id", old_values."decided_on", old_values."decision", old_values."document_id", old_values."id", old_values."in_force_from", old_values."link", old_values."location", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."prepared_on", old_values."replaces_reason", old_values."submission_key", old_values."submitted_by_id", old_values."submitted_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='775122d8e5edbef42b84c614fd897b5c96bac1bb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1c365', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_documentversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentversionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6fd89276ffb5cdbbd16b908c0351704bd9788ee7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_05548', table='contracts_documentversionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='incident',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_incidentevent" ("closed_at", "closed_by_id", "detected_at", "id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "situation", "submission_key") SELECT new_values."closed_at", new_values."closed_by_id", new_values."detected_at", new_values."id", new_values."kind", new_values."measure", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prevention", new_values."recorded_at", new_values."recorded_by_id", new_values."reported_at", new_values."situation", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fd1432a43e36577f61cdd07f44518a075cbff83b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c0730', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_incident', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='incident',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_incidentevent" ("closed_at", "closed_by_id", "detected_at", "id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "situation", "submission_key") SELECT new_values."closed_at", new_values."closed_by_id", new_values."detected_at", new_values."id", new_values."kind", new_values."measure", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."prevention", new_values."recorded_at", new_values."recorded_by_id", new_values."reported_at", new_values."situation", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fecdc650c9f7b281ccadd7b1a8446229e85135c0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dbac1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_incident', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='incident',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_incidentevent" ("closed_at", "closed_by_id", "detected_at", "id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "situation", "submission_key") SELECT old_values."closed_at", old_values."closed_by_id", old_values."detected_at", old_values."id", old_values."kind", old_values."measure", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."prevention", old_values."recorded_at", old_values."recorded_by_id", old_values."reported_at", old_values."situation", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='da0bc210235fd7f18f366fa441fca111ac7c12eb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_47967', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_incident', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='incidentevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9432d868c97032a493d5049e779597bf19807890', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4651b', table='contracts_incidentevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='parameter',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_parameterevent" ("agreement_id", "clause", "id", "is_reference", "key", "kind", "label", "maximum", "minimum", "note", "p_number", "pattern", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "valid_from", "valid_to", "value") SELECT new_values."agreement_id", new_values."clause", new_values."id", new_values."is_reference", new_values."key", new_values."kind", new_values."label", new_values."maximum", new_values."minimum", new_values."note", new_values."p_number", new_values."pattern", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."unit", new_values."valid_from", new_values."valid_to", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e52251a54d15b7eff6955f4da1956c30a91f9f35', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ed893', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_parameter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='parameter',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_parameterevent" ("agreement_id", "clause", "id", "is_reference", "key", "kind", "label", "maximum", "minimum", "note", "p_number", "pattern", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "valid_from", "valid_to", "value") SELECT new_values."agreement_id", new_values."clause", new_values."id", new_values."is_reference", new_values."key", new_values."kind", new_values."label", new_values."maximum", new_values."minimum", new_values."note", new_values."p_number", new_values."pattern", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."unit", new_values."valid_from", new_values."valid_to", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a6e81e72365a1239cb73e5ddad074725c4a84c26', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_95bc8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_parameter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='parameter',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_parameterevent" ("agreement_id", "clause", "id", "is_reference", "key", "kind", "label", "maximum", "minimum", "note", "p_number", "pattern", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "valid_from", "valid_to", "value") SELECT old_values."agreement_id", old_values."clause", old_values."id", old_values."is_reference", old_values."key", old_values."kind", old_values."label", old_values."maximum", old_values."minimum", old_values."note", old_values."p_number", old_values."pattern", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."unit", old_values."valid_from", old_values."valid_to", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8c6ec1d966e588c2ea77b8668d996fb869dfd8d8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_fa265', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_parameter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='parameterevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3b0e7f9c4719fd06d508b047b4ea947b4765a71a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2d041', table='contracts_parameterevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='servicestart',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_servicestartevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "starts_on", "term_id") SELECT new_values."agreement_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."service", new_values."starts_on", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6c78478474d16f17883272950fe8c4e170a1bd47', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5199b', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_servicestart', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='servicestart',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_servicestartevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "starts_on", "term_id") SELECT new_values."agreement_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."service", new_values."starts_on", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d36ea25a4f9291b18abba11111565417fd3c8ee5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4be57', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_servicestart', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='servicestart',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_servicestartevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "starts_on", "term_id") SELECT old_values."agreement_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."service", old_values."starts_on", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c1bb601ac7ce368b0295c7785f465b193ffd8b13', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d6043', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_servicestart', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='servicestartevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='99f4fe115cda70eb5c850fef6e4d7065b1184d77', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3555c', table='contracts_servicestartevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='openingruleevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f445b6edd411aab9aeae1d6d8614c96f85ce338b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b9066', table='contracts_openingruleevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='openingrule',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_openingruleevent" ("agreement_id", "clause", "closed_at_year_end", "closed_on_holidays", "closes_at", "id", "note", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "valid_from", "valid_to", "weekdays") SELECT new_values."agreement_id", new_values."clause", new_values."closed_at_year_end", new_values."closed_on_holidays", new_values."closes_at", new_values."id", new_values."note", new_values."opens_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."valid_from", new_values."valid_to", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='422ad75479e822f66d758d05ecda7dbf15c130f3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4d57e', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_openingrule', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='openingrule',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_openingruleevent" ("agreement_id", "clause", "closed_at_year_end", "closed_on_holidays", "closes_at", "id", "note", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "valid_from", "valid_to", "weekdays") SELECT new_values."agreement_id", new_values."clause", new_values."closed_at_year_end", new_values."closed_on_holidays", new_values."closes_at", new_values."id", new_values."note", new_values."opens_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."valid_from", new_values."valid_to", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8e22e13d8e6ae1a815a6edac7c7e6ea1b2087135', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_baf42', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_openingrule', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='openingrule',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_openingruleevent" ("agreement_id", "clause", "closed_at_year_end", "closed_on_holidays", "closes_at", "id", "note", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "valid_from", "valid_to", "weekdays") SELECT old_values."agreement_id", old_values."clause", old_values."closed_at_year_end", old_values."closed_on_holidays", old_values."closes_at", old_values."id", old_values."note", old_values."opens_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."valid_from", old_values."valid_to", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='75f9c16492033a8e96853a037e0f7ec9f3640da0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8b6d9', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_openingrule', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='extraopeningevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e4ae867d6da0bd72c3fb25b2045cc019d9ae1559', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_242ac', table='contracts_extraopeningevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='extraopening',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_extraopeningevent" ("agreement_id", "closes_at", "day", "id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "submission_key") SELECT new_values."agreement_id", new_values."closes_at", new_values."day", new_values."id", new_values."opens_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."site_id", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='87be6147c711d122d9697361f6c0ceefcdf7f9d0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f6f22', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_extraopening', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='extraopening',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_extraopeningevent" ("agreement_id", "closes_at", "day", "id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "submission_key") SELECT new_values."agreement_id", new_values."closes_at", new_values."day", new_values."id", new_values."opens_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."site_id", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1ed676777d9fdfb4481e9bdddb83dc8213ea6cc0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a8e86', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_extraopening', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='extraopening',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_extraopeningevent" ("agreement_id", "closes_at", "day", "id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "submission_key") SELECT old_values."agreement_id", old_values."closes_at", old_values."day", old_values."id", old_values."opens_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."site_id", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='204eccda0a3d10163b0997e4fd72395fe4e96e21', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3efcc', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_extraopening', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='closureevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6915decd012d84feafc60c3cfa8182fefcac8e3c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be0ca', table='contracts_closureevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='closure',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_closureevent" ("agreement_id", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "submission_key") SELECT new_values."agreement_id", new_values."day", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."site_id", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='62a9e9a4711932affd09d9e473aa97385fb8f054', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b6d71', referencing='REFERENCING NEW TABLE AS new_values ', table='contracts_closure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='closure',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_closureevent" ("agreement_id", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "submission_key") SELECT new_values."agreement_id", new_values."day", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."site_id", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='439cbae23c53685068652477a7dd4610477566bf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5ad42', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='contracts_closure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='closure',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contracts_closureevent" ("agreement_id", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "submission_key") SELECT old_values."agreement_id", old_values."day", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."site_id", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2793254893883c294ae9031647f528f6558c7ff4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7ef63', referencing='REFERENCING OLD TABLE AS old_values ', table='contracts_closure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='siteevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='06a2234ac0ff2a628456267c2cae639ca76bee71', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0840e', table='contracts_siteevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='taxrateevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='82c976b05e2d8a0ef5387fb69fa42acc650dce3a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_63a8f', table='contracts_taxrateevent', when='BEFORE')),
            ),
        ]),
    ]
