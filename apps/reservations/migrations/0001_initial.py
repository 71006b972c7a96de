import apps.core.fields
import apps.core.spelling
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models
from apps.core.migration_operations import AddTriggers, CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Applicant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key_id', models.CharField(editable=False, max_length=40, verbose_name='鍵')),
                    ('name', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='氏名')),
                    ('kana', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='カナ')),
                    ('phone', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='電話番号')),
                    ('phone_index', apps.core.fields.BlindIndexField(key_from='key_id', normalise=apps.core.spelling.normalise_phone, source='phone', verbose_name='電話番号の検索用の値')),
                    ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='消去日時')),
                ],
                options={
                    'verbose_name': '予約者',
                    'verbose_name_plural': '予約者',
                },
            ),
            migrations.CreateModel(
                name='ApplicantEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key_id', models.CharField(editable=False, max_length=40, verbose_name='鍵')),
                    ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='消去日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='BringList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.CharField(choices=[('own', '本人'), ('minor', '15歳未満の方と法定代理人'), ('ward', '成年被後見人の方と法定代理人'), ('proxy', '任意代理人')], max_length=10, verbose_name='受け取る方')),
                    ('valid_from', models.DateField(verbose_name='適用開始日（来所日）')),
                    ('items', apps.core.fields.GuardedTextField(help_text='1行に1つずつ、読み上げる順に書きます。', max_length=2000, verbose_name='持ち物')),
                    ('source', apps.core.fields.GuardedCharField(max_length=120, verbose_name='根拠（市の指示の日付・文書）')),
                    ('entered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='登録日時')),
                ],
                options={
                    'verbose_name': '持ち物',
                    'verbose_name_plural': '持ち物',
                    'ordering': ('case', '-valid_from'),
                },
            ),
            migrations.CreateModel(
                name='BringListEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('case', models.CharField(choices=[('own', '本人'), ('minor', '15歳未満の方と法定代理人'), ('ward', '成年被後見人の方と法定代理人'), ('proxy', '任意代理人')], max_length=10, verbose_name='受け取る方')),
                    ('valid_from', models.DateField(verbose_name='適用開始日（来所日）')),
                    ('items', apps.core.fields.GuardedTextField(help_text='1行に1つずつ、読み上げる順に書きます。', max_length=2000, verbose_name='持ち物')),
                    ('source', apps.core.fields.GuardedCharField(max_length=120, verbose_name='根拠（市の指示の日付・文書）')),
                    ('entered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='登録日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CallAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('called_at', models.DateTimeField(verbose_name='発信日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '不在の記録',
                    'verbose_name_plural': '不在の記録',
                    'ordering': ('called_at', 'pk'),
                },
            ),
            migrations.CreateModel(
                name='CallAttemptEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('called_at', models.DateTimeField(verbose_name='発信日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CallNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=200, verbose_name='停止の理由')),
                    ('raised_at', models.DateTimeField(verbose_name='発生日時')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='処理日時')),
                    ('result', models.CharField(blank=True, choices=[('moved', '日時の変更'), ('cancelled', '取消'), ('passed', '来所日の経過'), ('resumed', '枠の再開')], max_length=10, verbose_name='結果')),
                ],
                options={
                    'verbose_name': '連絡の必要な予約',
                    'verbose_name_plural': '連絡の必要な予約',
                },
            ),
            migrations.CreateModel(
                name='CallNoticeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('reason', apps.core.fields.GuardedCharField(max_length=200, verbose_name='停止の理由')),
                    ('raised_at', models.DateTimeField(verbose_name='発生日時')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='処理日時')),
                    ('result', models.CharField(blank=True, choices=[('moved', '日時の変更'), ('cancelled', '取消'), ('passed', '来所日の経過'), ('resumed', '枠の再開')], max_length=10, verbose_name='結果')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CityDifference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='対象日')),
                    ('kind', models.CharField(choices=[('ours_only', '市の一覧にない'), ('theirs_only', '本システムにない'), ('different', '日時か窓口が違う')], max_length=12, verbose_name='相違')),
                    ('number', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='市の受付番号')),
                    ('their_start', models.DateTimeField(blank=True, null=True, verbose_name='市の日時')),
                    ('found_at', models.DateTimeField(verbose_name='検出日時')),
                    ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='処理日時')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='処理の内容')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '市の一覧との相違',
                    'verbose_name_plural': '市の一覧との相違',
                    'ordering': ('day', 'kind', 'their_start', 'pk'),
                },
            ),
            migrations.CreateModel(
                name='CityDifferenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('day', models.DateField(verbose_name='対象日')),
                    ('kind', models.CharField(choices=[('ours_only', '市の一覧にない'), ('theirs_only', '本システムにない'), ('different', '日時か窓口が違う')], max_length=12, verbose_name='相違')),
                    ('number', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='市の受付番号')),
                    ('their_start', models.DateTimeField(blank=True, null=True, verbose_name='市の日時')),
                    ('found_at', models.DateTimeField(verbose_name='検出日時')),
                    ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='処理日時')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='処理の内容')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CityList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='対象日')),
                    ('sha256', models.BinaryField(max_length=32, verbose_name='ファイルのハッシュ値')),
                    ('row_count', models.PositiveIntegerField(verbose_name='読み取れた行')),
                    ('fault_count', models.PositiveIntegerField(verbose_name='読み取れない行')),
                    ('imported_at', models.DateTimeField(verbose_name='取込日時')),
                ],
                options={
                    'verbose_name': '市の一覧',
                    'verbose_name_plural': '市の一覧',
                    'ordering': ('-day', '-pk'),
                },
            ),
            migrations.CreateModel(
                name='CityListEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('day', models.DateField(verbose_name='対象日')),
                    ('sha256', models.BinaryField(max_length=32, verbose_name='ファイルのハッシュ値')),
                    ('row_count', models.PositiveIntegerField(verbose_name='読み取れた行')),
                    ('fault_count', models.PositiveIntegerField(verbose_name='読み取れない行')),
                    ('imported_at', models.DateTimeField(verbose_name='取込日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CityListProfile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=20, unique=True, verbose_name='コード')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='名称')),
                    ('encodings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None, verbose_name='文字コード')),
                    ('delimiter', apps.core.fields.GuardedCharField(default=',', max_length=1, verbose_name='区切り')),
                    ('columns', models.JSONField(help_text='number・date・time・desk に当たる列の名前です。', verbose_name='列の名前')),
                    ('date_formats', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None, verbose_name='日付の書式')),
                    ('time_formats', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None, verbose_name='時刻の書式')),
                    ('desk_names', models.JSONField(blank=True, default=dict, help_text='市の一覧での名前から、本システムの窓口名へ。', verbose_name='窓口の名前')),
                    ('skips', models.JSONField(blank=True, default=dict, help_text='列の名前から、その列がこの値なら数えない値の一覧へ（取消など）。', verbose_name='除く行')),
                ],
                options={
                    'verbose_name': '市の一覧の形式',
                    'verbose_name_plural': '市の一覧の形式',
                    'ordering': ('pk',),
                },
            ),
            migrations.CreateModel(
                name='CityListProfileEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=20, verbose_name='コード')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='名称')),
                    ('encodings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None, verbose_name='文字コード')),
                    ('delimiter', apps.core.fields.GuardedCharField(default=',', max_length=1, verbose_name='区切り')),
                    ('columns', models.JSONField(help_text='number・date・time・desk に当たる列の名前です。', verbose_name='列の名前')),
                    ('date_formats', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None, verbose_name='日付の書式')),
                    ('time_formats', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None, verbose_name='時刻の書式')),
                    ('desk_names', models.JSONField(blank=True, default=dict, help_text='市の一覧での名前から、本システムの窓口名へ。', verbose_name='窓口の名前')),
                    ('skips', models.JSONField(blank=True, default=dict, help_text='列の名前から、その列がこの値なら数えない値の一覧へ（取消など）。', verbose_name='除く行')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CityListRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(verbose_name='行')),
                    ('number', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='市の受付番号')),
                    ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='日時')),
                    ('fault', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='読み取れない理由')),
                    ('cells', models.JSONField(blank=True, default=dict, verbose_name='行の内容')),
                ],
                options={
                    'verbose_name': '市の一覧の行',
                    'verbose_name_plural': '市の一覧の行',
                    'ordering': ('line',),
                },
            ),
            migrations.CreateModel(
                name='FurtherSlot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('places', models.PositiveSmallIntegerField(verbose_name='人数')),
                ],
                options={
                    'verbose_name': '続きの枠',
                    'verbose_name_plural': '続きの枠',
                    'ordering': ('slot__starts_at',),
                },
            ),
            migrations.CreateModel(
                name='FurtherSlotEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('places', models.PositiveSmallIntegerField(verbose_name='人数')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Hold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('places', models.PositiveSmallIntegerField(default=1, verbose_name='人数')),
                    ('held_at', models.DateTimeField(verbose_name='仮押さえの日時')),
                    ('expires_at', models.DateTimeField(db_index=True, verbose_name='期限')),
                    ('run', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='一続きの仮押さえの印')),
                ],
                options={
                    'verbose_name': '仮押さえ',
                    'verbose_name_plural': '仮押さえ',
                },
            ),
            migrations.CreateModel(
                name='PickupDesk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='窓口名')),
                    ('place', apps.core.fields.GuardedCharField(help_text='電話で読み上げる場所（建物・階）です。', max_length=120, verbose_name='場所')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='表示順')),
                    ('is_active', models.BooleanField(default=True, verbose_name='予約を受け付ける')),
                ],
                options={
                    'verbose_name': '受取窓口',
                    'verbose_name_plural': '受取窓口',
                    'ordering': ('order', 'pk'),
                },
            ),
            migrations.CreateModel(
                name='PickupDeskEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='窓口名')),
                    ('place', apps.core.fields.GuardedCharField(help_text='電話で読み上げる場所（建物・階）です。', max_length=120, verbose_name='場所')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='表示順')),
                    ('is_active', models.BooleanField(default=True, verbose_name='予約を受け付ける')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RecordWatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seen_at', models.DateTimeField(verbose_name='最後に開いていた日時')),
                ],
                options={
                    'verbose_name': '開いている予約',
                    'verbose_name_plural': '開いている予約',
                },
            ),
            migrations.CreateModel(
                name='Reservation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(editable=False, max_length=8, verbose_name='受付番号')),
                    ('party_size', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='人数')),
                    ('status', models.CharField(choices=[('provisional', '仮'), ('confirmed', '確定'), ('cancelled', '取消'), ('came', '来所'), ('no_show', '不来所'), ('unknown', '不明')], default='confirmed', max_length=12, verbose_name='状態')),
                    ('case', models.CharField(choices=[('own', '本人'), ('minor', '15歳未満の方と法定代理人'), ('ward', '成年被後見人の方と法定代理人'), ('proxy', '任意代理人')], default='own', max_length=10, verbose_name='受け取る方')),
                    ('city_number', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='市の受付番号')),
                    ('city_number_at', models.DateTimeField(blank=True, null=True, verbose_name='市の受付番号の入力日時')),
                    ('booked_at', models.DateTimeField(verbose_name='受付日時')),
                    ('read_back_at', models.DateTimeField(blank=True, null=True, verbose_name='読み上げ日時')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='取消日時')),
                    ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取消の理由')),
                    ('outcome_at', models.DateTimeField(blank=True, null=True, verbose_name='来所・不来所の記録日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '受取予約',
                    'verbose_name_plural': '受取予約',
                },
            ),
            migrations.CreateModel(
                name='ReservationChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=200, verbose_name='変更の理由')),
                    ('changed_at', models.DateTimeField(verbose_name='変更日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '予約の変更',
                    'verbose_name_plural': '予約の変更',
                    'ordering': ('changed_at', 'pk'),
                },
            ),
            migrations.CreateModel(
                name='ReservationChangeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('reason', apps.core.fields.GuardedCharField(max_length=200, verbose_name='変更の理由')),
                    ('changed_at', models.DateTimeField(verbose_name='変更日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReservationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.CharField(editable=False, max_length=8, verbose_name='受付番号')),
                    ('party_size', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='人数')),
                    ('status', models.CharField(choices=[('provisional', '仮'), ('confirmed', '確定'), ('cancelled', '取消'), ('came', '来所'), ('no_show', '不来所'), ('unknown', '不明')], default='confirmed', max_length=12, verbose_name='状態')),
                    ('case', models.CharField(choices=[('own', '本人'), ('minor', '15歳未満の方と法定代理人'), ('ward', '成年被後見人の方と法定代理人'), ('proxy', '任意代理人')], default='own', max_length=10, verbose_name='受け取る方')),
                    ('city_number', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='市の受付番号')),
                    ('city_number_at', models.DateTimeField(blank=True, null=True, verbose_name='市の受付番号の入力日時')),
                    ('booked_at', models.DateTimeField(verbose_name='受付日時')),
                    ('read_back_at', models.DateTimeField(blank=True, null=True, verbose_name='読み上げ日時')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='取消日時')),
                    ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取消の理由')),
                    ('outcome_at', models.DateTimeField(blank=True, null=True, verbose_name='来所・不来所の記録日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RetentionRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='実施日時')),
                    ('retention_days', models.PositiveSmallIntegerField(verbose_name='受取日の後に残す日数')),
                    ('reservation_count', models.PositiveIntegerField(verbose_name='消去した予約者')),
                    ('waiting_count', models.PositiveIntegerField(verbose_name='消去した空き待ちの方')),
                    ('expired_count', models.PositiveIntegerField(verbose_name='期限切れにした空き待ち')),
                ],
                options={
                    'verbose_name': '個人情報の消去',
                    'verbose_name_plural': '個人情報の消去',
                    'ordering': ('-at', '-pk'),
                },
            ),
            migrations.CreateModel(
                name='RetentionRunEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('at', models.DateTimeField(verbose_name='実施日時')),
                    ('retention_days', models.PositiveSmallIntegerField(verbose_name='受取日の後に残す日数')),
                    ('reservation_count', models.PositiveIntegerField(verbose_name='消去した予約者')),
                    ('waiting_count', models.PositiveIntegerField(verbose_name='消去した空き待ちの方')),
                    ('expired_count', models.PositiveIntegerField(verbose_name='期限切れにした空き待ち')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Slot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField(verbose_name='開始')),
                    ('ends_at', models.DateTimeField(verbose_name='終了')),
                    ('capacity', models.PositiveSmallIntegerField(verbose_name='定員')),
                    ('booked', models.PositiveSmallIntegerField(default=0, verbose_name='予約済み')),
                    ('is_closed', models.BooleanField(default=False, verbose_name='受付停止')),
                    ('is_stopped_by_calendar', models.BooleanField(default=False, verbose_name='休業による停止')),
                ],
                options={
                    'verbose_name': '予約枠',
                    'verbose_name_plural': '予約枠',
                },
            ),
            migrations.CreateModel(
                name='SlotEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_at', models.DateTimeField(verbose_name='開始')),
                    ('ends_at', models.DateTimeField(verbose_name='終了')),
                    ('capacity', models.PositiveSmallIntegerField(verbose_name='定員')),
                    ('booked', models.PositiveSmallIntegerField(default=0, verbose_name='予約済み')),
                    ('is_closed', models.BooleanField(default=False, verbose_name='受付停止')),
                    ('is_stopped_by_calendar', models.BooleanField(default=False, verbose_name='休業による停止')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SlotPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(choices=[(1, '月'), (2, '火'), (3, '水'), (4, '木'), (5, '金'), (6, '土'), (7, '日')]), size=None, verbose_name='曜日')),
                    ('first_time', models.TimeField(verbose_name='最初の枠の開始')),
                    ('last_time', models.TimeField(verbose_name='最後の枠の開始')),
                    ('step_minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(5)], verbose_name='1枠の分数')),
                    ('lunch_starts', models.TimeField(blank=True, null=True, verbose_name='休憩の開始')),
                    ('lunch_ends', models.TimeField(blank=True, null=True, verbose_name='休憩の終了')),
                    ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='1枠の人数')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(verbose_name='適用終了日')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登録日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '枠の型',
                    'verbose_name_plural': '枠の型',
                    'ordering': ('desk__order', 'desk_id', 'valid_from', 'first_time'),
                },
            ),
            migrations.CreateModel(
                name='SlotPlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(choices=[(1, '月'), (2, '火'), (3, '水'), (4, '木'), (5, '金'), (6, '土'), (7, '日')]), size=None, verbose_name='曜日')),
                    ('first_time', models.TimeField(verbose_name='最初の枠の開始')),
                    ('last_time', models.TimeField(verbose_name='最後の枠の開始')),
                    ('step_minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(5)], verbose_name='1枠の分数')),
                    ('lunch_starts', models.TimeField(blank=True, null=True, verbose_name='休憩の開始')),
                    ('lunch_ends', models.TimeField(blank=True, null=True, verbose_name='休憩の終了')),
                    ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='1枠の人数')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(verbose_name='適用終了日')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登録日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='WaitingEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_day', models.DateField(verbose_name='希望の最初の日')),
                    ('last_day', models.DateField(verbose_name='希望の最後の日')),
                    ('wished_time', models.CharField(choices=[('any', 'いつでも'), ('morning', '午前'), ('afternoon', '午後')], default='any', max_length=10, verbose_name='希望の時間帯')),
                    ('party_size', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='人数')),
                    ('status', models.CharField(choices=[('waiting', '待機中'), ('booked', '予約済み'), ('declined', '辞退'), ('expired', '期限切れ')], db_index=True, default='waiting', max_length=10, verbose_name='状態')),
                    ('entered_at', models.DateTimeField(verbose_name='受付日時')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '空き待ち',
                    'verbose_name_plural': '空き待ち',
                },
            ),
            migrations.CreateModel(
                name='WaitingEntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('first_day', models.DateField(verbose_name='希望の最初の日')),
                    ('last_day', models.DateField(verbose_name='希望の最後の日')),
                    ('wished_time', models.CharField(choices=[('any', 'いつでも'), ('morning', '午前'), ('afternoon', '午後')], default='any', max_length=10, verbose_name='希望の時間帯')),
                    ('party_size', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='人数')),
                    ('status', models.CharField(choices=[('waiting', '待機中'), ('booked', '予約済み'), ('declined', '辞退'), ('expired', '期限切れ')], default='waiting', max_length=10, verbose_name='状態')),
                    ('entered_at', models.DateTimeField(verbose_name='受付日時')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='applicantevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='applicantevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.applicant'),
            ),
            migrations.AddField(
                model_name='bringlist',
                name='entered_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録者'),
            ),
            migrations.AddField(
                model_name='bringlistevent',
                name='entered_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録者'),
            ),
            migrations.AddField(
                model_name='bringlistevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='bringlistevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.bringlist'),
            ),
            migrations.AddField(
                model_name='callattempt',
                name='called_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='発信者'),
            ),
            migrations.AddField(
                model_name='callattemptevent',
                name='called_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='発信者'),
            ),
            migrations.AddField(
                model_name='callattemptevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='callattemptevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.callattempt'),
            ),
            migrations.AddField(
                model_name='callnotice',
                name='settled_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='処理した担当者'),
            ),
            migrations.AddField(
                model_name='callattemptevent',
                name='notice',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.callnotice', verbose_name='連絡の必要な予約'),
            ),
            migrations.AddField(
                model_name='callattempt',
                name='notice',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='reservations.callnotice', verbose_name='連絡の必要な予約'),
            ),
            migrations.AddField(
                model_name='callnoticeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='callnoticeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.callnotice'),
            ),
            migrations.AddField(
                model_name='callnoticeevent',
                name='settled_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='処理した担当者'),
            ),
            migrations.AddField(
                model_name='citydifference',
                name='resolved_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='処理した担当者'),
            ),
            migrations.AddField(
                model_name='citydifferenceevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='citydifferenceevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.citydifference'),
            ),
            migrations.AddField(
                model_name='citydifferenceevent',
                name='resolved_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='処理した担当者'),
            ),
            migrations.AddField(
                model_name='citylist',
                name='imported_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り込んだ担当者'),
            ),
            migrations.AddField(
                model_name='citydifferenceevent',
                name='city_list',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.citylist', verbose_name='市の一覧'),
            ),
            migrations.AddField(
                model_name='citydifference',
                name='city_list',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='reservations.citylist', verbose_name='市の一覧'),
            ),
            migrations.AddField(
                model_name='citylistevent',
                name='imported_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り込んだ担当者'),
            ),
            migrations.AddField(
                model_name='citylistevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='citylistevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.citylist'),
            ),
            migrations.AddField(
                model_name='citylistevent',
                name='profile',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.citylistprofile', verbose_name='形式'),
            ),
            migrations.AddField(
                model_name='citylist',
                name='profile',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reservations.citylistprofile', verbose_name='形式'),
            ),
            migrations.AddField(
                model_name='citylistprofileevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='citylistprofileevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.citylistprofile'),
            ),
            migrations.AddField(
                model_name='citylistrow',
                name='city_list',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='reservations.citylist', verbose_name='市の一覧'),
            ),
            migrations.AddField(
                model_name='furtherslotevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='furtherslotevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.furtherslot'),
            ),
            migrations.AddField(
                model_name='hold',
                name='held_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to=settings.AUTH_USER_MODEL, verbose_name='仮押さえした利用者'),
            ),
            migrations.AddField(
                model_name='pickupdesk',
                name='site',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pickup_desks', to='contracts.site', verbose_name='開設日を決める実施場所'),
            ),
            migrations.AddField(
                model_name='citylistrow',
                name='desk',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reservations.pickupdesk', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='citydifferenceevent',
                name='their_desk',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.pickupdesk', verbose_name='市の窓口'),
            ),
            migrations.AddField(
                model_name='citydifference',
                name='their_desk',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reservations.pickupdesk', verbose_name='市の窓口'),
            ),
            migrations.AddField(
                model_name='pickupdeskevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='pickupdeskevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.pickupdesk'),
            ),
            migrations.AddField(
                model_name='pickupdeskevent',
                name='site',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='開設日を決める実施場所'),
            ),
            migrations.AddField(
                model_name='recordwatch',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='利用者'),
            ),
            migrations.AddField(
                model_name='reservation',
                name='applicant',
                field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reservation', to='reservations.applicant', verbose_name='予約者'),
            ),
            migrations.AddField(
                model_name='reservation',
                name='booked_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受付者'),
            ),
            migrations.AddField(
                model_name='reservation',
                name='cancelled_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取消の担当者'),
            ),
            migrations.AddField(
                model_name='reservation',
                name='city_number_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='市の受付番号の入力者'),
            ),
            migrations.AddField(
                model_name='reservation',
                name='outcome_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='来所・不来所の記録者'),
            ),
            migrations.AddField(
                model_name='reservation',
                name='read_back_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='読み上げた担当者'),
            ),
            migrations.AddField(
                model_name='reservation',
                name='term',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contractterm', verbose_name='契約期間'),
            ),
            migrations.AddField(
                model_name='recordwatch',
                name='reservation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='furtherslotevent',
                name='reservation',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='furtherslot',
                name='reservation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='further_slots', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='citydifferenceevent',
                name='reservation',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='citydifference',
                name='reservation',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='callnoticeevent',
                name='reservation',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='callnotice',
                name='reservation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_notices', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='reservationchange',
                name='changed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='変更者'),
            ),
            migrations.AddField(
                model_name='reservationchange',
                name='reservation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='reservationchangeevent',
                name='changed_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='変更者'),
            ),
            migrations.AddField(
                model_name='reservationchangeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='reservationchangeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.reservationchange'),
            ),
            migrations.AddField(
                model_name='reservationchangeevent',
                name='reservation',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='applicant',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.applicant', verbose_name='予約者'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='booked_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受付者'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='cancelled_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取消の担当者'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='city_number_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='市の受付番号の入力者'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='outcome_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='来所・不来所の記録者'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.reservation'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='read_back_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='読み上げた担当者'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='term',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約期間'),
            ),
            migrations.AddField(
                model_name='retentionrunevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='retentionrunevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.retentionrun'),
            ),
            migrations.AddField(
                model_name='slot',
                name='desk',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='reservations.pickupdesk', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='reservationevent',
                name='slot',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slot', verbose_name='枠'),
            ),
            migrations.AddField(
                model_name='reservationchangeevent',
                name='new_slot',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slot', verbose_name='変更後'),
            ),
            migrations.AddField(
                model_name='reservationchangeevent',
                name='old_slot',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slot', verbose_name='変更前'),
            ),
            migrations.AddField(
                model_name='reservationchange',
                name='new_slot',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reservations.slot', verbose_name='変更後'),
            ),
            migrations.AddField(
                model_name='reservationchange',
                name='old_slot',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reservations.slot', verbose_name='変更前'),
            ),
            migrations.AddField(
                model_name='reservation',
                name='slot',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='reservations.slot', verbose_name='枠'),
            ),
            migrations.AddField(
                model_name='hold',
                name='slot',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='reservations.slot', verbose_name='枠'),
            ),
            migrations.AddField(
                model_name='furtherslotevent',
                name='slot',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slot', verbose_name='枠'),
            ),
            migrations.AddField(
                model_name='furtherslot',
                name='slot',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='further_reservations', to='reservations.slot', verbose_name='枠'),
            ),
            migrations.AddField(
                model_name='callnoticeevent',
                name='slot',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slot', verbose_name='停止した枠'),
            ),
            migrations.AddField(
                model_name='callnotice',
                name='slot',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_notices', to='reservations.slot', verbose_name='停止した枠'),
            ),
            migrations.AddField(
                model_name='slotevent',
                name='desk',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.pickupdesk', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='slotevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='slotevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.slot'),
            ),
            migrations.AddField(
                model_name='slotplan',
                name='created_by',
                field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録者'),
            ),
            migrations.AddField(
                model_name='slotplan',
                name='desk',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='reservations.pickupdesk', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='slotevent',
                name='plan',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slotplan', verbose_name='枠の型'),
            ),
            migrations.AddField(
                model_name='slot',
                name='plan',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='slots', to='reservations.slotplan', verbose_name='枠の型'),
            ),
            migrations.AddField(
                model_name='slotplanevent',
                name='created_by',
                field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録者'),
            ),
            migrations.AddField(
                model_name='slotplanevent',
                name='desk',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.pickupdesk', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='slotplanevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='slotplanevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.slotplan'),
            ),
            migrations.AddField(
                model_name='waitingentry',
                name='applicant',
                field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='waiting_entry', to='reservations.applicant', verbose_name='予約者'),
            ),
            migrations.AddField(
                model_name='waitingentry',
                name='closed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了の担当者'),
            ),
            migrations.AddField(
                model_name='waitingentry',
                name='desk',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waiting_entries', to='reservations.pickupdesk', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='waitingentry',
                name='entered_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受付者'),
            ),
            migrations.AddField(
                model_name='waitingentry',
                name='reservation',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waiting_entry', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='waitingentry',
                name='term',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contractterm', verbose_name='契約期間'),
            ),
            migrations.AddField(
                model_name='callattemptevent',
                name='waiting_entry',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.waitingentry', verbose_name='空き待ち'),
            ),
            migrations.AddField(
                model_name='callattempt',
                name='waiting_entry',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='reservations.waitingentry', verbose_name='空き待ち'),
            ),
            migrations.AddField(
                model_name='waitingentryevent',
                name='applicant',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.applicant', verbose_name='予約者'),
            ),
            migrations.AddField(
                model_name='waitingentryevent',
                name='closed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了の担当者'),
            ),
            migrations.AddField(
                model_name='waitingentryevent',
                name='desk',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.pickupdesk', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='waitingentryevent',
                name='entered_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受付者'),
            ),
            migrations.AddField(
                model_name='waitingentryevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='waitingentryevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.waitingentry'),
            ),
            migrations.AddField(
                model_name='waitingentryevent',
                name='reservation',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='waitingentryevent',
                name='term',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約期間'),
            ),
            migrations.AddConstraint(
                model_name='bringlist',
                constraint=models.UniqueConstraint(fields=('case', 'valid_from'), name='bringlist_one_begins_on_a_day', violation_error_message='同じ日から適用される持ち物が、すでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='citylist',
                constraint=models.UniqueConstraint(fields=('day', 'sha256'), name='citylist_once_per_day_and_file', violation_error_message='このファイルは、この日の一覧として取込済みです。'),
            ),
            migrations.AddConstraint(
                model_name='citylistrow',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('fault', ''), _negated=True), models.Q(('starts_at__isnull', False), models.Q(('number', ''), _negated=True)), _connector='OR'), name='citylistrow_is_read_or_has_a_reason', violation_error_message='読み取れない行には理由を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='recordwatch',
                constraint=models.UniqueConstraint(fields=('reservation', 'user'), name='recordwatch_once_per_reservation_and_user', violation_error_message='この予約はすでに開いています。'),
            ),
            migrations.AddConstraint(
                model_name='citydifference',
                constraint=models.UniqueConstraint(condition=models.Q(('resolved_at__isnull', True)), fields=('day', 'reservation', 'number'), name='citydifference_once_while_unresolved', nulls_distinct=False, violation_error_message='この相違は、すでに一覧にあります。'),
            ),
            migrations.AddConstraint(
                model_name='citydifference',
                constraint=models.CheckConstraint(condition=models.Q(('reservation__isnull', False), models.Q(('number', ''), _negated=True), _connector='OR'), name='citydifference_names_a_booking', violation_error_message='相違には、受取予約か市の受付番号が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='citydifference',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('note', ''), ('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='citydifference_settlement_is_whole', violation_error_message='処理の内容を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='reservationchange',
                constraint=models.CheckConstraint(condition=models.Q(('old_slot', models.F('new_slot')), _negated=True), name='reservationchange_slots_differ', violation_error_message='変更前と変更後の枠が同じです。'),
            ),
            migrations.AddIndex(
                model_name='reservation',
                index=models.Index(fields=['booked_at'], name='reservation_by_booking_time'),
            ),
            migrations.AddIndex(
                model_name='reservation',
                index=models.Index(condition=models.Q(('status', 'provisional'), models.Q(('read_back_at__isnull', True), ('status', 'confirmed')), _connector='OR'), fields=['booked_at'], name='reservation_to_be_finished'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.UniqueConstraint(fields=('number',), name='reservation_number_is_unique', violation_error_message='この受付番号はすでに使われています。'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.CheckConstraint(condition=models.Q(('number__regex', '^[1-9][0-9]{7}$')), name='reservation_number_has_eight_digits', violation_error_message='受付番号は8桁の数字です。'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.CheckConstraint(condition=models.Q(('party_size__gte', 1)), name='reservation_party_at_least_one', violation_error_message='人数は1人以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_back_at__isnull', True), ('read_back_by__isnull', True)), models.Q(('read_back_at__isnull', False), ('read_back_by__isnull', False)), _connector='OR'), name='reservation_read_back_is_whole', violation_error_message='読み上げの日時と担当者は両方を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), ('status', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('status', 'cancelled'), _negated=True), ('cancel_reason', ''), ('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), _connector='OR'), name='reservation_cancellation_is_whole', violation_error_message='取消の理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome_at__isnull', False), ('outcome_by__isnull', False), ('status__in', ('came', 'no_show', 'unknown'))), models.Q(('outcome_at__isnull', True), ('outcome_by__isnull', True), ('status__in', ['provisional', 'confirmed', 'cancelled'])), _connector='OR'), name='reservation_outcome_is_whole', violation_error_message='来所・不来所の日時と担当者は両方を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('city_number', ''), ('city_number_at__isnull', True), ('city_number_by__isnull', True)), models.Q(models.Q(('city_number', ''), _negated=True), ('city_number_at__isnull', False), ('city_number_by__isnull', False)), _connector='OR'), name='reservation_city_number_is_whole', violation_error_message='市の受付番号には、入力の日時と担当者を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'provisional'), _negated=True), ('city_number', ''), _connector='OR'), name='reservation_provisional_has_no_city_number', violation_error_message='市の受付番号のある予約は「仮」ではありません。'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.UniqueConstraint(condition=models.Q(models.Q(('city_number', ''), _negated=True), models.Q(('status', 'cancelled'), _negated=True)), fields=('city_number',), name='reservation_city_number_is_unique', violation_error_message='この市の受付番号は、ほかの予約で使われています。'),
            ),
            migrations.AddConstraint(
                model_name='hold',
                constraint=models.UniqueConstraint(fields=('slot', 'held_by'), name='hold_once_per_slot_and_user', violation_error_message='この枠はすでに仮押さえしています。'),
            ),
            migrations.AddConstraint(
                model_name='hold',
                constraint=models.CheckConstraint(condition=models.Q(('places__gte', 1)), name='hold_places_positive', violation_error_message='人数は1人以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='hold',
                constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('held_at'))), name='hold_times_in_order', violation_error_message='仮押さえの期限は開始より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='furtherslot',
                constraint=models.UniqueConstraint(fields=('reservation', 'slot'), name='furtherslot_once_per_reservation_and_slot', violation_error_message='この予約はすでにこの枠を使っています。'),
            ),
            migrations.AddConstraint(
                model_name='furtherslot',
                constraint=models.CheckConstraint(condition=models.Q(('places__gte', 1)), name='furtherslot_places_positive', violation_error_message='人数は1人以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='callnotice',
                constraint=models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('reservation', 'slot'), name='callnotice_once_per_reservation_and_slot', violation_error_message='この予約への連絡は、すでに一覧にあります。'),
            ),
            migrations.AddConstraint(
                model_name='callnotice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('result', ''), ('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('result', 'resumed'), ('settled_at__isnull', False)), models.Q(('result__in', ['moved', 'cancelled', 'passed']), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='callnotice_settlement_is_whole', violation_error_message='処理の日時・担当者・結果は、すべてを記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='slotplan',
                constraint=models.CheckConstraint(condition=models.Q(('weekdays__contained_by', [1, 2, 3, 4, 5, 6, 7]), ('weekdays__len__gte', 1)), name='slotplan_weekdays_are_iso_days', violation_error_message='曜日を1つ以上選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='slotplan',
                constraint=models.CheckConstraint(condition=models.Q(('last_time__gte', models.F('first_time'))), name='slotplan_times_in_order', violation_error_message='最後の枠の開始は、最初の枠の開始より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='slotplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('lunch_ends__isnull', True), ('lunch_starts__isnull', True)), models.Q(('lunch_ends__gt', models.F('lunch_starts')), ('lunch_ends__isnull', False), ('lunch_starts__isnull', False)), _connector='OR'), name='slotplan_lunch_is_whole', violation_error_message='休憩は開始と終了の両方を、時刻の順に入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='slotplan',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='slotplan_period_in_order', violation_error_message='適用終了日は適用開始日以後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='slotplan',
                constraint=models.CheckConstraint(condition=models.Q(('step_minutes__gte', 5)), name='slotplan_step_at_least_five_minutes', violation_error_message='1枠は5分以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='slotplan',
                constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='slotplan_capacity_positive', violation_error_message='1枠の人数は1人以上にしてください。'),
            ),
            migrations.AddIndex(
                model_name='slot',
                index=models.Index(condition=models.Q(('booked__lt', models.F('capacity')), ('is_closed', False)), fields=['desk', 'starts_at'], name='slot_with_places_left'),
            ),
            migrations.AddIndex(
                model_name='slot',
                index=models.Index(fields=['starts_at'], name='slot_by_start'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.CheckConstraint(condition=models.Q(('booked__lte', models.F('capacity'))), name='slot_booked_within_capacity', violation_error_message='この枠は満席です。'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.CheckConstraint(condition=models.Q(('booked__gte', 0)), name='slot_booked_not_negative', violation_error_message='予約済みの人数は0人以上です。'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='slot_capacity_positive', violation_error_message='定員は1人以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_times_in_order', violation_error_message='枠の終了は開始より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.CheckConstraint(condition=models.Q(('is_stopped_by_calendar', False), ('is_closed', True), _connector='OR'), name='slot_stopped_by_calendar_is_closed', violation_error_message='休業日の枠は受付を停止します。'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.UniqueConstraint(fields=('desk', 'starts_at'), name='slot_once_per_desk_and_start', violation_error_message='この窓口には同じ時刻の枠があります。'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('desk'), models.F('desk'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='slot_no_overlap_at_desk', violation_error_message='この窓口には時刻の重なる枠があります。'),
            ),
            migrations.AddConstraint(
                model_name='waitingentry',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='waitingentry_days_in_order', violation_error_message='希望の最後の日は、最初の日以後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='waitingentry',
                constraint=models.CheckConstraint(condition=models.Q(('party_size__gte', 1)), name='waitingentry_party_at_least_one', violation_error_message='人数は1人以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='waitingentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('status', 'waiting')), models.Q(models.Q(('status', 'waiting'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='waitingentry_end_is_whole', violation_error_message='終わった空き待ちには終了の日時を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='waitingentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reservation__isnull', False), ('status', 'booked')), models.Q(models.Q(('status', 'booked'), _negated=True), ('reservation__isnull', True)), _connector='OR'), name='waitingentry_booked_has_its_reservation', violation_error_message='予約済みの空き待ちには予約が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='callattempt',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('notice__isnull', False), ('waiting_entry__isnull', True)), models.Q(('notice__isnull', True), ('waiting_entry__isnull', False)), _connector='OR'), name='callattempt_is_about_one_thing', violation_error_message='不在の記録は、連絡か空き待ちのどちらか一方のものです。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='applicant',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_applicantevent" ("erased_at", "id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."erased_at", new_values."id", new_values."key_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='729967d8d9239a88c38bee9ed10e7f29942e8c45', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e4189', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_applicant', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='applicant',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_applicantevent" ("erased_at", "id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."erased_at", new_values."id", new_values."key_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."erased_at" IS DISTINCT FROM (new_values."erased_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."key_id" IS DISTINCT FROM (new_values."key_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='312a31c029ecd0b410dd301fdcc46e9651e3de47', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5d90a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_applicant', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='applicant',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_applicantevent" ("erased_at", "id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."erased_at", old_values."id", old_values."key_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ce557e86682f04b9ff3f7bb5d97884dc1b6848bf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5e4ab', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_applicant', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citylistprofile',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citylistprofileevent" ("code", "columns", "date_formats", "delimiter", "desk_names", "encodings", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skips", "time_formats") SELECT new_values."code", new_values."columns", new_values."date_formats", new_values."delimiter", new_values."desk_names", new_values."encodings", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."skips", new_values."time_formats" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3a3ff39992b3de22fb7bb882e40b99bc3e4ddad4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_838fb', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_citylistprofile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citylistprofile',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citylistprofileevent" ("code", "columns", "date_formats", "delimiter", "desk_names", "encodings", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skips", "time_formats") SELECT new_values."code", new_values."columns", new_values."date_formats", new_values."delimiter", new_values."desk_names", new_values."encodings", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."skips", new_values."time_formats" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c30ea5f8721589a498cf5395315a9287019308d8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5ca9e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_citylistprofile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citylistprofile',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citylistprofileevent" ("code", "columns", "date_formats", "delimiter", "desk_names", "encodings", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skips", "time_formats") SELECT old_values."code", old_values."columns", old_values."date_formats", old_values."delimiter", old_values."desk_names", old_values."encodings", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."skips", old_values."time_formats" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a1958b8408c5a701546c4d2f05bfa7100f654d55', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_658b0', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_citylistprofile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='retentionrun',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_retentionrunevent" ("at", "expired_count", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_count", "retention_days", "waiting_count") SELECT new_values."at", new_values."expired_count", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reservation_count", new_values."retention_days", new_values."waiting_count" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='688151b3ec225511ad430884034105151d5015de', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cc458', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_retentionrun', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='retentionrun',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_retentionrunevent" ("at", "expired_count", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_count", "retention_days", "waiting_count") SELECT new_values."at", new_values."expired_count", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reservation_count", new_values."retention_days", new_values."waiting_count" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c0999a4bddae95f25cbcce543b4ca462100c787d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a135b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_retentionrun', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='retentionrun',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_retentionrunevent" ("at", "expired_count", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_count", "retention_days", "waiting_count") SELECT old_values."at", old_values."expired_count", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reservation_count", old_values."retention_days", old_values."waiting_count" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='47f099a85380689eb4885b5825be5b9d77f9016f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_dcd96', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_retentionrun', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='applicantevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f38dd2329bcb14bfd122ca3d99a108326c3ea4f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bf7a3', table='reservations_applicantevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bringlist',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_bringlistevent" ("case", "entered_at", "entered_by_id", "id", "items", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT new_values."case", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."items", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."valid_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4f3adeceead6ce1440f1e279a41778200497ec2b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_80355', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_bringlist', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bringlist',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_bringlistevent" ("case", "entered_at", "entered_by_id", "id", "items", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT new_values."case", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."items", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."valid_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='adb5de9fcd05b10de17c3e0f1e0cfd212e61edbd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_17de4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_bringlist', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bringlist',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_bringlistevent" ("case", "entered_at", "entered_by_id", "id", "items", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT old_values."case", old_values."entered_at", old_values."entered_by_id", old_values."id", old_values."items", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."valid_from" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5f09ff46bdc987a3250e7805eb5e9aad26a76c19', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2bb2c', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_bringlist', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bringlistevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6fb69847f026552c632499a6329cac81284817d2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fbff8', table='reservations_bringlistevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citylistevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ef3ffd1b2868bbb7b5da5072267b81e57e1d7d18', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_256cd', table='reservations_citylistevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citylist',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citylistevent" ("day", "fault_count", "id", "imported_at", "imported_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "row_count", "sha256") SELECT new_values."day", new_values."fault_count", new_values."id", new_values."imported_at", new_values."imported_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."profile_id", new_values."row_count", new_values."sha256" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50f21909c91ba9b219b3a0fad8e3669d5188b171', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_14d96', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_citylist', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citylist',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citylistevent" ("day", "fault_count", "id", "imported_at", "imported_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "row_count", "sha256") SELECT new_values."day", new_values."fault_count", new_values."id", new_values."imported_at", new_values."imported_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile_id", new_values."row_count", new_values."sha256" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fdb5d18bd3bf83625e500736e733e1d070a4c629', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a294c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_citylist', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citylist',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citylistevent" ("day", "fault_count", "id", "imported_at", "imported_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "row_count", "sha256") SELECT old_values."day", old_values."fault_count", old_values."id", old_values."imported_at", old_values."imported_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile_id", old_values."row_count", old_values."sha256" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a29e37d0cde2bc0d2e0f481e2c671e264f0ca4f8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a16df', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_citylist', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citylistprofileevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='78966bb113ed53d599700fa35e1a70f26fda6a29', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fa6b4', table='reservations_citylistprofileevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pickupdesk',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_pickupdeskevent" ("id", "is_active", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "site_id") SELECT new_values."id", new_values."is_active", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."site_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='18452167422c592f2ccefe69592c5b83cfc53d68', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a191a', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_pickupdesk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pickupdesk',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_pickupdeskevent" ("id", "is_active", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "site_id") SELECT new_values."id", new_values."is_active", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."site_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3a0d372c28e6b124c97869712213bc3e1327a97c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_51eb8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_pickupdesk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pickupdesk',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_pickupdeskevent" ("id", "is_active", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "site_id") SELECT old_values."id", old_values."is_active", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."site_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5df1002bab27c312ed7131b91d17e4f1a8bd4c52', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cc706', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_pickupdesk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pickupdeskevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8345952a7fafe07851960f5d7363c38d7e00c83', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4c17a', table='reservations_pickupdeskevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citydifferenceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='05dedd800a20b0fd599608f906cb9ad3a0a9b81f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_66ab9', table='reservations_citydifferenceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citydifference',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citydifferenceevent" ("city_list_id", "day", "found_at", "id", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_id", "resolved_at", "resolved_by_id", "submission_key", "their_desk_id", "their_start") SELECT new_values."city_list_id", new_values."day", new_values."found_at", new_values."id", new_values."kind", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reservation_id", new_values."resolved_at", new_values."resolved_by_id", new_values."submission_key", new_values."their_desk_id", new_values."their_start" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7d1423d51c4faeb21029c568e53ef4b47bf82863', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1ae86', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_citydifference', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citydifference',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citydifferenceevent" ("city_list_id", "day", "found_at", "id", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_id", "resolved_at", "resolved_by_id", "submission_key", "their_desk_id", "their_start") SELECT new_values."city_list_id", new_values."day", new_values."found_at", new_values."id", new_values."kind", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reservation_id", new_values."resolved_at", new_values."resolved_by_id", new_values."submission_key", new_values."their_desk_id", new_values."their_start" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='299086938e2fafc281c85f53346905c10b95eb93', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_95a5b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_citydifference', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='citydifference',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_citydifferenceevent" ("city_list_id", "day", "found_at", "id", "kind", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_id", "resolved_at", "resolved_by_id", "submission_key", "their_desk_id", "their_start") SELECT old_values."city_list_id", old_values."day", old_values."found_at", old_values."id", old_values."kind", old_values."note", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reservation_id", old_values."resolved_at", old_values."resolved_by_id", old_values."submission_key", old_values."their_desk_id", old_values."their_start" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ae81ce9ea5a4d9adf2f2fb1f276ee85445caae90', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_58602', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_citydifference', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='retentionrunevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7328518f3967586df9cbea9f4ca751d6b838cd5b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_72680', table='reservations_retentionrunevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reservationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd0990a7e1a8ec2f8bf7aac7c94a67db60b32b33', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e5ca6', table='reservations_reservationevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reservationchangeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed21f18da7351245d0be600ba86a9efe271227c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9d75e', table='reservations_reservationchangeevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reservationchange',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationchangeevent" ("changed_at", "changed_by_id", "id", "new_slot_id", "old_slot_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reservation_id", "submission_key") SELECT new_values."changed_at", new_values."changed_by_id", new_values."id", new_values."new_slot_id", new_values."old_slot_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."reservation_id", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b1e525bf602542ab6363442dfed3dc338f48ef8a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_886b9', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_reservationchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reservationchange',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationchangeevent" ("changed_at", "changed_by_id", "id", "new_slot_id", "old_slot_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reservation_id", "submission_key") SELECT new_values."changed_at", new_values."changed_by_id", new_values."id", new_values."new_slot_id", new_values."old_slot_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."reservation_id", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cf6858ce10585b3a13b36dc59d30b79c448d847f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c5ba2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_reservationchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reservationchange',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationchangeevent" ("changed_at", "changed_by_id", "id", "new_slot_id", "old_slot_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reservation_id", "submission_key") SELECT old_values."changed_at", old_values."changed_by_id", old_values."id", old_values."new_slot_id", old_values."old_slot_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."reservation_id", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='84e95e72c6ddda48eed3b244029e30da3b4990b4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_03f8c', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_reservationchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reservation',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationevent" ("applicant_id", "booked_at", "booked_by_id", "cancel_reason", "cancelled_at", "cancelled_by_id", "case", "city_number", "city_number_at", "city_number_by_id", "id", "number", "outcome_at", "outcome_by_id", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_back_at", "read_back_by_id", "slot_id", "status", "submission_key", "term_id") SELECT new_values."applicant_id", new_values."booked_at", new_values."booked_by_id", new_values."cancel_reason", new_values."cancelled_at", new_values."cancelled_by_id", new_values."case", new_values."city_number", new_values."city_number_at", new_values."city_number_by_id", new_values."id", new_values."number", new_values."outcome_at", new_values."outcome_by_id", new_values."party_size", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."read_back_at", new_values."read_back_by_id", new_values."slot_id", new_values."status", new_values."submission_key", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3e5dcba9e6c5250d56b7875a71280d0bd7491e73', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4d55e', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_reservation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reservation',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationevent" ("applicant_id", "booked_at", "booked_by_id", "cancel_reason", "cancelled_at", "cancelled_by_id", "case", "city_number", "city_number_at", "city_number_by_id", "id", "number", "outcome_at", "outcome_by_id", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_back_at", "read_back_by_id", "slot_id", "status", "submission_key", "term_id") SELECT new_values."applicant_id", new_values."booked_at", new_values."booked_by_id", new_values."cancel_reason", new_values."cancelled_at", new_values."cancelled_by_id", new_values."case", new_values."city_number", new_values."city_number_at", new_values."city_number_by_id", new_values."id", new_values."number", new_values."outcome_at", new_values."outcome_by_id", new_values."party_size", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."read_back_at", new_values."read_back_by_id", new_values."slot_id", new_values."status", new_values."submission_key", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0495572a9c921492be3327f019b56fef78ce8b9d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f53a8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_reservation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reservation',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationevent" ("applicant_id", "booked_at", "booked_by_id", "cancel_reason", "cancelled_at", "cancelled_by_id", "case", "city_number", "city_number_at", "city_number_by_id", "id", "number", "outcome_at", "outcome_by_id", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_back_at", "read_back_by_id", "slot_id", "status", "submission_key", "term_id") SELECT old_values."applicant_id", old_values."booked_at", old_values."booked_by_id", old_values."cancel_reason", old_values."cancelled_at", old_values."cancelled_by_id", old_values."case", old_values."city_number", old_values."city_number_at", old_values."city_number_by_id", old_values."id", old_values."number", old_values."outcome_at", old_values."outcome_by_id", old_values."party_size", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."read_back_at", old_values."read_back_by_id", old_values."slot_id", old_values."status", old_values."submission_key", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9b99332fd38f3efbb77c2cb55c0fc2b48e6cafde', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7b67a', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_reservation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='furtherslotevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='459ce16ae4dddac8092e1d6e6c206e2a235e41e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b9e8', table='reservations_furtherslotevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='furtherslot',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_furtherslotevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "reservation_id", "slot_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."places", new_values."reservation_id", new_values."slot_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a5796e442ccfecc8c97f5e1afec9c6884f809c82', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_41792', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_furtherslot', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='furtherslot',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_furtherslotevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "reservation_id", "slot_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."reservation_id", new_values."slot_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3a461815ed3eb27dcfa00772d12facc046ae00a3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4dec4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_furtherslot', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='furtherslot',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_furtherslotevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "reservation_id", "slot_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."reservation_id", old_values."slot_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='00f82548820021bb3aca3586b76b827001a2ef00', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_69f70', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_furtherslot', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callnoticeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5586695038b17045501a02c20c966677df7d6327', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_83a0c', table='reservations_callnoticeevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callnotice',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_callnoticeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "reason", "reservation_id", "result", "settled_at", "settled_by_id", "slot_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."raised_at", new_values."reason", new_values."reservation_id", new_values."result", new_values."settled_at", new_values."settled_by_id", new_values."slot_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6c6afb1d2ab51956d4b340a86b065dfc18171ab9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_99054', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_callnotice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callnotice',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_callnoticeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "reason", "reservation_id", "result", "settled_at", "settled_by_id", "slot_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."raised_at", new_values."reason", new_values."reservation_id", new_values."result", new_values."settled_at", new_values."settled_by_id", new_values."slot_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ed065396ef79259b04109ba97fda001941b06284', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6cb26', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_callnotice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callnotice',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_callnoticeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "reason", "reservation_id", "result", "settled_at", "settled_by_id", "slot_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."raised_at", old_values."reason", old_values."reservation_id", old_values."result", old_values."settled_at", old_values."settled_by_id", old_values."slot_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8145f4b9391ddfb064133f2cc58257a33b3ee003', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8ddc5', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_callnotice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='slotplan',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotplanevent" ("capacity", "created_at", "created_by_id", "desk_id", "first_time", "id", "last_time", "lunch_ends", "lunch_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_minutes", "submission_key", "valid_from", "valid_to", "weekdays") SELECT new_values."capacity", new_values."created_at", new_values."created_by_id", new_values."desk_id", new_values."first_time", new_values."id", new_values."last_time", new_values."lunch_ends", new_values."lunch_starts", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."step_minutes", new_values."submission_key", new_values."valid_from", new_values."valid_to", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cca2cca440b526810ed60ae0b370d8d0baec02c9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e8a0a', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_slotplan', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='slotplan',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotplanevent" ("capacity", "created_at", "created_by_id", "desk_id", "first_time", "id", "last_time", "lunch_ends", "lunch_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_minutes", "submission_key", "valid_from", "valid_to", "weekdays") SELECT new_values."capacity", new_values."created_at", new_values."created_by_id", new_values."desk_id", new_values."first_time", new_values."id", new_values."last_time", new_values."lunch_ends", new_values."lunch_starts", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."step_minutes", new_values."submission_key", new_values."valid_from", new_values."valid_to", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c608e1244002392aaaac76ed078c880a8584d584', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_90468', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_slotplan', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='slotplan',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotplanevent" ("capacity", "created_at", "created_by_id", "desk_id", "first_time", "id", "last_time", "lunch_ends", "lunch_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_minutes", "submission_key", "valid_from", "valid_to", "weekdays") SELECT old_values."capacity", old_values."created_at", old_values."created_by_id", old_values."desk_id", old_values."first_time", old_values."id", old_values."last_time", old_values."lunch_ends", old_values."lunch_starts", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."step_minutes", old_values."submission_key", old_values."valid_from", old_values."valid_to", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d7436e7a58455751daa652d4230b26aff289ab73', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_184a8', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_slotplan', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='slotevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c05ffb53dbb12e51ddd07566e65655311fadb092', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8d445', table='reservations_slotevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='slot',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotevent" ("booked", "capacity", "desk_id", "ends_at", "id", "is_closed", "is_stopped_by_calendar", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_at") SELECT new_values."booked", new_values."capacity", new_values."desk_id", new_values."ends_at", new_values."id", new_values."is_closed", new_values."is_stopped_by_calendar", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='979e3bc6aa904cd8eaed34cd48685adbfb18f321', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c1bab', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_slot', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='slot',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotevent" ("booked", "capacity", "desk_id", "ends_at", "id", "is_closed", "is_stopped_by_calendar", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_at") SELECT new_values."booked", new_values."capacity", new_values."desk_id", new_values."ends_at", new_values."id", new_values."is_closed", new_values."is_stopped_by_calendar", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='17ee79022bdb250633e2860b1617017540d0f28d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_792e0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_slot', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='slot',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotevent" ("booked", "capacity", "desk_id", "ends_at", "id", "is_closed", "is_stopped_by_calendar", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_at") SELECT old_values."booked", old_values."capacity", old_values."desk_id", old_values."ends_at", old_values."id", old_values."is_closed", old_values."is_stopped_by_calendar", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='193d0da914641e1f0b2da6d3cc190a7b7c7e7ac6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3ee83', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_slot', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='slotplanevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='858ec4e9a21b2937ac9a8aa4f54eb964e633646f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1676', table='reservations_slotplanevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='waitingentry',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_waitingentryevent" ("applicant_id", "closed_at", "closed_by_id", "desk_id", "entered_at", "entered_by_id", "first_day", "id", "last_day", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_id", "status", "submission_key", "term_id", "wished_time") SELECT new_values."applicant_id", new_values."closed_at", new_values."closed_by_id", new_values."desk_id", new_values."entered_at", new_values."entered_by_id", new_values."first_day", new_values."id", new_values."last_day", new_values."party_size", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reservation_id", new_values."status", new_values."submission_key", new_values."term_id", new_values."wished_time" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='18bddf2e2e5588c3c388342257b09a709fc8b876', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_38336', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_waitingentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='waitingentry',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_waitingentryevent" ("applicant_id", "closed_at", "closed_by_id", "desk_id", "entered_at", "entered_by_id", "first_day", "id", "last_day", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_id", "status", "submission_key", "term_id", "wished_time") SELECT new_values."applicant_id", new_values."closed_at", new_values."closed_by_id", new_values."desk_id", new_values."entered_at", new_values."entered_by_id", new_values."first_day", new_values."id", new_values."last_day", new_values."party_size", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reservation_id", new_values."status", new_values."submission_key", new_values."term_id", new_values."wished_time" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7aab6e48dce254695b400eaf3a47195c1e2dc1ec', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_158e0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_waitingentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='waitingentry',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_waitingentryevent" ("applicant_id", "closed_at", "closed_by_id", "desk_id", "entered_at", "entered_by_id", "first_day", "id", "last_day", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reservation_id", "status", "submission_key", "term_id", "wished_time") SELECT old_values."applicant_id", old_values."closed_at", old_values."closed_by_id", old_values."desk_id", old_values."entered_at", old_values."entered_by_id", old_values."first_day", old_values."id", old_values."last_day", old_values."party_size", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reservation_id", old_values."status", old_values."submission_key", old_values."term_id", old_values."wished_time" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d40c39f795bcdf94f06810b343f04ef3c80ab8df', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_962d3', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_waitingentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callattemptevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f453187c2d2df2d14bd5237749a1ecd7b2fc4021', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b5c9c', table='reservations_callattemptevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callattempt',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_callattemptevent" ("called_at", "called_by_id", "id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "waiting_entry_id") SELECT new_values."called_at", new_values."called_by_id", new_values."id", new_values."notice_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."submission_key", new_values."waiting_entry_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dccc5b797cc0869b5b2cbbc81b84f9472e87ad74', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_26beb', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_callattempt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callattempt',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_callattemptevent" ("called_at", "called_by_id", "id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "waiting_entry_id") SELECT new_values."called_at", new_values."called_by_id", new_values."id", new_values."notice_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."submission_key", new_values."waiting_entry_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a704be5556a1267a9d6b7177588781ce1e9fb66f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c054', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_callattempt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callattempt',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_callattemptevent" ("called_at", "called_by_id", "id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "waiting_entry_id") SELECT old_values."called_at", old_values."called_by_id", old_values."id", old_values."notice_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."submission_key", old_values."waiting_entry_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='86c3ae1966bf7cf057fb31d9e61e7ff5b3cd1181', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f15ad', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_callattempt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='waitingentryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8f40ae07d6861c722f4ab1c6f5fa56e82107414', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8f990', table='reservations_waitingentryevent', when='BEFORE')),
            ),
        ]),
    ]
