import apps.core.bigrams
import apps.core.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from apps.core import bigrams
from apps.core.migration_operations import AddTriggers, CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('workforce', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(bigrams.CREATE_FUNCTIONS, migrations.RunSQL.noop),
        CreateTables([
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
                name='FacilityEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('office_number', apps.core.fields.GuardedCharField(max_length=10, validators=[django.core.validators.RegexValidator('\\A[0-9]{10}\\Z', '事業所番号は10桁の数字で入力してください。')], verbose_name='事業所番号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=100, verbose_name='施設名')),
                    ('name_kana', apps.core.fields.GuardedCharField(max_length=150, verbose_name='施設名（かな）')),
                    ('kind', models.CharField(choices=[('care_home', '介護老人福祉施設'), ('health_care_home', '介護老人保健施設'), ('disability', '障害者支援施設'), ('hospital', '病院・診療所'), ('other', 'その他の施設')], max_length=20, verbose_name='種別')),
                    ('corporation', apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='法人の名称')),
                    ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, '1人以上で入力してください。')], verbose_name='定員')),
                    ('postal_code', apps.core.fields.GuardedCharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('\\A[0-9]{3}-[0-9]{4}\\Z', '郵便番号は7桁の数字で入力してください。')], verbose_name='郵便番号')),
                    ('address', apps.core.fields.GuardedCharField(max_length=200, verbose_name='所在地')),
                    ('phone', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='電話番号（施設の代表）')),
                    ('fax', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='FAX番号')),
                    ('is_active', models.BooleanField(default=True, verbose_name='訪問の対象')),
                    ('closed_reason', apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='休廃止の理由')),
                    ('source', models.CharField(choices=[('hand', '手入力'), ('public', '介護サービス情報の公表')], default='hand', max_length=10, verbose_name='出典')),
                    ('source_on', models.DateField(blank=True, null=True, verbose_name='出典のデータの日付')),
                    ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='画面で直した日時')),
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
            migrations.CreateModel(
                name='FacilityLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', models.CharField(choices=[('request', '訪問の要請と日程の調整'), ('leaflet', 'チラシの送付')], default='request', max_length=20, verbose_name='目的')),
                    ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='アドレスの照合値')),
                    ('made_at', models.DateTimeField(verbose_name='発行')),
                    ('expires_at', models.DateTimeField(verbose_name='有効期限')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='取消し')),
                    ('revoke_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取消しの理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '施設のリンク',
                    'verbose_name_plural': '施設のリンク',
                    'ordering': ['-made_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='FacilityLinkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('purpose', models.CharField(choices=[('request', '訪問の要請と日程の調整'), ('leaflet', 'チラシの送付')], default='request', max_length=20, verbose_name='目的')),
                    ('made_at', models.DateTimeField(verbose_name='発行')),
                    ('expires_at', models.DateTimeField(verbose_name='有効期限')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='取消し')),
                    ('revoke_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取消しの理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FacilityPass',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('secret_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='照合値')),
                    ('opened_at', models.DateTimeField(verbose_name='開いた日時')),
                    ('expires_at', models.DateTimeField(verbose_name='利用の期限')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='利用の終わり')),
                ],
                options={
                    'verbose_name': 'リンクの利用',
                    'verbose_name_plural': 'リンクの利用',
                    'ordering': ['-opened_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='LeafletAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveIntegerField(verbose_name='順')),
                    ('source', models.CharField(choices=[('register', '施設の一覧'), ('file', 'ファイル'), ('hand', '手入力')], max_length=10, verbose_name='宛先の元')),
                    ('name', apps.core.fields.GuardedCharField(max_length=100, verbose_name='宛名（施設・事業所）')),
                    ('addressee', apps.core.fields.GuardedCharField(default='御中', help_text='例：御中、生活相談室 御中', max_length=40, validators=[django.core.validators.RegexValidator('御中\\Z', '敬称の行は「御中」で終わるようにしてください。')], verbose_name='敬称の行')),
                    ('postal_code', apps.core.fields.GuardedCharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('\\A[0-9]{7}\\Z', '郵便番号は7桁の数字で入力してください。')], verbose_name='郵便番号')),
                    ('address', apps.core.fields.GuardedCharField(max_length=200, verbose_name='住所')),
                    ('match_key', models.CharField(editable=False, max_length=320, verbose_name='照合の値')),
                    ('ticked_at', models.DateTimeField(blank=True, null=True, verbose_name='市の確認')),
                    ('remark', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='市の指摘')),
                    ('left_out_reason', apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='発送しない理由')),
                    ('posted_on', models.DateField(blank=True, null=True, verbose_name='発送日')),
                    ('returned_on', models.DateField(blank=True, null=True, verbose_name='返戻日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': 'チラシの宛先',
                    'verbose_name_plural': 'チラシの宛先',
                    'ordering': ['campaign', 'order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='LeafletCampaign',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', apps.core.fields.GuardedCharField(max_length=60, verbose_name='件名')),
                    ('purpose', apps.core.fields.GuardedCharField(help_text='宛先の一覧は、この目的のほかには使いません。', max_length=200, verbose_name='目的')),
                    ('planned_count', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='作成の予定（枚）')),
                    ('shows_tokimo', models.BooleanField(default=False, verbose_name='ときも が入っている')),
                    ('shows_mainachan', models.BooleanField(default=False, verbose_name='マイナちゃん が入っている')),
                    ('design_agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='デザインの承認')),
                    ('check_asked_at', models.DateTimeField(blank=True, null=True, verbose_name='宛先の確認の依頼')),
                    ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='宛先の確認')),
                    ('printed_on', models.DateField(blank=True, null=True, verbose_name='印刷日')),
                    ('printed', models.PositiveIntegerField(blank=True, null=True, verbose_name='印刷した数')),
                    ('stuffed_on', models.DateField(blank=True, null=True, verbose_name='封入日')),
                    ('stuffed', models.PositiveIntegerField(blank=True, null=True, verbose_name='封入した数')),
                    ('posted_on', models.DateField(blank=True, null=True, verbose_name='発送日')),
                    ('posted', models.PositiveIntegerField(blank=True, null=True, verbose_name='発送した数')),
                    ('returned', models.PositiveIntegerField(default=0, verbose_name='返戻の数')),
                    ('printing_yen', models.PositiveIntegerField(blank=True, null=True, verbose_name='作成の費用（円）')),
                    ('postage_yen', models.PositiveIntegerField(blank=True, null=True, verbose_name='郵送料（円）')),
                    ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='完了')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='中止')),
                    ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='中止の理由')),
                    ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='宛先の消去')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': 'チラシ',
                    'verbose_name_plural': 'チラシ',
                    'ordering': ['-term__starts_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='LeafletCampaignEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('title', apps.core.fields.GuardedCharField(max_length=60, verbose_name='件名')),
                    ('purpose', apps.core.fields.GuardedCharField(help_text='宛先の一覧は、この目的のほかには使いません。', max_length=200, verbose_name='目的')),
                    ('planned_count', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='作成の予定（枚）')),
                    ('shows_tokimo', models.BooleanField(default=False, verbose_name='ときも が入っている')),
                    ('shows_mainachan', models.BooleanField(default=False, verbose_name='マイナちゃん が入っている')),
                    ('design_agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='デザインの承認')),
                    ('check_asked_at', models.DateTimeField(blank=True, null=True, verbose_name='宛先の確認の依頼')),
                    ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='宛先の確認')),
                    ('printed_on', models.DateField(blank=True, null=True, verbose_name='印刷日')),
                    ('printed', models.PositiveIntegerField(blank=True, null=True, verbose_name='印刷した数')),
                    ('stuffed_on', models.DateField(blank=True, null=True, verbose_name='封入日')),
                    ('stuffed', models.PositiveIntegerField(blank=True, null=True, verbose_name='封入した数')),
                    ('posted_on', models.DateField(blank=True, null=True, verbose_name='発送日')),
                    ('posted', models.PositiveIntegerField(blank=True, null=True, verbose_name='発送した数')),
                    ('returned', models.PositiveIntegerField(default=0, verbose_name='返戻の数')),
                    ('printing_yen', models.PositiveIntegerField(blank=True, null=True, verbose_name='作成の費用（円）')),
                    ('postage_yen', models.PositiveIntegerField(blank=True, null=True, verbose_name='郵送料（円）')),
                    ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='完了')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='中止')),
                    ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='中止の理由')),
                    ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='宛先の消去')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='LeafletLetter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='作り直した日時')),
                ],
                options={
                    'verbose_name': '施設のリンクを載せた手紙',
                    'verbose_name_plural': '施設のリンクを載せた手紙',
                    'ordering': ['campaign', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='LeafletLetterEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='作り直した日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='LeafletRejectedRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, help_text='施設の一覧からの行にはありません。', null=True, verbose_name='行')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=300, verbose_name='取り込めない理由')),
                    ('name', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='宛名（施設・事業所）')),
                    ('addressee', apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='敬称の行')),
                    ('postal_code', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='郵便番号')),
                    ('address', apps.core.fields.GuardedCharField(blank=True, max_length=400, verbose_name='住所')),
                ],
                options={
                    'verbose_name': '取り込めなかった宛先',
                    'verbose_name_plural': '取り込めなかった宛先',
                    'ordering': ['campaign', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='LeafletStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('created', '作成を開始'), ('edited', '登録の訂正'), ('design_agreed', 'デザインを市が承認'), ('check_asked', '宛先の確認を市へ依頼'), ('checked', '宛先を市が確認'), ('check_voided', '宛先の変更により市の確認が無効'), ('printed', '印刷'), ('stuffed', '封入'), ('posted', '発送'), ('returned', '返戻の記録'), ('return_undone', '返戻の記録の取消し'), ('corrected', '数・費用の記録'), ('letters_made', '施設のリンクを載せた手紙を作成'), ('completed', '完了'), ('cancelled', '中止'), ('erased', '宛先の一覧を消去')], max_length=20, verbose_name='内容')),
                    ('taken_at', models.DateTimeField(verbose_name='日時')),
                    ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='件数')),
                    ('reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由')),
                ],
                options={
                    'verbose_name': 'チラシの経過',
                    'verbose_name_plural': 'チラシの経過',
                    'ordering': ['campaign', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PersonHold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('leads', models.BooleanField(verbose_name='運営責任者として')),
                    ('day', models.DateField(verbose_name='日付')),
                    ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='時間')),
                ],
                options={
                    'verbose_name': '訪問に確定した人',
                    'verbose_name_plural': '訪問に確定した人',
                    'ordering': ['visit', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ProposalAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('party', models.CharField(choices=[('city', '市'), ('contractor', '受託者'), ('facility', '施設')], max_length=20, verbose_name='回答者')),
                    ('is_possible', models.BooleanField(verbose_name='可')),
                    ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='連絡事項')),
                    ('answered_at', models.DateTimeField(verbose_name='回答の日時')),
                ],
                options={
                    'verbose_name': '日程への回答',
                    'verbose_name_plural': '日程への回答',
                    'ordering': ['proposal', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ProposalAnswerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('party', models.CharField(choices=[('city', '市'), ('contractor', '受託者'), ('facility', '施設')], max_length=20, verbose_name='回答者')),
                    ('is_possible', models.BooleanField(verbose_name='可')),
                    ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='連絡事項')),
                    ('answered_at', models.DateTimeField(verbose_name='回答の日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Trip',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', apps.core.fields.GuardedCharField(max_length=100, verbose_name='行き先・用務')),
                    ('opened_at', models.DateTimeField(verbose_name='記録の開始')),
                    ('departed_at', models.DateTimeField(blank=True, null=True, verbose_name='出発')),
                    ('departure_km', models.PositiveIntegerField(blank=True, null=True, verbose_name='出発時の走行距離計（km）')),
                    ('gap_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='走行距離計が前回と続かない理由')),
                    ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='帰着')),
                    ('return_km', models.PositiveIntegerField(blank=True, null=True, verbose_name='帰着時の走行距離計（km）')),
                    ('corrected_at', models.DateTimeField(blank=True, null=True, verbose_name='帰着の値を直した時刻')),
                    ('correction_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='帰着の値を直した理由')),
                    ('stopped_at', models.DateTimeField(blank=True, null=True, verbose_name='取りやめ')),
                    ('stop_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取りやめの理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '運転の記録',
                    'verbose_name_plural': '運転の記録',
                    'ordering': ['-opened_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='TripEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('purpose', apps.core.fields.GuardedCharField(max_length=100, verbose_name='行き先・用務')),
                    ('opened_at', models.DateTimeField(verbose_name='記録の開始')),
                    ('departed_at', models.DateTimeField(blank=True, null=True, verbose_name='出発')),
                    ('departure_km', models.PositiveIntegerField(blank=True, null=True, verbose_name='出発時の走行距離計（km）')),
                    ('gap_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='走行距離計が前回と続かない理由')),
                    ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='帰着')),
                    ('return_km', models.PositiveIntegerField(blank=True, null=True, verbose_name='帰着時の走行距離計（km）')),
                    ('corrected_at', models.DateTimeField(blank=True, null=True, verbose_name='帰着の値を直した時刻')),
                    ('correction_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='帰着の値を直した理由')),
                    ('stopped_at', models.DateTimeField(blank=True, null=True, verbose_name='取りやめ')),
                    ('stop_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取りやめの理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TripPassenger',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ],
                options={
                    'verbose_name': '同乗者',
                    'verbose_name_plural': '同乗者',
                    'ordering': ['trip', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='TripPassengerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Vehicle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('plate', apps.core.fields.GuardedCharField(help_text='例：川越 500 あ 12-34', max_length=30, verbose_name='登録番号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=40, verbose_name='呼び名')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '車両',
                    'verbose_name_plural': '車両',
                    'ordering': ['name', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='VehicleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('plate', apps.core.fields.GuardedCharField(help_text='例：川越 500 あ 12-34', max_length=30, verbose_name='登録番号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=40, verbose_name='呼び名')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VehicleHold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='時間')),
                ],
                options={
                    'verbose_name': '訪問に確定した車両',
                    'verbose_name_plural': '訪問に確定した車両',
                    'ordering': ['visit'],
                },
            ),
            migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('requested', '要請'), ('coordinating', '調整中'), ('confirmed', '確定'), ('held', '実施'), ('completed', '完了'), ('cancelled', '中止')], default='requested', max_length=20, verbose_name='状態')),
                    ('requested_on', models.DateField(verbose_name='要請日')),
                    ('wish', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='施設の希望')),
                    ('head_count', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1, '1人以上で入力してください。')], verbose_name='申請予定人数')),
                    ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wheelchair', '車いすの方がいる'), ('bedridden', '寝たきりの方がいる（居室での撮影）'), ('sign', '手話・筆談が必要な方がいる'), ('language', '日本語以外の言語が必要な方がいる')], max_length=20), blank=True, default=list, size=None, verbose_name='配慮が必要なこと')),
                    ('venue', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('room', '会場にする部屋'), ('desk', '机といす'), ('power', '電源（コンセント）'), ('parking', '駐車場所')], max_length=20), blank=True, default=list, size=None, verbose_name='施設で用意できるもの')),
                    ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='開始')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='終了')),
                    ('timing_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='平日の日中以外に訪問する理由')),
                    ('counter_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='窓口に運営責任者が残らない理由')),
                    ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='中止の理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '訪問',
                    'verbose_name_plural': '訪問',
                    'ordering': ['-requested_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='VisitCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('done_at', models.DateTimeField(verbose_name='確認した時刻')),
                    ('back_at', models.DateTimeField(blank=True, null=True, verbose_name='持ち帰りを確認した時刻')),
                ],
                options={
                    'verbose_name': '訪問日の確認',
                    'verbose_name_plural': '訪問日の確認',
                    'ordering': ['visit', 'done_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='VisitCheckEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('done_at', models.DateTimeField(verbose_name='確認した時刻')),
                    ('back_at', models.DateTimeField(blank=True, null=True, verbose_name='持ち帰りを確認した時刻')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VisitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('status', models.CharField(choices=[('requested', '要請'), ('coordinating', '調整中'), ('confirmed', '確定'), ('held', '実施'), ('completed', '完了'), ('cancelled', '中止')], default='requested', max_length=20, verbose_name='状態')),
                    ('requested_on', models.DateField(verbose_name='要請日')),
                    ('wish', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='施設の希望')),
                    ('head_count', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1, '1人以上で入力してください。')], verbose_name='申請予定人数')),
                    ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wheelchair', '車いすの方がいる'), ('bedridden', '寝たきりの方がいる（居室での撮影）'), ('sign', '手話・筆談が必要な方がいる'), ('language', '日本語以外の言語が必要な方がいる')], max_length=20), blank=True, default=list, size=None, verbose_name='配慮が必要なこと')),
                    ('venue', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('room', '会場にする部屋'), ('desk', '机といす'), ('power', '電源（コンセント）'), ('parking', '駐車場所')], max_length=20), blank=True, default=list, size=None, verbose_name='施設で用意できるもの')),
                    ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='開始')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='終了')),
                    ('timing_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='平日の日中以外に訪問する理由')),
                    ('counter_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='窓口に運営責任者が残らない理由')),
                    ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='中止の理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VisitItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, verbose_name='コード')),
                    ('phase', models.CharField(choices=[('prepare', '準備・積込'), ('arrive', '到着'), ('leave', '撤収')], max_length=20, verbose_name='時期')),
                    ('label', apps.core.fields.GuardedCharField(max_length=120, verbose_name='項目')),
                    ('serves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('device', 'ア マイナアシスト'), ('post', 'イ 郵便'), ('smartphone', 'ウ スマートフォン'), ('usage', '利活用'), ('identity', '本人確認')], max_length=20), blank=True, default=list, size=None, verbose_name='使う方法')),
                    ('is_valuable', models.BooleanField(default=False, verbose_name='貴重品（持ち帰りを確認する）')),
                    ('is_required', models.BooleanField(default=True, verbose_name='必須')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                ],
                options={
                    'verbose_name': '訪問日の項目',
                    'verbose_name_plural': '訪問日の項目',
                    'ordering': ['order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='VisitItemEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, verbose_name='コード')),
                    ('phase', models.CharField(choices=[('prepare', '準備・積込'), ('arrive', '到着'), ('leave', '撤収')], max_length=20, verbose_name='時期')),
                    ('label', apps.core.fields.GuardedCharField(max_length=120, verbose_name='項目')),
                    ('serves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('device', 'ア マイナアシスト'), ('post', 'イ 郵便'), ('smartphone', 'ウ スマートフォン'), ('usage', '利活用'), ('identity', '本人確認')], max_length=20), blank=True, default=list, size=None, verbose_name='使う方法')),
                    ('is_valuable', models.BooleanField(default=False, verbose_name='貴重品（持ち帰りを確認する）')),
                    ('is_required', models.BooleanField(default=True, verbose_name='必須')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VisitMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('duty', models.CharField(choices=[('leader', '運営責任者'), ('crew', '従事者'), ('officer', '同行する市職員')], max_length=10, verbose_name='役割')),
                ],
                options={
                    'verbose_name': '訪問に加わる人',
                    'verbose_name_plural': '訪問に加わる人',
                    'ordering': ['visit', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='VisitMemberEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('duty', models.CharField(choices=[('leader', '運営責任者'), ('crew', '従事者'), ('officer', '同行する市職員')], max_length=10, verbose_name='役割')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VisitResult',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('received', models.PositiveSmallIntegerField(default=0, verbose_name='受付')),
                    ('on_site', models.PositiveSmallIntegerField(default=0, verbose_name='うち出張申請受付')),
                    ('assists_device', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 ア マイナアシスト')),
                    ('assists_post', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 イ 郵便')),
                    ('assists_smartphone', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 ウ スマートフォン')),
                    ('usage', models.PositiveSmallIntegerField(default=0, verbose_name='利活用')),
                    ('photos', models.PositiveSmallIntegerField(default=0, verbose_name='写真')),
                    ('incomplete', models.PositiveSmallIntegerField(default=0, verbose_name='未了')),
                    ('incomplete_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='未了の理由')),
                    ('documents_received', models.PositiveSmallIntegerField(default=0, verbose_name='受領した書類')),
                    ('identity_checked', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='本人確認をした人数')),
                    ('identity_checked_at', models.DateTimeField(blank=True, null=True, verbose_name='本人確認の時刻')),
                    ('documents_handed_over', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='引き渡した書類')),
                    ('handed_over_at', models.DateTimeField(blank=True, null=True, verbose_name='引き渡した時刻')),
                    ('documents_taken_over', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='市が受け取った書類')),
                    ('taken_over_at', models.DateTimeField(blank=True, null=True, verbose_name='市が受け取った時刻')),
                    ('unready_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='そろわないものがある理由')),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='実際の開始')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='実際の終了')),
                    ('trouble', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='困難事例・トラブル')),
                    ('report', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='報告')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='報告した時刻')),
                ],
                options={
                    'verbose_name': '訪問の結果',
                    'verbose_name_plural': '訪問の結果',
                    'ordering': ['-visit'],
                },
            ),
            migrations.CreateModel(
                name='VisitResultEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('received', models.PositiveSmallIntegerField(default=0, verbose_name='受付')),
                    ('on_site', models.PositiveSmallIntegerField(default=0, verbose_name='うち出張申請受付')),
                    ('assists_device', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 ア マイナアシスト')),
                    ('assists_post', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 イ 郵便')),
                    ('assists_smartphone', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 ウ スマートフォン')),
                    ('usage', models.PositiveSmallIntegerField(default=0, verbose_name='利活用')),
                    ('photos', models.PositiveSmallIntegerField(default=0, verbose_name='写真')),
                    ('incomplete', models.PositiveSmallIntegerField(default=0, verbose_name='未了')),
                    ('incomplete_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='未了の理由')),
                    ('documents_received', models.PositiveSmallIntegerField(default=0, verbose_name='受領した書類')),
                    ('identity_checked', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='本人確認をした人数')),
                    ('identity_checked_at', models.DateTimeField(blank=True, null=True, verbose_name='本人確認の時刻')),
                    ('documents_handed_over', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='引き渡した書類')),
                    ('handed_over_at', models.DateTimeField(blank=True, null=True, verbose_name='引き渡した時刻')),
                    ('documents_taken_over', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='市が受け取った書類')),
                    ('taken_over_at', models.DateTimeField(blank=True, null=True, verbose_name='市が受け取った時刻')),
                    ('unready_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='そろわないものがある理由')),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='実際の開始')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='実際の終了')),
                    ('trouble', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='困難事例・トラブル')),
                    ('report', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='報告')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='報告した時刻')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VisitStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('requested', '要請'), ('coordinating', '調整中'), ('confirmed', '確定'), ('held', '実施'), ('completed', '完了'), ('cancelled', '中止')], max_length=20, verbose_name='状態')),
                    ('taken_at', models.DateTimeField(verbose_name='日時')),
                    ('reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由')),
                ],
                options={
                    'verbose_name': '訪問の経過',
                    'verbose_name_plural': '訪問の経過',
                    'ordering': ['visit', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='VisitTap',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('count', models.CharField(choices=[('received', '受付'), ('on_site', 'うち出張申請受付'), ('assists_device', '申請補助 ア マイナアシスト'), ('assists_post', '申請補助 イ 郵便'), ('assists_smartphone', '申請補助 ウ スマートフォン'), ('usage', '利活用'), ('photos', '写真'), ('incomplete', '未了'), ('documents_received', '受領した書類')], max_length=30, verbose_name='数えるもの')),
                    ('step', models.SmallIntegerField(verbose_name='増減')),
                    ('tapped_at', models.DateTimeField(verbose_name='時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '訪問の人数の入力',
                    'verbose_name_plural': '訪問の人数の入力',
                    'ordering': ['visit', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='AlcoholCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phase', models.CharField(choices=[('before', '出発前'), ('after', '帰着後')], max_length=10, verbose_name='時期')),
                    ('checked_at', models.DateTimeField(verbose_name='確認の日時')),
                    ('method', models.CharField(choices=[('face', '対面'), ('video', 'カメラ・モニター'), ('phone', '電話'), ('other', 'その他')], max_length=10, verbose_name='確認の方法')),
                    ('method_detail', apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='対面でない場合の具体的な方法')),
                    ('detector_used', models.BooleanField(verbose_name='アルコール検知器を使った')),
                    ('reading', models.DecimalField(decimal_places=2, max_digits=3, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('9'))], verbose_name='検知器の値（mg/L）')),
                    ('is_intoxicated', models.BooleanField(verbose_name='酒気を帯びている')),
                    ('licence_carried', models.BooleanField(default=False, verbose_name='運転免許証の携帯を確かめた')),
                    ('instruction', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='指示事項')),
                    ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='その他必要な事項')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('checker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staffmember', verbose_name='確認者')),
                    ('driver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staffmember', verbose_name='運転者')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ],
                options={
                    'verbose_name': '酒気帯びの確認',
                    'verbose_name_plural': '酒気帯びの確認',
                    'ordering': ['trip', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Availability',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(db_index=True, verbose_name='日付')),
                    ('half', models.CharField(choices=[('am', '午前'), ('pm', '午後')], max_length=2, verbose_name='半日')),
                    ('is_possible', models.BooleanField(verbose_name='可')),
                    ('marked_at', models.DateTimeField(verbose_name='入力の日時')),
                    ('marked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='入力した人')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='half_days', to=settings.AUTH_USER_MODEL, verbose_name='人')),
                ],
                options={
                    'verbose_name': '半日の予定',
                    'verbose_name_plural': '半日の予定',
                    'ordering': ['day', 'half', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CalendarFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='アドレスの照合値')),
                    ('made_at', models.DateTimeField(verbose_name='発行')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='取消し')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
                ],
                options={
                    'verbose_name': 'カレンダーの取り込み',
                    'verbose_name_plural': 'カレンダーの取り込み',
                    'ordering': ['-made_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='DateProposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField(verbose_name='開始')),
                    ('ends_at', models.DateTimeField(verbose_name='終了')),
                    ('proposed_at', models.DateTimeField(verbose_name='提案の日時')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取り下げの日時')),
                    ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提案した人')),
                ],
                options={
                    'verbose_name': '日程の提案',
                    'verbose_name_plural': '日程の提案',
                    'ordering': ['visit', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='DateProposalEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_at', models.DateTimeField(verbose_name='開始')),
                    ('ends_at', models.DateTimeField(verbose_name='終了')),
                    ('proposed_at', models.DateTimeField(verbose_name='提案の日時')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取り下げの日時')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.dateproposal')),
                    ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提案した人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Facility',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('office_number', apps.core.fields.GuardedCharField(max_length=10, validators=[django.core.validators.RegexValidator('\\A[0-9]{10}\\Z', '事業所番号は10桁の数字で入力してください。')], verbose_name='事業所番号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=100, verbose_name='施設名')),
                    ('name_kana', apps.core.fields.GuardedCharField(max_length=150, verbose_name='施設名（かな）')),
                    ('kind', models.CharField(choices=[('care_home', '介護老人福祉施設'), ('health_care_home', '介護老人保健施設'), ('disability', '障害者支援施設'), ('hospital', '病院・診療所'), ('other', 'その他の施設')], max_length=20, verbose_name='種別')),
                    ('corporation', apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='法人の名称')),
                    ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, '1人以上で入力してください。')], verbose_name='定員')),
                    ('postal_code', apps.core.fields.GuardedCharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('\\A[0-9]{3}-[0-9]{4}\\Z', '郵便番号は7桁の数字で入力してください。')], verbose_name='郵便番号')),
                    ('address', apps.core.fields.GuardedCharField(max_length=200, verbose_name='所在地')),
                    ('phone', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='電話番号（施設の代表）')),
                    ('fax', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='FAX番号')),
                    ('is_active', models.BooleanField(default=True, verbose_name='訪問の対象')),
                    ('closed_reason', apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='休廃止の理由')),
                    ('source', models.CharField(choices=[('hand', '手入力'), ('public', '介護サービス情報の公表')], default='hand', max_length=10, verbose_name='出典')),
                    ('source_on', models.DateField(blank=True, null=True, verbose_name='出典のデータの日付')),
                    ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='画面で直した日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('search_text', models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Normalised(django.db.models.functions.text.Concat('name', models.Value('\n'), 'name_kana', models.Value('\n'), 'office_number', models.Value('\n'), 'address', models.Value('\n'), 'phone', models.Value('\n'), django.db.models.functions.text.Replace('phone', models.Value('-'), models.Value('')), models.Value('\n'), output_field=models.TextField())), output_field=models.TextField(), verbose_name='検索用の文')),
                    ('search_grams', models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Bigrams(django.db.models.functions.text.Concat('name', models.Value('\n'), 'name_kana', models.Value('\n'), 'office_number', models.Value('\n'), 'address', models.Value('\n'), 'phone', models.Value('\n'), django.db.models.functions.text.Replace('phone', models.Value('-'), models.Value('')), models.Value('\n'), output_field=models.TextField())), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='文字の組'), verbose_name='検索用の文字の組')),
                ],
                options={
                    'verbose_name': '施設',
                    'verbose_name_plural': '施設',
                    'ordering': ['name_kana', 'office_number'],
                    'indexes': [models.Index(fields=['name_kana', 'office_number'], name='facility_by_reading'), models.Index(models.OrderBy(models.F('capacity'), descending=True, nulls_last=True), models.F('name_kana'), models.F('office_number'), name='facility_by_capacity'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['search_grams'], name='facility_search')],
                    'constraints': [models.UniqueConstraint(fields=('office_number',), name='facility_office_number_is_unique', violation_error_code='unique', violation_error_message='この事業所番号の施設は、すでに登録されています。'), models.CheckConstraint(condition=models.Q(('office_number__regex', '^[0-9]{10}$')), name='facility_office_number_has_ten_digits', violation_error_message='事業所番号は10桁の数字で入力してください。'), models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('capacity__gte', 1), _connector='OR'), name='facility_capacity_is_positive_or_unknown', violation_error_message='定員は1人以上にするか、分からなければ空欄にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('closed_reason', ''), ('is_active', True)), models.Q(('closed_reason__gt', ''), ('is_active', False)), _connector='OR'), name='facility_is_closed_with_a_reason', violation_error_message='休廃止とするには理由が必要です。'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'hand'), ('source_on__isnull', True)), models.Q(models.Q(('source', 'hand'), _negated=True), ('source_on__isnull', False)), _connector='OR'), name='facility_from_a_file_has_its_date', violation_error_message='ファイルから取り込んだ施設には、そのデータの日付が必要です。')],
                },
            ),
            migrations.CreateModel(
                name='AvailabilityEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('day', models.DateField(verbose_name='日付')),
                    ('half', models.CharField(choices=[('am', '午前'), ('pm', '午後')], max_length=2, verbose_name='半日')),
                    ('is_possible', models.BooleanField(verbose_name='可')),
                    ('marked_at', models.DateTimeField(verbose_name='入力の日時')),
                    ('marked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='入力した人')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.availability')),
                    ('facility', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='availability',
                name='facility',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='half_days', to='outreach.facility', verbose_name='施設'),
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
                model_name='facilityevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='facilityevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.facility'),
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
            migrations.AddField(
                model_name='facilitylink',
                name='facility',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='outreach.facility', verbose_name='施設'),
            ),
            migrations.AddField(
                model_name='facilitylink',
                name='made_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='発行した人'),
            ),
            migrations.AddField(
                model_name='facilitylink',
                name='revoked_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人'),
            ),
            migrations.AddField(
                model_name='dateproposalevent',
                name='proposed_by_link',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilitylink', verbose_name='提案した人（施設のリンク）'),
            ),
            migrations.AddField(
                model_name='dateproposal',
                name='proposed_by_link',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facilitylink', verbose_name='提案した人（施設のリンク）'),
            ),
            migrations.AddField(
                model_name='availabilityevent',
                name='marked_by_link',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilitylink', verbose_name='入力した人（施設のリンク）'),
            ),
            migrations.AddField(
                model_name='availability',
                name='marked_by_link',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facilitylink', verbose_name='入力した人（施設のリンク）'),
            ),
            migrations.AddField(
                model_name='facilitylinkevent',
                name='facility',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設'),
            ),
            migrations.AddField(
                model_name='facilitylinkevent',
                name='made_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='発行した人'),
            ),
            migrations.AddField(
                model_name='facilitylinkevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='facilitylinkevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.facilitylink'),
            ),
            migrations.AddField(
                model_name='facilitylinkevent',
                name='revoked_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人'),
            ),
            migrations.AddField(
                model_name='facilitypass',
                name='link',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passes', to='outreach.facilitylink', verbose_name='リンク'),
            ),
            migrations.AddField(
                model_name='leafletaddress',
                name='facility',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facility', verbose_name='登録されている施設'),
            ),
            migrations.AddField(
                model_name='leafletaddress',
                name='ticked_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='leafletcampaign',
                name='checked_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='宛先を確認した人'),
            ),
            migrations.AddField(
                model_name='leafletcampaign',
                name='design_agreed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='デザインを承認した人'),
            ),
            migrations.AddField(
                model_name='leafletcampaign',
                name='term',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaflets', to='contracts.contractterm', verbose_name='契約年度'),
            ),
            migrations.AddField(
                model_name='leafletaddress',
                name='campaign',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='outreach.leafletcampaign', verbose_name='チラシ'),
            ),
            migrations.AddField(
                model_name='leafletcampaignevent',
                name='checked_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='宛先を確認した人'),
            ),
            migrations.AddField(
                model_name='leafletcampaignevent',
                name='design_agreed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='デザインを承認した人'),
            ),
            migrations.AddField(
                model_name='leafletcampaignevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='leafletcampaignevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.leafletcampaign'),
            ),
            migrations.AddField(
                model_name='leafletcampaignevent',
                name='term',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度'),
            ),
            migrations.AddField(
                model_name='leafletletter',
                name='campaign',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='outreach.leafletcampaign', verbose_name='チラシ'),
            ),
            migrations.AddField(
                model_name='leafletletter',
                name='facility',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facility', verbose_name='施設'),
            ),
            migrations.AddField(
                model_name='leafletletter',
                name='link',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='leaflet_letter', to='outreach.facilitylink', verbose_name='リンク'),
            ),
            migrations.AddField(
                model_name='leafletletterevent',
                name='campaign',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.leafletcampaign', verbose_name='チラシ'),
            ),
            migrations.AddField(
                model_name='leafletletterevent',
                name='facility',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設'),
            ),
            migrations.AddField(
                model_name='leafletletterevent',
                name='link',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilitylink', verbose_name='リンク'),
            ),
            migrations.AddField(
                model_name='leafletletterevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='leafletletterevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.leafletletter'),
            ),
            migrations.AddField(
                model_name='leafletrejectedrow',
                name='campaign',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rejected_rows', to='outreach.leafletcampaign', verbose_name='チラシ'),
            ),
            migrations.AddField(
                model_name='leafletstep',
                name='campaign',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='outreach.leafletcampaign', verbose_name='チラシ'),
            ),
            migrations.AddField(
                model_name='leafletstep',
                name='taken_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='行った人'),
            ),
            migrations.AddField(
                model_name='personhold',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人'),
            ),
            migrations.AddField(
                model_name='proposalanswer',
                name='answered_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回答した人'),
            ),
            migrations.AddField(
                model_name='proposalanswer',
                name='answered_by_link',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facilitylink', verbose_name='回答した人（施設のリンク）'),
            ),
            migrations.AddField(
                model_name='proposalanswer',
                name='proposal',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='outreach.dateproposal', verbose_name='日程の提案'),
            ),
            migrations.AddField(
                model_name='proposalanswerevent',
                name='answered_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回答した人'),
            ),
            migrations.AddField(
                model_name='proposalanswerevent',
                name='answered_by_link',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilitylink', verbose_name='回答した人（施設のリンク）'),
            ),
            migrations.AddField(
                model_name='proposalanswerevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='proposalanswerevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.proposalanswer'),
            ),
            migrations.AddField(
                model_name='proposalanswerevent',
                name='proposal',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.dateproposal', verbose_name='日程の提案'),
            ),
            migrations.AddField(
                model_name='trip',
                name='corrected_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='訂正した人'),
            ),
            migrations.AddField(
                model_name='trip',
                name='driver',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trips', to='workforce.staffmember', verbose_name='運転者'),
            ),
            migrations.AddField(
                model_name='trip',
                name='opened_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='alcoholcheck',
                name='trip',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='outreach.trip', verbose_name='運転の記録'),
            ),
            migrations.AddField(
                model_name='tripevent',
                name='corrected_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='訂正した人'),
            ),
            migrations.AddField(
                model_name='tripevent',
                name='driver',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='運転者'),
            ),
            migrations.AddField(
                model_name='tripevent',
                name='opened_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='tripevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='tripevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.trip'),
            ),
            migrations.AddField(
                model_name='trippassenger',
                name='rider',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='同乗者'),
            ),
            migrations.AddField(
                model_name='trippassenger',
                name='trip',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passengers', to='outreach.trip', verbose_name='運転の記録'),
            ),
            migrations.AddField(
                model_name='trippassengerevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='trippassengerevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.trippassenger'),
            ),
            migrations.AddField(
                model_name='trippassengerevent',
                name='rider',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='同乗者'),
            ),
            migrations.AddField(
                model_name='trippassengerevent',
                name='trip',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.trip', verbose_name='運転の記録'),
            ),
            migrations.AddConstraint(
                model_name='vehicle',
                constraint=models.UniqueConstraint(fields=('plate',), name='vehicle_plate_is_unique', violation_error_code='unique', violation_error_message='この登録番号の車両は、すでに登録されています。'),
            ),
            migrations.AddField(
                model_name='tripevent',
                name='vehicle',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.vehicle', verbose_name='車両'),
            ),
            migrations.AddField(
                model_name='trip',
                name='vehicle',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trips', to='outreach.vehicle', verbose_name='車両'),
            ),
            migrations.AddField(
                model_name='availabilityevent',
                name='vehicle',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.vehicle', verbose_name='車両'),
            ),
            migrations.AddField(
                model_name='availability',
                name='vehicle',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='half_days', to='outreach.vehicle', verbose_name='車両'),
            ),
            migrations.AddField(
                model_name='alcoholcheck',
                name='vehicle',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.vehicle', verbose_name='車両'),
            ),
            migrations.AddField(
                model_name='vehicleevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='vehicleevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.vehicle'),
            ),
            migrations.AddField(
                model_name='vehiclehold',
                name='vehicle',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.vehicle', verbose_name='車両'),
            ),
            migrations.AddField(
                model_name='visit',
                name='crew',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_joined', to=settings.AUTH_USER_MODEL, verbose_name='従事者'),
            ),
            migrations.AddField(
                model_name='visit',
                name='facility',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='outreach.facility', verbose_name='施設'),
            ),
            migrations.AddField(
                model_name='visit',
                name='leader',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_led', to=settings.AUTH_USER_MODEL, verbose_name='運営責任者'),
            ),
            migrations.AddField(
                model_name='visit',
                name='limit_agreement',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='contracts.agreement', verbose_name='回数を超える訪問の協議'),
            ),
            migrations.AddField(
                model_name='visit',
                name='officer',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_accompanied', to=settings.AUTH_USER_MODEL, verbose_name='同行する市職員'),
            ),
            migrations.AddField(
                model_name='visit',
                name='outing',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visit', to='workforce.outing', verbose_name='外勤'),
            ),
            migrations.AddField(
                model_name='visit',
                name='term',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='contracts.contractterm', verbose_name='契約年度'),
            ),
            migrations.AddField(
                model_name='visit',
                name='vehicle',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='outreach.vehicle', verbose_name='車両'),
            ),
            migrations.AddField(
                model_name='vehiclehold',
                name='visit',
                field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='vehicle_hold', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='tripevent',
                name='visit',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='trip',
                name='visit',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trips', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='personhold',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='person_holds', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='dateproposalevent',
                name='visit',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='dateproposal',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='visitcheck',
                name='back_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='持ち帰りを確認した人'),
            ),
            migrations.AddField(
                model_name='visitcheck',
                name='done_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='visitcheck',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='visitcheckevent',
                name='back_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='持ち帰りを確認した人'),
            ),
            migrations.AddField(
                model_name='visitcheckevent',
                name='done_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='visitcheckevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='visitcheckevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visitcheck'),
            ),
            migrations.AddField(
                model_name='visitcheckevent',
                name='visit',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='crew',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='従事者'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='facility',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='leader',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='運営責任者'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='limit_agreement',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='回数を超える訪問の協議'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='officer',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='同行する市職員'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='outing',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.outing', verbose_name='外勤'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visit'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='term',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='vehicle',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.vehicle', verbose_name='車両'),
            ),
            migrations.AddConstraint(
                model_name='visititem',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='visititem_valid_to_after_valid_from', violation_error_message='適用終了日は、適用開始日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='visititem',
                constraint=models.CheckConstraint(condition=models.Q(('is_valuable', False), ('phase', 'prepare'), _connector='OR'), name='visititem_valuables_are_packed', violation_error_message='貴重品は「準備・積込」の項目にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='visititem',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.Func('code', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func('code', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('valid_from', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('valid_to', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'valid_to', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='visititem_does_not_overlap_per_code', violation_error_message='同じコードの項目と適用期間が重なっています。'),
            ),
            migrations.AddField(
                model_name='visitcheckevent',
                name='item',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visititem', verbose_name='項目'),
            ),
            migrations.AddField(
                model_name='visitcheck',
                name='item',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='outreach.visititem', verbose_name='項目'),
            ),
            migrations.AddField(
                model_name='visititemevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='visititemevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visititem'),
            ),
            migrations.AddField(
                model_name='visitmember',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人'),
            ),
            migrations.AddField(
                model_name='visitmember',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='visitmemberevent',
                name='person',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人'),
            ),
            migrations.AddField(
                model_name='visitmemberevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='visitmemberevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visitmember'),
            ),
            migrations.AddField(
                model_name='visitmemberevent',
                name='visit',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='visitresult',
                name='handed_over_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き渡した人'),
            ),
            migrations.AddField(
                model_name='visitresult',
                name='identity_checked_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='本人確認をした市職員'),
            ),
            migrations.AddField(
                model_name='visitresult',
                name='sent_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='報告した人'),
            ),
            migrations.AddField(
                model_name='visitresult',
                name='taken_over_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受け取った市職員'),
            ),
            migrations.AddField(
                model_name='visitresult',
                name='visit',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='visitresultevent',
                name='handed_over_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き渡した人'),
            ),
            migrations.AddField(
                model_name='visitresultevent',
                name='identity_checked_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='本人確認をした市職員'),
            ),
            migrations.AddField(
                model_name='visitresultevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='visitresultevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visitresult'),
            ),
            migrations.AddField(
                model_name='visitresultevent',
                name='sent_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='報告した人'),
            ),
            migrations.AddField(
                model_name='visitresultevent',
                name='taken_over_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受け取った市職員'),
            ),
            migrations.AddField(
                model_name='visitresultevent',
                name='visit',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='visitstep',
                name='taken_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='行った人'),
            ),
            migrations.AddField(
                model_name='visitstep',
                name='taken_by_link',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facilitylink', verbose_name='施設のリンク'),
            ),
            migrations.AddField(
                model_name='visitstep',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddField(
                model_name='visittap',
                name='tapped_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='入力した人'),
            ),
            migrations.AddField(
                model_name='visittap',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taps', to='outreach.visit', verbose_name='訪問'),
            ),
            migrations.AddConstraint(
                model_name='calendarfeed',
                constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user',), name='calendarfeed_one_living_per_person', violation_error_message='取り込み用のアドレスは、一人に一つです。'),
            ),
            migrations.AddConstraint(
                model_name='calendarfeed',
                constraint=models.CheckConstraint(condition=models.Q(('token_hash__regex', '\\A[0-9a-f]{64}\\Z')), name='calendarfeed_keeps_a_hash_only', violation_error_message='取り込み用のアドレスそのものは保存しません。'),
            ),
            migrations.AddConstraint(
                model_name='calendarfeed',
                constraint=models.CheckConstraint(condition=models.Q(('revoked_at__isnull', True), ('revoked_at__gte', models.F('made_at')), _connector='OR'), name='calendarfeed_is_revoked_after_it_was_made', violation_error_message='取消しは発行より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='facilitycontact',
                constraint=models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('facility',), name='facilitycontact_one_is_called_first', violation_error_message='最初にかける連絡先は、施設に1つだけです。'),
            ),
            migrations.AddConstraint(
                model_name='facilitycontact',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('is_first', False), _connector='OR'), name='facilitycontact_ended_is_not_called_first', violation_error_message='使わない連絡先は、最初にかける連絡先にできません。'),
            ),
            migrations.AddConstraint(
                model_name='facilityimport',
                constraint=models.UniqueConstraint(fields=('sha256',), name='facilityimport_one_for_each_file', violation_error_message='同じ内容のファイルは、すでに読み込まれています。'),
            ),
            migrations.AddConstraint(
                model_name='facilityimport',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'shown'), ('taken_at__isnull', True), ('taken_by__isnull', True)), models.Q(('stage', 'taken'), ('taken_at__isnull', False)), _connector='OR'), name='facilityimport_taken_at_some_time', violation_error_message='取り込んだファイルには、その日時が必要です。'),
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
            migrations.AddConstraint(
                model_name='facilitylink',
                constraint=models.CheckConstraint(condition=models.Q(('token_hash__regex', '\\A[0-9a-f]{64}\\Z')), name='facilitylink_keeps_a_hash_only', violation_error_message='リンクのアドレスそのものは保存しません。'),
            ),
            migrations.AddConstraint(
                model_name='facilitylink',
                constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='facilitylink_expires_after_it_was_made', violation_error_message='有効期限は発行より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='facilitylink',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoke_reason', ''), ('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoke_reason__gt', ''), ('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='facilitylink_is_revoked_with_reason', violation_error_message='取消しには、取り消した人と理由が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='facilitypass',
                constraint=models.CheckConstraint(condition=models.Q(('secret_hash__regex', '\\A[0-9a-f]{64}\\Z')), name='facilitypass_keeps_a_hash_only', violation_error_message='利用の印そのものは保存しません。'),
            ),
            migrations.AddConstraint(
                model_name='facilitypass',
                constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('opened_at')), models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('opened_at')), _connector='OR')), name='facilitypass_ends_after_it_was_opened', violation_error_message='利用の終わりは、開いた日時より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(('planned_count__gte', 1)), name='leafletcampaign_plans_at_least_one', violation_error_message='作成の予定は1枚以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('design_agreed_at__isnull', True), ('design_agreed_by__isnull', True)), models.Q(('design_agreed_at__isnull', False), ('design_agreed_by__isnull', False), ('shows_mainachan', True), ('shows_tokimo', True)), _connector='OR'), name='leafletcampaign_design_shows_both_characters', violation_error_message='デザインの承認には、ときも と マイナちゃん の両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', True), ('checked_by__isnull', True)), models.Q(('check_asked_at__isnull', False), ('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='leafletcampaign_check_follows_a_request', violation_error_message='宛先の確認は、受託者が確認を依頼した後に行います。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('printed__isnull', True), ('printed_on__isnull', True)), models.Q(('design_agreed_at__isnull', False), ('printed__gte', 1), ('printed_on__isnull', False)), _connector='OR'), name='leafletcampaign_prints_an_agreed_design', violation_error_message='印刷の前に、デザインの承認（ときも・マイナちゃん）が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('stuffed__isnull', True), ('stuffed_on__isnull', True)), models.Q(('printed__isnull', False), ('stuffed__gte', 1), ('stuffed__lte', models.F('printed')), ('stuffed_on__gte', models.F('printed_on'))), _connector='OR'), name='leafletcampaign_stuffs_what_was_printed', violation_error_message='封入した数は印刷した数まで、封入日は印刷日以後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('posted__isnull', True), ('posted_on__isnull', True)), models.Q(('checked_at__isnull', False), ('posted__gte', 1), ('posted__lte', models.F('stuffed')), ('posted_on__gte', models.F('stuffed_on')), ('stuffed__isnull', False)), _connector='OR'), name='leafletcampaign_posts_what_was_checked_and_stuffed', violation_error_message='発送は、市が宛先を確認した後に、封入した数までにしてください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(('returned', 0), models.Q(('posted__isnull', False), ('returned__lte', models.F('posted'))), _connector='OR'), name='leafletcampaign_returns_what_was_posted', violation_error_message='返戻の数は、発送した数までにしてください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(('completed_at__isnull', True), models.Q(('postage_yen__isnull', False), ('posted__isnull', False), ('printing_yen__isnull', False)), _connector='OR'), name='leafletcampaign_completes_posted_with_its_cost', violation_error_message='完了には、発送の記録と費用（作成・郵送料）が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_at__isnull', True)), models.Q(('cancel_reason__gt', ''), ('cancelled_at__isnull', False), ('posted_on__isnull', True)), _connector='OR'), name='leafletcampaign_is_cancelled_with_reason_before_posting', violation_error_message='中止できるのは発送の前だけで、理由が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='leafletcampaign',
                constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('posted_on__isnull', False), ('cancelled_at__isnull', False), _connector='OR'), name='leafletcampaign_list_is_erased_after_its_purpose', violation_error_message='宛先の消去は、発送または中止の後に行います。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.UniqueConstraint(condition=models.Q(('facility__isnull', False)), fields=('campaign', 'facility'), name='leafletaddress_facility_once_a_campaign', violation_error_message='この施設は、すでに宛先にあります。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.UniqueConstraint(fields=('campaign', 'match_key'), name='leafletaddress_once_a_campaign', violation_error_message='同じ宛名と住所の宛先が、すでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.CheckConstraint(condition=models.Q(('address__gt', ''), ('match_key__gt', ''), ('name__gt', '')), name='leafletaddress_has_name_and_address', violation_error_message='宛名と住所を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.CheckConstraint(condition=models.Q(('addressee__endswith', '御中')), name='leafletaddress_is_addressed_to_an_organisation', violation_error_message='敬称の行は「御中」で終わるようにしてください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.CheckConstraint(condition=models.Q(('name__regex', '(様|さま|殿|氏)$'), _negated=True), name='leafletaddress_names_no_person', violation_error_message='個人の宛名は登録できません。施設や事業所の名称を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.CheckConstraint(condition=models.Q(('postal_code', ''), ('postal_code__regex', '^[0-9]{7}$'), _connector='OR'), name='leafletaddress_postal_code_has_seven_digits', violation_error_message='郵便番号は7桁の数字で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ticked_at__isnull', True), ('ticked_by__isnull', True)), models.Q(('ticked_at__isnull', False), ('ticked_by__isnull', False)), _connector='OR'), name='leafletaddress_tick_has_time_and_person', violation_error_message='市の確認には、日時と確認した人の両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.CheckConstraint(condition=models.Q(('posted_on__isnull', True), ('left_out_reason', ''), _connector='OR'), name='leafletaddress_left_out_is_not_posted', violation_error_message='発送しない宛先は、発送済みにできません。'),
            ),
            migrations.AddConstraint(
                model_name='leafletaddress',
                constraint=models.CheckConstraint(condition=models.Q(('returned_on__isnull', True), models.Q(('posted_on__isnull', False), ('returned_on__gte', models.F('posted_on'))), _connector='OR'), name='leafletaddress_returns_after_posting', violation_error_message='返戻日は、発送日以後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='leafletletter',
                constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('campaign', 'facility'), name='leafletletter_one_link_a_facility', violation_error_message='この施設には、このチラシのリンクがすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='leafletstep',
                constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['printed', 'stuffed', 'posted', 'completed', 'cancelled', 'erased'])), fields=('campaign', 'kind'), name='leafletstep_happens_once', violation_error_message='この操作は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='proposalanswer',
                constraint=models.UniqueConstraint(fields=('proposal', 'party'), name='proposalanswer_one_per_party', violation_error_message='この日程には、すでに回答があります。画面を読み込み直してください。'),
            ),
            migrations.AddConstraint(
                model_name='proposalanswer',
                constraint=models.CheckConstraint(condition=models.Q(('answered_by_link__isnull', True), ('party', 'facility'), _connector='OR'), name='proposalanswer_by_link_is_the_facilitys', violation_error_message='リンクからの回答は、施設の回答だけです。'),
            ),
            migrations.AddConstraint(
                model_name='proposalanswer',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', False), ('answered_by_link__isnull', True)), models.Q(('answered_by__isnull', True), ('answered_by_link__isnull', False)), _connector='OR'), name='proposalanswer_is_answered_by_one', violation_error_message='行った人と施設のリンクは、どちらか一方だけを記録します。'),
            ),
            migrations.AddConstraint(
                model_name='trippassenger',
                constraint=models.UniqueConstraint(fields=('trip', 'rider'), name='trippassenger_rides_once', violation_error_message='この同乗者は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='availability',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('facility__isnull', True), ('person__isnull', False), ('vehicle__isnull', True)), models.Q(('facility__isnull', False), ('person__isnull', True), ('vehicle__isnull', True)), models.Q(('facility__isnull', True), ('person__isnull', True), ('vehicle__isnull', False)), _connector='OR'), name='availability_is_of_exactly_one', violation_error_message='人・施設・車両のうち、どれか1つの予定にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='availability',
                constraint=models.UniqueConstraint(fields=('person', 'day', 'half'), name='availability_once_per_person_and_half_day', violation_error_message='この半日の予定は、すでに入力されています。'),
            ),
            migrations.AddConstraint(
                model_name='availability',
                constraint=models.UniqueConstraint(fields=('facility', 'day', 'half'), name='availability_once_per_facility_and_half_day', violation_error_message='この半日の予定は、すでに入力されています。'),
            ),
            migrations.AddConstraint(
                model_name='availability',
                constraint=models.UniqueConstraint(fields=('vehicle', 'day', 'half'), name='availability_once_per_vehicle_and_half_day', violation_error_message='この半日の予定は、すでに入力されています。'),
            ),
            migrations.AddConstraint(
                model_name='availability',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('marked_by__isnull', False), ('marked_by_link__isnull', True)), models.Q(('marked_by__isnull', True), ('marked_by_link__isnull', False)), _connector='OR'), name='availability_is_marked_by_one', violation_error_message='行った人と施設のリンクは、どちらか一方だけを記録します。'),
            ),
            migrations.AddConstraint(
                model_name='alcoholcheck',
                constraint=models.CheckConstraint(condition=models.Q(('checker', models.F('driver')), _negated=True), name='alcoholcheck_is_by_somebody_else', violation_error_message='確認者は、運転者とは別の人にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='alcoholcheck',
                constraint=models.CheckConstraint(condition=models.Q(('method', 'face'), ('method_detail__gt', ''), _connector='OR'), name='alcoholcheck_not_face_to_face_says_how', violation_error_message='対面でない場合は、具体的な方法を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='alcoholcheck',
                constraint=models.CheckConstraint(condition=models.Q(('detector_used', True)), name='alcoholcheck_uses_a_detector', violation_error_message='アルコール検知器を使って確認してください。'),
            ),
            migrations.AddConstraint(
                model_name='alcoholcheck',
                constraint=models.CheckConstraint(condition=models.Q(('reading__gte', 0), models.Q(('reading', 0), ('is_intoxicated', True), _connector='OR')), name='alcoholcheck_any_reading_is_intoxication', violation_error_message='検知器の値が0より大きいときは「酒気を帯びている」になります。'),
            ),
            migrations.AddConstraint(
                model_name='alcoholcheck',
                constraint=models.CheckConstraint(condition=models.Q(('phase', 'after'), ('is_intoxicated', True), ('licence_carried', True), _connector='OR'), name='alcoholcheck_before_driving_sees_the_licence', violation_error_message='出発の前に、運転免許証の携帯を確かめてください。'),
            ),
            migrations.AddConstraint(
                model_name='alcoholcheck',
                constraint=models.CheckConstraint(condition=models.Q(('is_intoxicated', False), ('instruction__gt', ''), _connector='OR'), name='alcoholcheck_intoxication_has_an_instruction', violation_error_message='酒気を帯びているときは、指示事項（運転の中止など）を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('starts_at__isnull', True)), models.Q(('ends_at__isnull', False), ('starts_at__isnull', False), ('starts_at__lt', models.F('ends_at'))), _connector='OR'), name='visit_period_has_both_ends_in_order', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'coordinating'), _negated=True), ('starts_at__isnull', False), _connector='OR'), name='visit_in_coordination_has_period', violation_error_message='調整には日時の案が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('confirmed', 'held', 'completed')), _negated=True), models.Q(('crew__isnull', False), ('leader__isnull', False), ('officer__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='visit_confirmed_has_period_and_people', violation_error_message='確定には、日時、運営責任者、従事者、同行する市職員のすべてが必要です。'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('leader__isnull', True), ('crew__isnull', True), models.Q(('leader', models.F('crew')), _negated=True), _connector='OR'), name='visit_leader_and_crew_differ', violation_error_message='運営責任者と従事者は、別の人にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason__gt', ''), ('status', 'cancelled')), models.Q(models.Q(('status', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='visit_cancelled_with_reason', violation_error_message='中止には理由が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('head_count__gte', 1)), name='visit_has_at_least_one_applicant', violation_error_message='申請予定人数は1人以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('needs__contained_by', ['wheelchair', 'bedridden', 'sign', 'language']), ('venue__contained_by', ['room', 'desk', 'power', 'parking'])), name='visit_needs_and_venue_are_known_words', violation_error_message='配慮が必要なこと、用意できるものは、選択肢から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('status__in', ('confirmed', 'held', 'completed'))), expressions=[(models.Func(models.F('facility'), models.F('facility'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_at'), models.F('ends_at'), models.Value('[)'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='visit_one_per_facility_at_one_time', violation_error_message='この施設には、同じ時間に確定した訪問があります。'),
            ),
            migrations.AddConstraint(
                model_name='vehiclehold',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('vehicle'), models.F('vehicle'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), ('period', '&&')], name='vehiclehold_no_vehicle_twice_at_one_time', violation_error_message='この車両は、同じ時間にほかの訪問に確定しています。'),
            ),
            migrations.AddIndex(
                model_name='trip',
                index=models.Index(fields=['-opened_at', '-id'], name='trip_newest_first'),
            ),
            migrations.AddConstraint(
                model_name='trip',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('departed_at__isnull', True), ('departure_km__isnull', True)), models.Q(('departed_at__isnull', False), ('departure_km__isnull', False)), _connector='OR'), name='trip_departure_has_time_and_odometer', violation_error_message='出発には、時刻と走行距離計の値の両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='trip',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('return_km__isnull', True), ('returned_at__isnull', True)), models.Q(('departed_at__isnull', False), ('return_km__gte', models.F('departure_km')), ('returned_at__gt', models.F('departed_at'))), _connector='OR'), name='trip_returns_after_departing', violation_error_message='帰着は、出発より後の時刻と、出発時以上の走行距離計の値にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='trip',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrected_at__isnull', True), ('corrected_by__isnull', True), ('correction_reason', '')), models.Q(('corrected_at__isnull', False), ('corrected_by__isnull', False), ('correction_reason__gt', ''), ('returned_at__isnull', False)), _connector='OR'), name='trip_return_is_corrected_with_who_when_and_why', violation_error_message='帰着の値を直すには、帰着の記録と、直した人・時刻・理由が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='trip',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('stop_reason', ''), ('stopped_at__isnull', True)), models.Q(('departed_at__isnull', True), ('stop_reason__gt', ''), ('stopped_at__isnull', False)), _connector='OR'), name='trip_is_stopped_with_reason_before_departing', violation_error_message='取りやめられるのは出発の前だけで、理由が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='trip',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('departed_at__isnull', False)), expressions=[(models.Func(models.F('vehicle'), models.F('vehicle'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('departed_at'), models.F('returned_at'), models.Value('[)'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='trip_vehicle_is_on_one_road', violation_error_message='この車両は、同じ時間にほかの運転の記録があります。先にその帰着を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='trip',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('departed_at__isnull', False)), expressions=[(models.Func(models.F('driver'), models.F('driver'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('departed_at'), models.F('returned_at'), models.Value('[)'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='trip_driver_is_on_one_road', violation_error_message='この運転者は、同じ時間にほかの運転の記録があります。先にその帰着を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='trip',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('return_km__isnull', False)), expressions=[(models.Func(models.F('vehicle'), models.F('vehicle'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('departure_km'), models.F('return_km'), models.Value('[)'), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '&&')], name='trip_no_kilometre_is_driven_twice', violation_error_message='走行距離計の値が、この車両のほかの記録と重なります。'),
            ),
            migrations.AddConstraint(
                model_name='personhold',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('person'), models.F('person'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), ('period', '&&')], name='personhold_nobody_twice_at_one_time', violation_error_message='この時間には、ほかの訪問に確定している人がいます。'),
            ),
            migrations.AddConstraint(
                model_name='personhold',
                constraint=models.UniqueConstraint(condition=models.Q(('leads', True)), fields=('person', 'day'), name='personhold_leader_once_a_day', violation_error_message='この運営責任者は、同じ日にほかの訪問が確定しています。2件目の訪問には別の運営責任者が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='dateproposal',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='dateproposal_ends_after_start', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='dateproposal',
                constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('visit',), name='dateproposal_one_stands_per_visit', violation_error_message='この訪問には、ほかの日程の提案があります。画面を読み込み直してください。'),
            ),
            migrations.AddConstraint(
                model_name='dateproposal',
                constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('proposed_at')), _connector='OR'), name='dateproposal_withdrawn_after_proposed', violation_error_message='取り下げは、提案より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='dateproposal',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('proposed_by__isnull', False), ('proposed_by_link__isnull', True)), models.Q(('proposed_by__isnull', True), ('proposed_by_link__isnull', False)), _connector='OR'), name='dateproposal_is_proposed_by_one', violation_error_message='行った人と施設のリンクは、どちらか一方だけを記録します。'),
            ),
            migrations.AddConstraint(
                model_name='visitcheck',
                constraint=models.UniqueConstraint(fields=('visit', 'item'), name='visitcheck_once_per_visit_and_item', violation_error_message='この項目はすでに確認済みです。'),
            ),
            migrations.AddConstraint(
                model_name='visitcheck',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('back_at__isnull', True), ('back_by__isnull', True)), models.Q(('back_at__gte', models.F('done_at')), ('back_by__isnull', False)), _connector='OR'), name='visitcheck_comes_back_after_packing', violation_error_message='持ち帰りの確認には、積込の後の時刻と確認した人が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='visitmember',
                constraint=models.UniqueConstraint(fields=('visit', 'person'), name='visitmember_once_per_visit', violation_error_message='この人は、すでにこの訪問に加わっています。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('received__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('on_site'), '+', models.F('assists_device')), '+', models.F('assists_post')), '+', models.F('assists_smartphone')), '+', models.F('incomplete')))), name='visitresult_each_person_has_one_outcome', violation_error_message='出張申請受付・申請補助（ア・イ・ウ）・未了の合計が、受付の人数より多くなります。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('received__gte', models.F('photos'))), name='visitresult_each_person_has_one_photo', violation_error_message='写真の人数が、受付の人数より多くなります。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('received__gte', models.F('usage'))), name='visitresult_each_person_is_helped_once_with_using', violation_error_message='利活用の人数が、受付の人数より多くなります。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('received__gte', models.F('documents_received'))), name='visitresult_each_person_has_one_set_of_documents', violation_error_message='受領した書類の数（1人分で1）が、受付の人数より多くなります。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('identity_checked__isnull', True), ('identity_checked_at__isnull', True), ('identity_checked_by__isnull', True)), models.Q(('identity_checked__isnull', False), ('identity_checked_at__isnull', False), ('identity_checked_by__isnull', False)), _connector='OR'), models.Q(('identity_checked__isnull', True), ('identity_checked__lte', models.F('received')), _connector='OR')), name='visitresult_identity_says_who_and_when', violation_error_message='本人確認には、受付の人数以内の人数と、確認した市職員と時刻が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('documents_handed_over__isnull', True), ('handed_over_at__isnull', True), ('handed_over_by__isnull', True)), models.Q(('documents_handed_over__isnull', False), ('handed_over_at__isnull', False), ('handed_over_by__isnull', False)), _connector='OR'), name='visitresult_handing_over_says_who_and_when', violation_error_message='引き渡しには、書類の数と、引き渡した人と時刻が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('documents_taken_over__isnull', True), ('taken_over_at__isnull', True), ('taken_over_by__isnull', True)), models.Q(('documents_taken_over__isnull', False), ('taken_over_at__isnull', False), ('taken_over_by__isnull', False)), _connector='OR'), models.Q(('documents_taken_over__isnull', True), ('documents_handed_over__isnull', False), _connector='OR')), name='visitresult_taking_over_says_who_and_when', violation_error_message='受け取りには、引き渡しの記録と、書類の数、受け取った市職員と時刻が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('ended_at__gt', models.F('started_at')), ('started_at__isnull', False)), _connector='OR'), name='visitresult_ends_after_it_starts', violation_error_message='実際の終了は、実際の開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', True), ('sent_by__isnull', True)), models.Q(('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='visitresult_sent_at_with_by', violation_error_message='報告した時刻と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('documents_handed_over', models.F('documents_received')), ('documents_taken_over', models.F('documents_received')), ('handed_over_at__isnull', False), ('taken_over_at__isnull', False)), _connector='OR'), name='visitresult_sent_only_with_all_documents_handed_over', violation_error_message='受領した書類・引き渡した書類・市が受け取った書類の数が一致していません。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('on_site', 0), models.Q(('documents_received__gte', models.F('on_site')), ('identity_checked__gte', models.F('on_site')), ('identity_checked_at__isnull', False)), _connector='OR'), name='visitresult_sent_only_with_identities_checked', violation_error_message='出張申請受付をした人全員の本人確認と書類の受領が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('incomplete', 0), ('incomplete_reason__gt', ''), _connector='OR'), name='visitresult_sent_with_the_reason_of_the_incomplete', violation_error_message='未了の理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='visitresult',
                constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('ended_at__isnull', False), ('report__gt', '')), _connector='OR'), name='visitresult_sent_with_report_and_hours', violation_error_message='実際の開始・終了と報告を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='visitstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_by__isnull', False), ('taken_by_link__isnull', True)), models.Q(('taken_by__isnull', True), ('taken_by_link__isnull', False)), _connector='OR'), name='visitstep_is_by_one_actor', violation_error_message='行った人と施設のリンクは、どちらか一方だけを記録します。'),
            ),
            migrations.AddConstraint(
                model_name='visittap',
                constraint=models.CheckConstraint(condition=models.Q(('step__in', (-1, 1))), name='visittap_is_one_person', violation_error_message='1回の入力で増減するのは1人です。'),
            ),
        ]),
        AddTriggers([
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
            pgtrigger.migrations.AddTrigger(
                model_name='vehicle',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_vehicleevent" ("id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plate", "submission_key") SELECT new_values."id", new_values."is_active", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plate", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2edf980a8c035517cd8fa507238db0055b55a04f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e6f2a', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_vehicle', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='vehicle',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_vehicleevent" ("id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plate", "submission_key") SELECT new_values."id", new_values."is_active", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plate", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2c937b2d6d40c7ecc301419443d9761eb3891933', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_848cf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_vehicle', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='vehicle',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_vehicleevent" ("id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plate", "submission_key") SELECT old_values."id", old_values."is_active", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plate", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='83a7772466b1dd9473cd6c10695cf076f11d839d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c34a2', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_vehicle', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visititem',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visititemevent" ("code", "id", "is_required", "is_valuable", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "serves", "valid_from", "valid_to") SELECT new_values."code", new_values."id", new_values."is_required", new_values."is_valuable", new_values."label", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phase", new_values."serves", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7edb59a97105401693b014e8bc0456a2abd23b2b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_737ca', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visititem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visititem',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visititemevent" ("code", "id", "is_required", "is_valuable", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "serves", "valid_from", "valid_to") SELECT new_values."code", new_values."id", new_values."is_required", new_values."is_valuable", new_values."label", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phase", new_values."serves", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c5532100f14132bc3fcbf4e63e22eb6193ac92b7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8a6cc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visititem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visititem',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visititemevent" ("code", "id", "is_required", "is_valuable", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "serves", "valid_from", "valid_to") SELECT old_values."code", old_values."id", old_values."is_required", old_values."is_valuable", old_values."label", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phase", old_values."serves", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='10d8e03e236a7dcc02c9d1f336f6bf188c61019f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ad61e', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visititem', when='AFTER')),
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
            pgtrigger.migrations.AddTrigger(
                model_name='facilityevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c84e65c00191b0346bfdc7f2758cebc1ae7dc9a4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3f878', table='outreach_facilityevent', when='BEFORE')),
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
            pgtrigger.migrations.AddTrigger(
                model_name='facilitylink',
                trigger=pgtrigger.compiler.Trigger(name='stays_as_issued', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."token_hash" IS DISTINCT FROM (NEW."token_hash"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b33f1b4ccf3535124b1e4d842e6af7deb8b034a4', operation='UPDATE', pgid='pgtrigger_stays_as_issued_0afa2', table='outreach_facilitylink', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facilitylink',
                trigger=pgtrigger.compiler.Trigger(name='revoked_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."revoked_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='86a0efae9ce7ba2d466924d761b634ce3c9b5bda', operation='UPDATE', pgid='pgtrigger_revoked_for_good_993d7', table='outreach_facilitylink', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facilitylink',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitylinkevent" ("expires_at", "facility_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revoke_reason", "revoked_at", "revoked_by_id", "submission_key") SELECT new_values."expires_at", new_values."facility_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."revoke_reason", new_values."revoked_at", new_values."revoked_by_id", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='56dc8061470521411d81e9ad268136afc677a40b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a660f', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_facilitylink', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facilitylink',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitylinkevent" ("expires_at", "facility_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revoke_reason", "revoked_at", "revoked_by_id", "submission_key") SELECT new_values."expires_at", new_values."facility_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."revoke_reason", new_values."revoked_at", new_values."revoked_by_id", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."expires_at" IS DISTINCT FROM (new_values."expires_at") OR old_values."facility_id" IS DISTINCT FROM (new_values."facility_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."purpose" IS DISTINCT FROM (new_values."purpose") OR old_values."revoke_reason" IS DISTINCT FROM (new_values."revoke_reason") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."revoked_by_id" IS DISTINCT FROM (new_values."revoked_by_id") OR old_values."submission_key" IS DISTINCT FROM (new_values."submission_key")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d812402e67f213f24c4ef292f66be73a934b54c5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e3c8f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_facilitylink', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facilitylink',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilitylinkevent" ("expires_at", "facility_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "revoke_reason", "revoked_at", "revoked_by_id", "submission_key") SELECT old_values."expires_at", old_values."facility_id", old_values."id", old_values."made_at", old_values."made_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."revoke_reason", old_values."revoked_at", old_values."revoked_by_id", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='49aa33c4a13ab4fd8dc3f5021491918d29807abf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0e2f6', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_facilitylink', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facilitylinkevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3490aa1991aa6acebae9f3b51852eb3c5593cceb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a667', table='outreach_facilitylinkevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facilitypass',
                trigger=pgtrigger.compiler.Trigger(name='within_its_link', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM 1 FROM outreach_facilitylink l\n                    WHERE l.id = NEW.link_id AND l.revoked_at IS NULL AND l.expires_at >= NEW.expires_at\n                    FOR SHARE OF l;\n                    IF NOT FOUND THEN\n                        RAISE EXCEPTION 'the link is revoked or ends earlier'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'facilitypass_lives_within_its_link';\n                    END IF;\n                    RETURN NEW;\n                ", hash='db673788f8774caaafe60f7a376fa52ca6a3622d', operation='INSERT OR UPDATE OF "expires_at"', pgid='pgtrigger_within_its_link_bea99', table='outreach_facilitypass', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facilitypass',
                trigger=pgtrigger.compiler.Trigger(name='ended_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='58cb6775d53eae5958fb1fff75c45d38f18e50ff', operation='UPDATE', pgid='pgtrigger_ended_for_good_5d800', table='outreach_facilitypass', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletcampaign',
                trigger=pgtrigger.compiler.Trigger(name='steps_in_order', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE before outreach_leafletcampaign;', func="\n        IF TG_OP = 'UPDATE' THEN\n            before := OLD;\n        END IF;\n        IF NEW.checked_at IS NOT NULL AND NEW.checked_at IS DISTINCT FROM before.checked_at THEN\n            IF NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = NEW.checked_by_id AND u.role IN ('city_approver', 'city_staff')) THEN\n                RAISE EXCEPTION 'not the city'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_is_checked_by_the_city';\n            END IF;\n            IF NOT EXISTS (SELECT 1 FROM outreach_leafletaddress a WHERE a.campaign_id = NEW.id)\n                OR EXISTS (\n                    SELECT 1 FROM outreach_leafletaddress a\n                    WHERE a.campaign_id = NEW.id AND (a.ticked_at IS NULL OR a.remark <> '')\n                ) THEN\n                RAISE EXCEPTION 'a line is not checked'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_check_covers_every_line';\n            END IF;\n        END IF;\n        IF NEW.design_agreed_at IS NOT NULL AND NEW.design_agreed_at IS DISTINCT FROM before.design_agreed_at\n            AND NOT EXISTS (\n                SELECT 1 FROM accounts_user u WHERE u.id = NEW.design_agreed_by_id AND u.role IN ('city_approver', 'city_staff')\n            ) THEN\n            RAISE EXCEPTION 'not the city'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_design_is_agreed_by_the_city';\n        END IF;\n        IF NEW.printed_on IS NOT NULL AND before.printed_on IS NULL AND NEW.checked_at IS NULL THEN\n            RAISE EXCEPTION 'printed before the check'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_prints_after_the_check';\n        END IF;\n        IF NEW.printed_on IS NOT NULL AND before.printed_on IS NULL\n            AND NEW.printed_on < (NEW.design_agreed_at AT TIME ZONE 'Asia/Tokyo')::date THEN\n            RAISE EXCEPTION 'printed before the design was agreed'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_prints_from_the_day_of_the_design';\n        END IF;\n        IF NEW.stuffed_on IS NOT NULL AND before.stuffed_on IS NULL AND NEW.checked_at IS NULL\n            AND NEW.printed_on IS NOT NULL THEN\n            RAISE EXCEPTION 'stuffed without the check'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_stuffs_after_the_check';\n        END IF;\n        IF NEW.posted_on IS NOT NULL AND before.posted_on IS NULL\n            AND NEW.posted_on < (NEW.checked_at AT TIME ZONE 'Asia/Tokyo')::date THEN\n            RAISE EXCEPTION 'posted before the day of the check'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_posts_from_the_day_of_the_check';\n        END IF;\n        IF before.checked_at IS NOT NULL AND NEW.checked_at IS NOT NULL AND NEW.purpose <> before.purpose THEN\n            RAISE EXCEPTION 'checked for another purpose'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_keeps_the_purpose_of_its_check';\n        END IF;\n        IF before.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM before.erased_at THEN\n            RAISE EXCEPTION 'erased for good'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_erasure_is_final';\n        END IF;\n        RETURN NEW;\n    ", hash='63b86d3f4af68c41fb79937ac69359e4987d2ea5', operation='INSERT OR UPDATE', pgid='pgtrigger_steps_in_order_5a39a', table='outreach_leafletcampaign', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletcampaign',
                trigger=pgtrigger.compiler.Trigger(name='counts_its_list', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE campaign outreach_leafletcampaign; lines integer; posted integer; returned integer;', func="\n        SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = NEW.id;\n        SELECT count(*), count(a.posted_on), count(a.returned_on) INTO lines, posted, returned\n        FROM outreach_leafletaddress a WHERE a.campaign_id = campaign.id;\n        IF campaign.erased_at IS NOT NULL THEN\n            IF lines > 0 OR EXISTS (SELECT 1 FROM outreach_leafletrejectedrow r WHERE r.campaign_id = campaign.id) THEN\n                RAISE EXCEPTION 'the list is still there'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_erased_has_no_list';\n            END IF;\n        ELSIF coalesce(campaign.posted, 0) <> posted OR campaign.returned <> returned THEN\n            RAISE EXCEPTION 'counts differ from the list'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_counts_its_list';\n        END IF;\n        RETURN NULL;\n    ", hash='25345ca635e9ae120b2f01d93cc4d8d8d105060d', operation='INSERT OR UPDATE', pgid='pgtrigger_counts_its_list_c98ab', table='outreach_leafletcampaign', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletcampaign',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_leafletcampaignevent" ("cancel_reason", "cancelled_at", "check_asked_at", "checked_at", "checked_by_id", "completed_at", "design_agreed_at", "design_agreed_by_id", "erased_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_count", "postage_yen", "posted", "posted_on", "printed", "printed_on", "printing_yen", "purpose", "returned", "shows_mainachan", "shows_tokimo", "stuffed", "stuffed_on", "submission_key", "term_id", "title") SELECT new_values."cancel_reason", new_values."cancelled_at", new_values."check_asked_at", new_values."checked_at", new_values."checked_by_id", new_values."completed_at", new_values."design_agreed_at", new_values."design_agreed_by_id", new_values."erased_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."planned_count", new_values."postage_yen", new_values."posted", new_values."posted_on", new_values."printed", new_values."printed_on", new_values."printing_yen", new_values."purpose", new_values."returned", new_values."shows_mainachan", new_values."shows_tokimo", new_values."stuffed", new_values."stuffed_on", new_values."submission_key", new_values."term_id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e00acbf54ff9966bbe8dbacf8d35592c06618b36', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_dc9f4', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_leafletcampaign', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletcampaign',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_leafletcampaignevent" ("cancel_reason", "cancelled_at", "check_asked_at", "checked_at", "checked_by_id", "completed_at", "design_agreed_at", "design_agreed_by_id", "erased_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_count", "postage_yen", "posted", "posted_on", "printed", "printed_on", "printing_yen", "purpose", "returned", "shows_mainachan", "shows_tokimo", "stuffed", "stuffed_on", "submission_key", "term_id", "title") SELECT new_values."cancel_reason", new_values."cancelled_at", new_values."check_asked_at", new_values."checked_at", new_values."checked_by_id", new_values."completed_at", new_values."design_agreed_at", new_values."design_agreed_by_id", new_values."erased_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."planned_count", new_values."postage_yen", new_values."posted", new_values."posted_on", new_values."printed", new_values."printed_on", new_values."printing_yen", new_values."purpose", new_values."returned", new_values."shows_mainachan", new_values."shows_tokimo", new_values."stuffed", new_values."stuffed_on", new_values."submission_key", new_values."term_id", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='793e0db4ef3882804b0ae1d718e6c008c1e28227', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a8481', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_leafletcampaign', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletcampaign',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_leafletcampaignevent" ("cancel_reason", "cancelled_at", "check_asked_at", "checked_at", "checked_by_id", "completed_at", "design_agreed_at", "design_agreed_by_id", "erased_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_count", "postage_yen", "posted", "posted_on", "printed", "printed_on", "printing_yen", "purpose", "returned", "shows_mainachan", "shows_tokimo", "stuffed", "stuffed_on", "submission_key", "term_id", "title") SELECT old_values."cancel_reason", old_values."cancelled_at", old_values."check_asked_at", old_values."checked_at", old_values."checked_by_id", old_values."completed_at", old_values."design_agreed_at", old_values."design_agreed_by_id", old_values."erased_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."planned_count", old_values."postage_yen", old_values."posted", old_values."posted_on", old_values."printed", old_values."printed_on", old_values."printing_yen", old_values."purpose", old_values."returned", old_values."shows_mainachan", old_values."shows_tokimo", old_values."stuffed", old_values."stuffed_on", old_values."submission_key", old_values."term_id", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3a60d30ba633c71800811e2117a3f03e38818e2f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e7422', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_leafletcampaign', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletaddress',
                trigger=pgtrigger.compiler.Trigger(name='of_an_open_list', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE campaign outreach_leafletcampaign;', func="\n        IF TG_OP = 'DELETE' THEN\n            SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = OLD.campaign_id FOR NO KEY UPDATE;\n            IF campaign.erased_at IS NOT NULL THEN\n                RETURN OLD;\n            END IF;\n        ELSE\n            SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = NEW.campaign_id FOR NO KEY UPDATE;\n        END IF;\n        IF campaign.erased_at IS NOT NULL OR campaign.cancelled_at IS NOT NULL THEN\n            RAISE EXCEPTION 'the list is closed'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_of_an_open_list';\n        END IF;\n        IF TG_OP = 'UPDATE' THEN\n            IF NEW.campaign_id <> OLD.campaign_id THEN\n                RAISE EXCEPTION 'of another campaign'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_stays_in_its_list';\n            END IF;\n            IF NEW.name <> OLD.name AND NEW.facility_id IS NOT DISTINCT FROM OLD.facility_id\n                AND NEW.facility_id IS NOT NULL THEN\n                RAISE EXCEPTION 'another organisation'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_of_a_facility_bears_its_name';\n            END IF;\n            IF NEW.left_out_reason <> OLD.left_out_reason AND campaign.posted_on IS NOT NULL AND OLD.posted_on IS NULL\n                AND NEW.posted_on IS NULL THEN\n                RAISE EXCEPTION 'posted already'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_left_out_before_posting';\n            END IF;\n            IF (NEW.facility_id, NEW.name, NEW.addressee, NEW.postal_code, NEW.address, NEW.match_key)\n                IS NOT DISTINCT FROM\n                (OLD.facility_id, OLD.name, OLD.addressee, OLD.postal_code, OLD.address, OLD.match_key) THEN\n                IF campaign.checked_at IS NOT NULL AND (\n                    NEW.ticked_at IS DISTINCT FROM OLD.ticked_at OR NEW.remark <> OLD.remark\n                ) THEN\n                    RAISE EXCEPTION 'checked already'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_changed_only_unchecked';\n                END IF;\n                RETURN NEW;\n            END IF;\n            NEW.ticked_at := NULL;\n            NEW.ticked_by_id := NULL;\n        END IF;\n        IF campaign.checked_at IS NOT NULL THEN\n            RAISE EXCEPTION 'checked already'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_changed_only_unchecked';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='0ad609c7fec4035fb9d6c922255659b6b36cca6a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_of_an_open_list_8529c', table='outreach_leafletaddress', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletaddress',
                trigger=pgtrigger.compiler.Trigger(name='counted_by_its_campaign', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE campaign outreach_leafletcampaign; lines integer; posted integer; returned integer;', func="\n        SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = NEW.campaign_id;\n        SELECT count(*), count(a.posted_on), count(a.returned_on) INTO lines, posted, returned\n        FROM outreach_leafletaddress a WHERE a.campaign_id = campaign.id;\n        IF campaign.erased_at IS NOT NULL THEN\n            IF lines > 0 OR EXISTS (SELECT 1 FROM outreach_leafletrejectedrow r WHERE r.campaign_id = campaign.id) THEN\n                RAISE EXCEPTION 'the list is still there'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_erased_has_no_list';\n            END IF;\n        ELSIF coalesce(campaign.posted, 0) <> posted OR campaign.returned <> returned THEN\n            RAISE EXCEPTION 'counts differ from the list'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_counts_its_list';\n        END IF;\n        RETURN NULL;\n    ", hash='c9e1f51fd3a8231098afe18268375d32a1d77e2c', operation='UPDATE OF "posted_on", "returned_on"', pgid='pgtrigger_counted_by_its_campaign_45e3b', table='outreach_leafletaddress', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletcampaignevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b7dc8a64c4bb40b2cd3a64983b203fb0933968b7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dcfe6', table='outreach_leafletcampaignevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletletter',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_leafletletterevent" ("campaign_id", "facility_id", "id", "link_id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at") SELECT new_values."campaign_id", new_values."facility_id", new_values."id", new_values."link_id", new_values."made_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."replaced_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8a7aa0551b81c007c80ac27aa20ab6e02880e130', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_46f12', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_leafletletter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletletter',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_leafletletterevent" ("campaign_id", "facility_id", "id", "link_id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at") SELECT new_values."campaign_id", new_values."facility_id", new_values."id", new_values."link_id", new_values."made_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."replaced_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2436e006ccb054c8775f2108d09200393b548173', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_64c2f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_leafletletter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletletter',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_leafletletterevent" ("campaign_id", "facility_id", "id", "link_id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at") SELECT old_values."campaign_id", old_values."facility_id", old_values."id", old_values."link_id", old_values."made_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."replaced_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7ca46ef4ac89d455c6b3afdbc38a44a626a3251b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_121e1', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_leafletletter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletletterevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a4d9542369f4e57324eb4b2d147f4192c390bef0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9a19e', table='outreach_leafletletterevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletrejectedrow',
                trigger=pgtrigger.compiler.Trigger(name='of_a_living_campaign', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM 1 FROM outreach_leafletcampaign c\n                    WHERE c.id = NEW.campaign_id AND c.erased_at IS NULL FOR NO KEY UPDATE;\n                    IF NOT FOUND THEN\n                        RAISE EXCEPTION 'the list is erased'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_of_an_open_list';\n                    END IF;\n                    RETURN NEW;\n                ", hash='bf151de7b79fb37708aa087a9de5e504191e6cee', operation='INSERT OR UPDATE', pgid='pgtrigger_of_a_living_campaign_f9e20', table='outreach_leafletrejectedrow', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='leafletstep',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cc3452e1f83848dd37c5e900b6bfea61c6f1d67a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26a32', table='outreach_leafletstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='proposalanswer',
                trigger=pgtrigger.compiler.Trigger(name='link_is_the_facilitys', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."answered_by_link_id" IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.answered_by_link_id IS NOT DISTINCT FROM OLD.answered_by_link_id AND NEW.answered_at IS NOT DISTINCT FROM OLD.answered_at THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM outreach_facilitylink l\n            WHERE l.id = NEW.answered_by_link_id AND l.revoked_at IS NULL AND l.expires_at > NEW.answered_at\n              AND l.facility_id = (SELECT o.facility_id FROM (SELECT p.id, v.facility_id FROM outreach_dateproposal p JOIN outreach_visit v ON v.id = p.visit_id) o WHERE o.id = NEW.proposal_id)\n            FOR SHARE OF l;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the link does not open this'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';\n            END IF;\n            RETURN NEW;\n        ", hash='c76b196bf8c39d8a602f79868ee900eecd4f5ad5', operation='INSERT OR UPDATE', pgid='pgtrigger_link_is_the_facilitys_3b504', table='outreach_proposalanswer', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='proposalanswer',
                trigger=pgtrigger.compiler.Trigger(name='keeps_its_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id\n            WHERE p.id = OLD.proposal_id FOR NO KEY UPDATE OF v;\n            IF EXISTS (\n                SELECT 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id\n                WHERE p.id = OLD.proposal_id AND v.status IN ('confirmed', 'held', 'completed') AND p.withdrawn_at IS NULL\n            ) THEN\n                IF TG_OP = 'DELETE' THEN\n                    RAISE EXCEPTION 'the visit stands'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n                ELSIF NOT NEW.is_possible OR NEW.proposal_id <> OLD.proposal_id OR NEW.party <> OLD.party THEN\n                    RAISE EXCEPTION 'the visit stands'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n                END IF;\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='fd292e335b81ac57fb697fb46457f4757d5cd7d0', operation='UPDATE OR DELETE', pgid='pgtrigger_keeps_its_visit_d74a7', table='outreach_proposalanswer', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='proposalanswer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_proposalanswerevent" ("answered_at", "answered_by_id", "answered_by_link_id", "id", "is_possible", "note", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id") SELECT new_values."answered_at", new_values."answered_by_id", new_values."answered_by_link_id", new_values."id", new_values."is_possible", new_values."note", new_values."party", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposal_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='05ad0b0a804f0279a962f482a69b6678244171a1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_da3b8', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_proposalanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='proposalanswer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_proposalanswerevent" ("answered_at", "answered_by_id", "answered_by_link_id", "id", "is_possible", "note", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id") SELECT new_values."answered_at", new_values."answered_by_id", new_values."answered_by_link_id", new_values."id", new_values."is_possible", new_values."note", new_values."party", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposal_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='73e505f91ca7de17ba652fba504a9814fff8aa90', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e622a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_proposalanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='proposalanswer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_proposalanswerevent" ("answered_at", "answered_by_id", "answered_by_link_id", "id", "is_possible", "note", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id") SELECT old_values."answered_at", old_values."answered_by_id", old_values."answered_by_link_id", old_values."id", old_values."is_possible", old_values."note", old_values."party", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposal_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2c4218a92116091d20225ae6402c70f9a40f8f1f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bbfcd', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_proposalanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='proposalanswerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25817400981271417a1203a33340f1fab2070578', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cb1f0', table='outreach_proposalanswerevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trippassenger',
                trigger=pgtrigger.compiler.Trigger(name='is_not_the_driver', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (\n            SELECT 1 FROM outreach_trip t JOIN workforce_staffmember s ON s.id = t.driver_id\n            WHERE t.id = NEW.trip_id AND s.user_id = NEW.rider_id\n        ) THEN\n            RAISE EXCEPTION 'the driver is no passenger'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'trippassenger_is_not_the_driver';\n        END IF;\n        RETURN NEW;\n    ", hash='99644658172a8a37694cfe1876751c57a3297ce9', operation='INSERT OR UPDATE', pgid='pgtrigger_is_not_the_driver_14a19', table='outreach_trippassenger', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trippassenger',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_trippassengerevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rider_id", "trip_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rider_id", new_values."trip_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7a3c242bbd6809ed7eede6778f408f62181715a1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8405a', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_trippassenger', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trippassenger',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_trippassengerevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rider_id", "trip_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rider_id", new_values."trip_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ce8a2ad0fa259b9c024eb12effa36505e8c88d2f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_45a09', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_trippassenger', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trippassenger',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_trippassengerevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rider_id", "trip_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rider_id", old_values."trip_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4d6cae85bcde566ba55e93c72c59ae4cbdf7be8e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d3cdc', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_trippassenger', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trippassengerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6e15258b0e9c8a5db1b113b506bd7fd9ecd456d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e823a', table='outreach_trippassengerevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='availabilityevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a544773afb63172856585d768d4ea2409af4ea84', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9dc6f', table='outreach_availabilityevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='availability',
                trigger=pgtrigger.compiler.Trigger(name='link_is_the_facilitys', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."marked_by_link_id" IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.marked_by_link_id IS NOT DISTINCT FROM OLD.marked_by_link_id AND NEW.marked_at IS NOT DISTINCT FROM OLD.marked_at THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM outreach_facilitylink l\n            WHERE l.id = NEW.marked_by_link_id AND l.revoked_at IS NULL AND l.expires_at > NEW.marked_at\n              AND l.facility_id = (SELECT o.facility_id FROM (SELECT id, id AS facility_id FROM outreach_facility) o WHERE o.id = NEW.facility_id)\n            FOR SHARE OF l;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the link does not open this'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';\n            END IF;\n            RETURN NEW;\n        ", hash='f4ec74b2d31dc4d26d90f26c43aee496065c73e0', operation='INSERT OR UPDATE', pgid='pgtrigger_link_is_the_facilitys_3ff7d', table='outreach_availability', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='availability',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_availabilityevent" ("day", "facility_id", "half", "id", "is_possible", "marked_at", "marked_by_id", "marked_by_link_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vehicle_id") SELECT new_values."day", new_values."facility_id", new_values."half", new_values."id", new_values."is_possible", new_values."marked_at", new_values."marked_by_id", new_values."marked_by_link_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."vehicle_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='18d0d353eec332515acfbd0403fca7824088f7de', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bcec1', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_availability', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='availability',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_availabilityevent" ("day", "facility_id", "half", "id", "is_possible", "marked_at", "marked_by_id", "marked_by_link_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vehicle_id") SELECT new_values."day", new_values."facility_id", new_values."half", new_values."id", new_values."is_possible", new_values."marked_at", new_values."marked_by_id", new_values."marked_by_link_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."vehicle_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fd98229189dc056fd8d0335c4c54a26de9e97288', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bcc6b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_availability', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='availability',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_availabilityevent" ("day", "facility_id", "half", "id", "is_possible", "marked_at", "marked_by_id", "marked_by_link_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vehicle_id") SELECT old_values."day", old_values."facility_id", old_values."half", old_values."id", old_values."is_possible", old_values."marked_at", old_values."marked_by_id", old_values."marked_by_link_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."vehicle_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='47a8744358d103ec0d131c03713e21e470981ffe', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_26074', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_availability', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='alcoholcheck',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d150bf700503a7fec5f922f8832b5356126e13e', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_86b15', table='outreach_alcoholcheck', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='alcoholcheck',
                trigger=pgtrigger.compiler.Trigger(name='of_the_trip', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NOT EXISTS (\n            SELECT 1 FROM outreach_trip t\n            WHERE t.id = NEW.trip_id AND t.driver_id = NEW.driver_id AND t.vehicle_id = NEW.vehicle_id\n        ) THEN\n            RAISE EXCEPTION 'another driver or vehicle'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'alcoholcheck_is_of_its_trip';\n        END IF;\n        RETURN NEW;\n    ", hash='863f50a021be528d7a41ee533a4fc56f42b98f32', operation='INSERT', pgid='pgtrigger_of_the_trip_e57da', table='outreach_alcoholcheck', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='vehicleevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9b3c5cd277a055269dcd90cc4be7f80b5abf602', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2fc37', table='outreach_vehicleevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='is_agreed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" IN (\'confirmed\', \'held\', \'completed\'))', func="\n        IF NOT EXISTS (\n            SELECT 1 FROM outreach_dateproposal p JOIN outreach_proposalanswer a ON a.proposal_id = p.id\n            WHERE p.visit_id = NEW.id AND p.withdrawn_at IS NULL AND a.is_possible\n              AND p.starts_at = NEW.starts_at AND p.ends_at = NEW.ends_at\n            GROUP BY p.id HAVING count(*) = 3\n        ) THEN\n            RAISE EXCEPTION 'not answered by all'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n        END IF;\n        RETURN NEW;\n    ", hash='c9937edee5dd6bb491ad2effb27f0dd0e136f2df', operation='INSERT OR UPDATE', pgid='pgtrigger_is_agreed_c9507', table='outreach_visit', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='keeps_holds', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."crew_id" IS DISTINCT FROM (NEW."crew_id") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."leader_id" IS DISTINCT FROM (NEW."leader_id") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."vehicle_id" IS DISTINCT FROM (NEW."vehicle_id"))', func="\n        DELETE FROM outreach_personhold WHERE visit_id = NEW.id;\n        DELETE FROM outreach_vehiclehold WHERE visit_id = NEW.id;\n        INSERT INTO outreach_personhold (visit_id, person_id, leads, day, period)\n        SELECT v.id, p.person_id, p.leads, (v.starts_at AT TIME ZONE 'Asia/Tokyo')::date, tstzrange(v.starts_at, v.ends_at, '[)')\n        FROM outreach_visit v\n        CROSS JOIN LATERAL (\n            VALUES (v.leader_id, true), (v.crew_id, false), (v.officer_id, false)\n            UNION ALL\n            SELECT m.person_id, m.duty = 'leader' FROM outreach_visitmember m WHERE m.visit_id = v.id\n        ) AS p (person_id, leads)\n        WHERE v.id = NEW.id AND v.status IN ('confirmed', 'held', 'completed') AND p.person_id IS NOT NULL;\n        INSERT INTO outreach_vehiclehold (visit_id, vehicle_id, period)\n        SELECT v.id, v.vehicle_id, tstzrange(v.starts_at, v.ends_at, '[)') FROM outreach_visit v\n        WHERE v.id = NEW.id AND v.status IN ('confirmed', 'held', 'completed') AND v.vehicle_id IS NOT NULL;\n     RETURN NULL;", hash='2479cfa5d6eab8ae08240b9d628ae0f8c276e557', operation='UPDATE', pgid='pgtrigger_keeps_holds_d2740', table='outreach_visit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "counter_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "vehicle_id", "venue", "wish") SELECT new_values."cancel_reason", new_values."counter_reason", new_values."crew_id", new_values."ends_at", new_values."facility_id", new_values."head_count", new_values."id", new_values."leader_id", new_values."limit_agreement_id", new_values."needs", new_values."officer_id", new_values."outing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."requested_on", new_values."starts_at", new_values."status", new_values."submission_key", new_values."term_id", new_values."timing_reason", new_values."vehicle_id", new_values."venue", new_values."wish" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='691ae3c6ec60b5c054233e1452a3c3b600030d52', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b9a25', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "counter_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "vehicle_id", "venue", "wish") SELECT new_values."cancel_reason", new_values."counter_reason", new_values."crew_id", new_values."ends_at", new_values."facility_id", new_values."head_count", new_values."id", new_values."leader_id", new_values."limit_agreement_id", new_values."needs", new_values."officer_id", new_values."outing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."requested_on", new_values."starts_at", new_values."status", new_values."submission_key", new_values."term_id", new_values."timing_reason", new_values."vehicle_id", new_values."venue", new_values."wish" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='15aaa4954c3f755d9a26a48a73a15116bbc03470', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e04ea', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "counter_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "needs", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "vehicle_id", "venue", "wish") SELECT old_values."cancel_reason", old_values."counter_reason", old_values."crew_id", old_values."ends_at", old_values."facility_id", old_values."head_count", old_values."id", old_values."leader_id", old_values."limit_agreement_id", old_values."needs", old_values."officer_id", old_values."outing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."requested_on", old_values."starts_at", old_values."status", old_values."submission_key", old_values."term_id", old_values."timing_reason", old_values."vehicle_id", old_values."venue", old_values."wish" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='469d393b9c43b0c69465e9cf9ceb76d8a2a4cd26', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7f0a2', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='completed_with_result', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'completed\')', constraint='CONSTRAINT', func="\n            IF EXISTS (SELECT 1 FROM outreach_visit v WHERE v.id = NEW.id AND v.status = 'completed') AND NOT EXISTS (\n                SELECT 1 FROM outreach_visitresult r WHERE r.visit_id = NEW.id AND r.sent_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'completed without a result'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_completed_with_result';\n            END IF;\n            RETURN NULL;\n        ", hash='ef4b68299c057833f100277c99986b250bd0b515', operation='INSERT OR UPDATE', pgid='pgtrigger_completed_with_result_14564', table='outreach_visit', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='tripevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='51bfd581b05233d2927efb118fafe0b5750edd41', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39ba3', table='outreach_tripevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trip',
                trigger=pgtrigger.compiler.Trigger(name='departs_checked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."departed_at" IS NOT NULL)', func="\n        IF NOT EXISTS (\n            SELECT 1 FROM outreach_alcoholcheck c\n            WHERE c.trip_id = NEW.id AND c.phase = 'before' AND NOT c.is_intoxicated AND c.checked_at <= NEW.departed_at\n              AND (c.checked_at AT TIME ZONE 'Asia/Tokyo')::date = (NEW.departed_at AT TIME ZONE 'Asia/Tokyo')::date\n        ) OR EXISTS (\n            SELECT 1 FROM outreach_alcoholcheck c\n            WHERE c.trip_id = NEW.id AND c.phase = 'before' AND c.is_intoxicated\n        ) OR (\n            (TG_OP = 'INSERT' OR NEW.departed_at IS DISTINCT FROM OLD.departed_at OR NEW.driver_id <> OLD.driver_id)\n            AND EXISTS (\n                SELECT 1 FROM outreach_alcoholcheck c\n                WHERE c.driver_id = NEW.driver_id AND c.is_intoxicated AND\n                    (c.checked_at AT TIME ZONE 'Asia/Tokyo')::date = (NEW.departed_at AT TIME ZONE 'Asia/Tokyo')::date\n            )\n        ) THEN\n            RAISE EXCEPTION 'not checked before departure'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_departs_only_checked_and_sober';\n        END IF;\n        RETURN NEW;\n    ", hash='04cd10f87f8e0b3d412ef707b899c76e2a8bc2c5', operation='INSERT OR UPDATE', pgid='pgtrigger_departs_checked_86a3b', table='outreach_trip', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trip',
                trigger=pgtrigger.compiler.Trigger(name='odometer_goes_on', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."departure_km" IS NOT NULL)', func="\n        DECLARE last_km integer;\n        BEGIN\n            IF TG_OP = 'UPDATE' AND NEW.departure_km IS NOT DISTINCT FROM OLD.departure_km\n                AND NEW.gap_reason = OLD.gap_reason AND NEW.vehicle_id = OLD.vehicle_id THEN\n                RETURN NEW;\n            END IF;\n            PERFORM 1 FROM outreach_vehicle v WHERE v.id = NEW.vehicle_id FOR NO KEY UPDATE;\n            SELECT t.return_km INTO last_km FROM outreach_trip t\n            WHERE t.vehicle_id = NEW.vehicle_id AND t.id <> NEW.id AND t.returned_at <= NEW.departed_at\n            ORDER BY t.returned_at DESC, t.id DESC LIMIT 1;\n            IF last_km IS NOT NULL AND (\n                NEW.departure_km < last_km OR (NEW.departure_km > last_km AND NEW.gap_reason = '')\n            ) THEN\n                RAISE EXCEPTION 'odometer does not go on'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_odometer_goes_on';\n            END IF;\n            RETURN NEW;\n        END;\n    ", hash='89dbb4163e013c43c3365def495875152c624df0', operation='INSERT OR UPDATE', pgid='pgtrigger_odometer_goes_on_4b747', table='outreach_trip', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trip',
                trigger=pgtrigger.compiler.Trigger(name='kept_one_year', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF OLD.opened_at > now() - interval '1 year' THEN\n            RAISE EXCEPTION 'driving records are kept'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_is_kept_one_year';\n        END IF;\n        RETURN OLD;\n    ", hash='db7438428e511e8656058b37cc72b65db5c21ceb', operation='DELETE', pgid='pgtrigger_kept_one_year_d4991', table='outreach_trip', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trip',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_tripevent" ("corrected_at", "corrected_by_id", "correction_reason", "departed_at", "departure_km", "driver_id", "gap_reason", "id", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "return_km", "returned_at", "stop_reason", "stopped_at", "submission_key", "vehicle_id", "visit_id") SELECT new_values."corrected_at", new_values."corrected_by_id", new_values."correction_reason", new_values."departed_at", new_values."departure_km", new_values."driver_id", new_values."gap_reason", new_values."id", new_values."opened_at", new_values."opened_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."return_km", new_values."returned_at", new_values."stop_reason", new_values."stopped_at", new_values."submission_key", new_values."vehicle_id", new_values."visit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c91fd3b65c601ecf50eff58c73169f733b8c7ecc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c567b', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_trip', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trip',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_tripevent" ("corrected_at", "corrected_by_id", "correction_reason", "departed_at", "departure_km", "driver_id", "gap_reason", "id", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "return_km", "returned_at", "stop_reason", "stopped_at", "submission_key", "vehicle_id", "visit_id") SELECT new_values."corrected_at", new_values."corrected_by_id", new_values."correction_reason", new_values."departed_at", new_values."departure_km", new_values."driver_id", new_values."gap_reason", new_values."id", new_values."opened_at", new_values."opened_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."return_km", new_values."returned_at", new_values."stop_reason", new_values."stopped_at", new_values."submission_key", new_values."vehicle_id", new_values."visit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2b3403fdee6509f00a85c551fe84b835da0aeaba', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7e449', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_trip', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trip',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_tripevent" ("corrected_at", "corrected_by_id", "correction_reason", "departed_at", "departure_km", "driver_id", "gap_reason", "id", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "return_km", "returned_at", "stop_reason", "stopped_at", "submission_key", "vehicle_id", "visit_id") SELECT old_values."corrected_at", old_values."corrected_by_id", old_values."correction_reason", old_values."departed_at", old_values."departure_km", old_values."driver_id", old_values."gap_reason", old_values."id", old_values."opened_at", old_values."opened_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."return_km", old_values."returned_at", old_values."stop_reason", old_values."stopped_at", old_values."submission_key", old_values."vehicle_id", old_values."visit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d038d66a78f5e8a2d76e88d133374ab790f85b8a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d4215', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_trip', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dateproposalevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c80e3cb7d1f5cc11549fb03a0382ff04db77884', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a6b5f', table='outreach_dateproposalevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dateproposal',
                trigger=pgtrigger.compiler.Trigger(name='link_is_the_facilitys', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."proposed_by_link_id" IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.proposed_by_link_id IS NOT DISTINCT FROM OLD.proposed_by_link_id AND NEW.proposed_at IS NOT DISTINCT FROM OLD.proposed_at THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM outreach_facilitylink l\n            WHERE l.id = NEW.proposed_by_link_id AND l.revoked_at IS NULL AND l.expires_at > NEW.proposed_at\n              AND l.facility_id = (SELECT o.facility_id FROM outreach_visit o WHERE o.id = NEW.visit_id)\n            FOR SHARE OF l;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the link does not open this'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';\n            END IF;\n            RETURN NEW;\n        ", hash='dbe02f8efaed6b09dd2c5ae5e234e887602e384b', operation='INSERT OR UPDATE', pgid='pgtrigger_link_is_the_facilitys_51ec8', table='outreach_dateproposal', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dateproposal',
                trigger=pgtrigger.compiler.Trigger(name='keeps_its_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id\n            WHERE p.id = OLD.id FOR NO KEY UPDATE OF v;\n            IF EXISTS (\n                SELECT 1 FROM outreach_visit v JOIN outreach_dateproposal p ON p.visit_id = v.id\n                WHERE p.id = OLD.id AND v.status IN ('confirmed', 'held', 'completed') AND p.withdrawn_at IS NULL\n            ) THEN\n                IF TG_OP = 'DELETE' THEN\n                    RAISE EXCEPTION 'the visit stands'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n                ELSIF NEW.withdrawn_at IS NOT NULL OR NEW.visit_id <> OLD.visit_id OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at THEN\n                    RAISE EXCEPTION 'the visit stands'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_binding_is_possible_for_all_three';\n                END IF;\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='e184acce3c9866e972f326e992aa8d6a886b8b6a', operation='UPDATE OR DELETE', pgid='pgtrigger_keeps_its_visit_27caf', table='outreach_dateproposal', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dateproposal',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_dateproposalevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_by_link_id", "starts_at", "visit_id", "withdrawn_at") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."proposed_by_link_id", new_values."starts_at", new_values."visit_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5e1a1624107c4d150267745378dda1639d35b73a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d8540', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_dateproposal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dateproposal',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_dateproposalevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_by_link_id", "starts_at", "visit_id", "withdrawn_at") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."proposed_by_link_id", new_values."starts_at", new_values."visit_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='62e5066facf850b510148957896b1b9a4c244ab9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ef677', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_dateproposal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dateproposal',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_dateproposalevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_by_link_id", "starts_at", "visit_id", "withdrawn_at") SELECT old_values."ends_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."proposed_by_link_id", old_values."starts_at", old_values."visit_id", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d92fa9a6a4b07c47c426a2f60c700e08bc1ed7a2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8f4a0', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_dateproposal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c0c725849ad26e407acbf5cf5d9e24d9367f2f4d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45ec1', table='outreach_visitevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitcheckevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4aafe2c441e75719c58c7730ea87729a71d16815', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f0ea3', table='outreach_visitcheckevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitcheck',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitcheckevent" ("back_at", "back_by_id", "done_at", "done_by_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT new_values."back_at", new_values."back_by_id", new_values."done_at", new_values."done_by_id", new_values."id", new_values."item_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."visit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='975406801462ece366a21ffe1cee5833aee0bd1c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c99b', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visitcheck', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitcheck',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitcheckevent" ("back_at", "back_by_id", "done_at", "done_by_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT new_values."back_at", new_values."back_by_id", new_values."done_at", new_values."done_by_id", new_values."id", new_values."item_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."visit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d01cb31ebfafc8c34959f0cd24c58953b350eecc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_42d83', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visitcheck', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitcheck',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitcheckevent" ("back_at", "back_by_id", "done_at", "done_by_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT old_values."back_at", old_values."back_by_id", old_values."done_at", old_values."done_by_id", old_values."id", old_values."item_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."visit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5f320973ed0c59217802aff5e157fa4d5db31614', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_28531', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visitcheck', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visititemevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='60f4ebff94013327f31733590110a17a2302227e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ecd0', table='outreach_visititemevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitmember',
                trigger=pgtrigger.compiler.Trigger(name='keeps_holds', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE visit bigint;', func="\n        FOR visit IN\n            SELECT v.id FROM outreach_visit v\n            WHERE v.id IN (\n                CASE WHEN TG_OP <> 'DELETE' THEN NEW.visit_id END, CASE WHEN TG_OP <> 'INSERT' THEN OLD.visit_id END\n            )\n            ORDER BY v.id FOR NO KEY UPDATE\n        LOOP\n            \n        DELETE FROM outreach_personhold WHERE visit_id = visit;\n        DELETE FROM outreach_vehiclehold WHERE visit_id = visit;\n        INSERT INTO outreach_personhold (visit_id, person_id, leads, day, period)\n        SELECT v.id, p.person_id, p.leads, (v.starts_at AT TIME ZONE 'Asia/Tokyo')::date, tstzrange(v.starts_at, v.ends_at, '[)')\n        FROM outreach_visit v\n        CROSS JOIN LATERAL (\n            VALUES (v.leader_id, true), (v.crew_id, false), (v.officer_id, false)\n            UNION ALL\n            SELECT m.person_id, m.duty = 'leader' FROM outreach_visitmember m WHERE m.visit_id = v.id\n        ) AS p (person_id, leads)\n        WHERE v.id = visit AND v.status IN ('confirmed', 'held', 'completed') AND p.person_id IS NOT NULL;\n        INSERT INTO outreach_vehiclehold (visit_id, vehicle_id, period)\n        SELECT v.id, v.vehicle_id, tstzrange(v.starts_at, v.ends_at, '[)') FROM outreach_visit v\n        WHERE v.id = visit AND v.status IN ('confirmed', 'held', 'completed') AND v.vehicle_id IS NOT NULL;\n    \n        END LOOP;\n        RETURN NULL;\n    ", hash='9ef099b526eea50e836646bc10747088be1c540f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keeps_holds_93566', table='outreach_visitmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitmember',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitmemberevent" ("duty", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT new_values."duty", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."visit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b9487efed53747c2fc8342a5577a762eebd12cfb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0bfb2', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visitmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitmember',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitmemberevent" ("duty", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT new_values."duty", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."visit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='126e7ed2382f2b22d1cdede1246b45fc26a71769', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9418', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visitmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitmember',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitmemberevent" ("duty", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT old_values."duty", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."visit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2bbfa35322e2b6d9fefed00f3dc8c369563a3a24', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d8a97', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visitmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitmemberevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3cddc884be1eeb79461fd24d66b93f04db3da767', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1edf8', table='outreach_visitmemberevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitresult',
                trigger=pgtrigger.compiler.Trigger(name='identity_is_checked_by_the_city', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.identity_checked_by_id IS NULL THEN\n                RETURN NEW;\n            END IF;\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.identity_checked_by_id IS NOT DISTINCT FROM OLD.identity_checked_by_id AND NEW.identity_checked IS NOT DISTINCT FROM OLD.identity_checked THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM accounts_user u WHERE u.id = NEW.identity_checked_by_id AND u.role IN ('city_approver', 'city_staff');\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'not of the city'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'visitresult_identity_is_checked_by_the_city';\n            END IF;\n            RETURN NEW;\n        ", hash='4ed63747e347246642d1795d0245b9269d736c0c', operation='INSERT OR UPDATE', pgid='pgtrigger_identity_is_checked_by_the_city_20715', table='outreach_visitresult', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitresult',
                trigger=pgtrigger.compiler.Trigger(name='documents_are_taken_over_by_the_city', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.taken_over_by_id IS NULL THEN\n                RETURN NEW;\n            END IF;\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.taken_over_by_id IS NOT DISTINCT FROM OLD.taken_over_by_id AND NEW.documents_taken_over IS NOT DISTINCT FROM OLD.documents_taken_over THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM accounts_user u WHERE u.id = NEW.taken_over_by_id AND u.role IN ('city_approver', 'city_staff');\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'not of the city'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'visitresult_documents_are_taken_over_by_the_city';\n            END IF;\n            RETURN NEW;\n        ", hash='c2f96a574e1a73c4b601b630f9bff3524d0fdd9f', operation='INSERT OR UPDATE', pgid='pgtrigger_documents_are_taken_over_by_the_city_d5693', table='outreach_visitresult', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitresult',
                trigger=pgtrigger.compiler.Trigger(name='sent_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7c5c9ce29199ae6734453e9102b8249f4e9e5c9', operation='UPDATE OR DELETE', pgid='pgtrigger_sent_once_0c8f4', table='outreach_visitresult', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitresult',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitresultevent" ("assists_device", "assists_post", "assists_smartphone", "documents_handed_over", "documents_received", "documents_taken_over", "ended_at", "handed_over_at", "handed_over_by_id", "id", "identity_checked", "identity_checked_at", "identity_checked_by_id", "incomplete", "incomplete_reason", "on_site", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photos", "received", "report", "sent_at", "sent_by_id", "started_at", "taken_over_at", "taken_over_by_id", "trouble", "unready_reason", "usage", "visit_id") SELECT new_values."assists_device", new_values."assists_post", new_values."assists_smartphone", new_values."documents_handed_over", new_values."documents_received", new_values."documents_taken_over", new_values."ended_at", new_values."handed_over_at", new_values."handed_over_by_id", new_values."id", new_values."identity_checked", new_values."identity_checked_at", new_values."identity_checked_by_id", new_values."incomplete", new_values."incomplete_reason", new_values."on_site", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photos", new_values."received", new_values."report", new_values."sent_at", new_values."sent_by_id", new_values."started_at", new_values."taken_over_at", new_values."taken_over_by_id", new_values."trouble", new_values."unready_reason", new_values."usage", new_values."visit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f43db8a38491bb924d93691fa67d26e0e1fae8b5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d16e4', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visitresult', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitresult',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitresultevent" ("assists_device", "assists_post", "assists_smartphone", "documents_handed_over", "documents_received", "documents_taken_over", "ended_at", "handed_over_at", "handed_over_by_id", "id", "identity_checked", "identity_checked_at", "identity_checked_by_id", "incomplete", "incomplete_reason", "on_site", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photos", "received", "report", "sent_at", "sent_by_id", "started_at", "taken_over_at", "taken_over_by_id", "trouble", "unready_reason", "usage", "visit_id") SELECT new_values."assists_device", new_values."assists_post", new_values."assists_smartphone", new_values."documents_handed_over", new_values."documents_received", new_values."documents_taken_over", new_values."ended_at", new_values."handed_over_at", new_values."handed_over_by_id", new_values."id", new_values."identity_checked", new_values."identity_checked_at", new_values."identity_checked_by_id", new_values."incomplete", new_values."incomplete_reason", new_values."on_site", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."photos", new_values."received", new_values."report", new_values."sent_at", new_values."sent_by_id", new_values."started_at", new_values."taken_over_at", new_values."taken_over_by_id", new_values."trouble", new_values."unready_reason", new_values."usage", new_values."visit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c3e0cc66710b063d43a8b74d0820098d8e166469', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_94385', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visitresult', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitresult',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitresultevent" ("assists_device", "assists_post", "assists_smartphone", "documents_handed_over", "documents_received", "documents_taken_over", "ended_at", "handed_over_at", "handed_over_by_id", "id", "identity_checked", "identity_checked_at", "identity_checked_by_id", "incomplete", "incomplete_reason", "on_site", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photos", "received", "report", "sent_at", "sent_by_id", "started_at", "taken_over_at", "taken_over_by_id", "trouble", "unready_reason", "usage", "visit_id") SELECT old_values."assists_device", old_values."assists_post", old_values."assists_smartphone", old_values."documents_handed_over", old_values."documents_received", old_values."documents_taken_over", old_values."ended_at", old_values."handed_over_at", old_values."handed_over_by_id", old_values."id", old_values."identity_checked", old_values."identity_checked_at", old_values."identity_checked_by_id", old_values."incomplete", old_values."incomplete_reason", old_values."on_site", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."photos", old_values."received", old_values."report", old_values."sent_at", old_values."sent_by_id", old_values."started_at", old_values."taken_over_at", old_values."taken_over_by_id", old_values."trouble", old_values."unready_reason", old_values."usage", old_values."visit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='be8241ad3fe54f193c0bc0fc23c21820e34f887b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_70167', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visitresult', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitresultevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3541780b1cc61b889d70f3f2bad649937c282902', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aad2b', table='outreach_visitresultevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitstep',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='eaea9dbe0f1f45bb62582a05e6f7a2ceb0a12d9d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_91a08', table='outreach_visitstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visitstep',
                trigger=pgtrigger.compiler.Trigger(name='of_its_own_link', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."taken_by_link_id" IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.taken_by_link_id IS NOT DISTINCT FROM OLD.taken_by_link_id AND NEW.taken_at IS NOT DISTINCT FROM OLD.taken_at THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM outreach_facilitylink l\n            WHERE l.id = NEW.taken_by_link_id AND l.revoked_at IS NULL AND l.expires_at > NEW.taken_at\n              AND l.facility_id = (SELECT o.facility_id FROM outreach_visit o WHERE o.id = NEW.visit_id)\n            FOR SHARE OF l;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the link does not open this'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'link_acts_for_its_own_facility_while_living';\n            END IF;\n            RETURN NEW;\n        ", hash='72d1911cb98bbeeccdeb7b754da533bf7a0b71b0', operation='INSERT OR UPDATE', pgid='pgtrigger_of_its_own_link_4f884', table='outreach_visitstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visittap',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b7c47f32780666769ec140025da0aeac2aa03f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_beb15', table='outreach_visittap', when='BEFORE')),
            ),
        ]),
    ]
