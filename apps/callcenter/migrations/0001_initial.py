import apps.accounts.fields
import apps.core.bigrams
import apps.core.fields
import apps.core.spelling
import datetime
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
import re
import uuid
from django.conf import settings
from django.db import migrations, models
from apps.core import bigrams
from apps.core.migration_operations import AddTriggers, CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('reservations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(bigrams.CREATE_FUNCTIONS, migrations.RunSQL.noop),
        CreateTables([
            migrations.CreateModel(
                name='AgentEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('operator_code', models.CharField(max_length=40, verbose_name='オペレーター')),
                    ('at', models.DateTimeField(verbose_name='日時')),
                    ('kind', models.CharField(choices=[('login', 'ログイン'), ('logoff', 'ログオフ'), ('pause', '休止'), ('unpause', '休止の終わり'), ('wrapup', '後処理')], max_length=10, verbose_name='出来事')),
                    ('queue', models.CharField(blank=True, max_length=80, verbose_name='待ち行列')),
                    ('seconds', models.PositiveIntegerField(null=True, verbose_name='秒数')),
                ],
                options={
                    'verbose_name': 'オペレーターの出来事',
                    'verbose_name_plural': 'オペレーターの出来事',
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('external_id', models.CharField(max_length=120, verbose_name='通話ID')),
                    ('arrived_at', models.DateTimeField(verbose_name='着信日時')),
                    ('queued_at', models.DateTimeField(null=True, verbose_name='待ち呼の開始日時')),
                    ('answered_at', models.DateTimeField(null=True, verbose_name='応答日時')),
                    ('ended_at', models.DateTimeField(null=True, verbose_name='終了日時')),
                    ('outcome', models.CharField(choices=[('answered', '応答'), ('abandoned', '切電'), ('overflow', '溢れ（自動音声で終了）'), ('open', '未確定（記録の途中）')], max_length=10, verbose_name='結果')),
                    ('wait_seconds', models.PositiveIntegerField(default=0, verbose_name='待ち時間（秒）')),
                    ('talk_seconds', models.PositiveIntegerField(default=0, verbose_name='通話時間（秒）')),
                    ('operator_code', models.CharField(blank=True, max_length=40, verbose_name='オペレーター')),
                    ('is_withheld', models.BooleanField(default=False, verbose_name='非通知')),
                    ('transfers', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='転送回数')),
                    ('trail', models.JSONField(help_text='記録された出来事。1行で1通話の記録にはありません。', null=True, verbose_name='通話の経過')),
                ],
                options={
                    'verbose_name': '通話',
                    'verbose_name_plural': '通話',
                    'ordering': ['-arrived_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='CallbackErasure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='実施日時')),
                    ('done_days', models.PositiveSmallIntegerField(verbose_name='つながった後に残す日数')),
                    ('abandoned_days', models.PositiveSmallIntegerField(verbose_name='つながらずに終えた後に残す日数')),
                    ('lapsed_count', models.PositiveIntegerField(verbose_name='期限を過ぎて終えた折り返し')),
                    ('done_count', models.PositiveIntegerField(verbose_name='消去した折り返し（つながったもの）')),
                    ('abandoned_count', models.PositiveIntegerField(verbose_name='消去した折り返し（つながらなかったもの）')),
                ],
                options={
                    'verbose_name': '折り返しの個人情報の消去',
                    'verbose_name_plural': '折り返しの個人情報の消去',
                    'ordering': ['-at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='CallbackErasureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('at', models.DateTimeField(verbose_name='実施日時')),
                    ('done_days', models.PositiveSmallIntegerField(verbose_name='つながった後に残す日数')),
                    ('abandoned_days', models.PositiveSmallIntegerField(verbose_name='つながらずに終えた後に残す日数')),
                    ('lapsed_count', models.PositiveIntegerField(verbose_name='期限を過ぎて終えた折り返し')),
                    ('done_count', models.PositiveIntegerField(verbose_name='消去した折り返し（つながったもの）')),
                    ('abandoned_count', models.PositiveIntegerField(verbose_name='消去した折り返し（つながらなかったもの）')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CallbackEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key_id', models.CharField(editable=False, max_length=40, verbose_name='鍵')),
                    ('due_at', models.DateTimeField(verbose_name='折り返しの期限')),
                    ('state', models.CharField(choices=[('waiting', '折り返し待ち'), ('done', 'つながった'), ('declined', '不要になった'), ('abandoned', '連絡がつかず終了')], default='waiting', max_length=10, verbose_name='状態')),
                    ('promised_at', models.DateTimeField(verbose_name='約束した日時')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                    ('close_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='終了の理由')),
                    ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='消去日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CallEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('external_id', models.CharField(max_length=120, verbose_name='通話ID')),
                    ('arrived_at', models.DateTimeField(verbose_name='着信日時')),
                    ('queued_at', models.DateTimeField(null=True, verbose_name='待ち呼の開始日時')),
                    ('answered_at', models.DateTimeField(null=True, verbose_name='応答日時')),
                    ('ended_at', models.DateTimeField(null=True, verbose_name='終了日時')),
                    ('outcome', models.CharField(choices=[('answered', '応答'), ('abandoned', '切電'), ('overflow', '溢れ（自動音声で終了）'), ('open', '未確定（記録の途中）')], max_length=10, verbose_name='結果')),
                    ('wait_seconds', models.PositiveIntegerField(default=0, verbose_name='待ち時間（秒）')),
                    ('talk_seconds', models.PositiveIntegerField(default=0, verbose_name='通話時間（秒）')),
                    ('operator_code', models.CharField(blank=True, max_length=40, verbose_name='オペレーター')),
                    ('is_withheld', models.BooleanField(default=False, verbose_name='非通知')),
                    ('transfers', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='転送回数')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CallImport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file_name', apps.core.fields.GuardedCharField(max_length=200, verbose_name='ファイル名')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ファイルのSHA-256')),
                    ('encoding', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='文字コード')),
                    ('size', models.PositiveBigIntegerField(default=0, verbose_name='大きさ（バイト）')),
                    ('state', models.CharField(choices=[('waiting', '読み込み待ち'), ('reading', '読み込み中'), ('interrupted', '中断'), ('taken', '取込済'), ('refused', '受付不可')], max_length=11, verbose_name='状態')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, verbose_name='受け付けられない理由')),
                    ('read', models.PositiveIntegerField(default=0, verbose_name='読込')),
                    ('new', models.PositiveIntegerField(default=0, verbose_name='新規')),
                    ('changed', models.PositiveIntegerField(default=0, verbose_name='変更')),
                    ('unchanged', models.PositiveIntegerField(default=0, verbose_name='変更なし')),
                    ('skipped', models.PositiveIntegerField(default=0, verbose_name='対象外')),
                    ('rejected', models.PositiveIntegerField(default=0, verbose_name='不備')),
                    ('started_at', models.DateTimeField(verbose_name='開始日時')),
                    ('taken_at', models.DateTimeField(help_text='この日時から、通話を集計に数えます。', null=True, verbose_name='取込日時')),
                ],
                options={
                    'verbose_name': '通話記録の取り込み',
                    'verbose_name_plural': '通話記録の取り込み',
                    'ordering': ['-started_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='CallProfile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の形式はすでにあります。'}, max_length=40, unique=True, verbose_name='記号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=80, verbose_name='名称')),
                    ('kind', models.CharField(choices=[('table', '通話ごとに1行の表（CSV・TSV）'), ('queue_log', '出来事ごとに1行（Asterisk queue_log）'), ('contact_records', 'コンタクトごとのJSON（Amazon Connect）')], default='table', max_length=20, verbose_name='記録の種類')),
                    ('delimiter', apps.core.fields.GuardedCharField(default=',', max_length=1, verbose_name='区切り文字')),
                    ('encodings', models.JSONField(default=list, verbose_name='文字コード（試す順）')),
                    ('time_zone', apps.core.fields.GuardedCharField(default='Asia/Tokyo', max_length=40, verbose_name='時刻の時間帯')),
                    ('datetime_formats', models.JSONField(blank=True, default=list, verbose_name='日時の書式')),
                    ('columns', models.JSONField(blank=True, default=dict, help_text='項目 → 列名、または from・none_when の組（先に値のあるものを採用）', verbose_name='列の対応')),
                    ('outcomes', models.JSONField(default=dict, help_text='記録上の値 → answered・abandoned・overflow', verbose_name='結果の対応')),
                    ('skips', models.JSONField(blank=True, default=dict, help_text='列名 → 読み飛ばす値', verbose_name='数えない行')),
                    ('withheld_markers', models.JSONField(blank=True, default=list, verbose_name='非通知を表す値')),
                    ('header', models.JSONField(blank=True, default=list, help_text='列を選ぶときの候補', verbose_name='見本の見出し')),
                    ('ends_with_newline', models.BooleanField(default=True, help_text='改行で終わらないファイルは、途中で切れたものとして受け付けません。', verbose_name='最後の行も改行で終わる')),
                ],
                options={
                    'verbose_name': '通話記録の形式',
                    'verbose_name_plural': '通話記録の形式',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='CallProfileEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の形式はすでにあります。'}, max_length=40, verbose_name='記号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=80, verbose_name='名称')),
                    ('kind', models.CharField(choices=[('table', '通話ごとに1行の表（CSV・TSV）'), ('queue_log', '出来事ごとに1行（Asterisk queue_log）'), ('contact_records', 'コンタクトごとのJSON（Amazon Connect）')], default='table', max_length=20, verbose_name='記録の種類')),
                    ('delimiter', apps.core.fields.GuardedCharField(default=',', max_length=1, verbose_name='区切り文字')),
                    ('encodings', models.JSONField(default=list, verbose_name='文字コード（試す順）')),
                    ('time_zone', apps.core.fields.GuardedCharField(default='Asia/Tokyo', max_length=40, verbose_name='時刻の時間帯')),
                    ('datetime_formats', models.JSONField(blank=True, default=list, verbose_name='日時の書式')),
                    ('columns', models.JSONField(blank=True, default=dict, help_text='項目 → 列名、または from・none_when の組（先に値のあるものを採用）', verbose_name='列の対応')),
                    ('outcomes', models.JSONField(default=dict, help_text='記録上の値 → answered・abandoned・overflow', verbose_name='結果の対応')),
                    ('skips', models.JSONField(blank=True, default=dict, help_text='列名 → 読み飛ばす値', verbose_name='数えない行')),
                    ('withheld_markers', models.JSONField(blank=True, default=list, verbose_name='非通知を表す値')),
                    ('header', models.JSONField(blank=True, default=list, help_text='列を選ぶときの候補', verbose_name='見本の見出し')),
                    ('ends_with_newline', models.BooleanField(default=True, help_text='改行で終わらないファイルは、途中で切れたものとして受け付けません。', verbose_name='最後の行も改行で終わる')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Emergency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='相手の言葉・状況')),
                    ('opened_at', models.DateTimeField(verbose_name='発生日時')),
                    ('recorded_at', models.DateTimeField(verbose_name='通報日時')),
                    ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                    ('outcome', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='結果')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '緊急事案',
                    'verbose_name_plural': '緊急事案',
                    'ordering': ['-opened_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='EmergencyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('words', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='相手の言葉・状況')),
                    ('opened_at', models.DateTimeField(verbose_name='発生日時')),
                    ('recorded_at', models.DateTimeField(verbose_name='通報日時')),
                    ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                    ('outcome', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='結果')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EmergencyProcedure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の手順はすでにあります。'}, max_length=40, unique=True, verbose_name='記号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=40, verbose_name='名称')),
                    ('lead', apps.core.fields.GuardedCharField(max_length=200, verbose_name='心得')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ],
                options={
                    'verbose_name': '緊急時の手順',
                    'verbose_name_plural': '緊急時の手順',
                    'ordering': ['order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='EmergencyProcedureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の手順はすでにあります。'}, max_length=40, verbose_name='記号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=40, verbose_name='名称')),
                    ('lead', apps.core.fields.GuardedCharField(max_length=200, verbose_name='心得')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EmergencyStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='順番')),
                    ('text', apps.core.fields.GuardedCharField(max_length=200, verbose_name='すること')),
                    ('phone_parameter', apps.core.fields.GuardedCharField(blank=True, max_length=80, verbose_name='連絡先の番号（契約条件の項目）')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ],
                options={
                    'verbose_name': '緊急時にすること',
                    'verbose_name_plural': '緊急時にすること',
                    'ordering': ['procedure', 'order'],
                },
            ),
            migrations.CreateModel(
                name='EmergencyStepEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('order', models.PositiveSmallIntegerField(verbose_name='順番')),
                    ('text', apps.core.fields.GuardedCharField(max_length=200, verbose_name='すること')),
                    ('phone_parameter', apps.core.fields.GuardedCharField(blank=True, max_length=80, verbose_name='連絡先の番号（契約条件の項目）')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EmergencyTick',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='実施日時')),
                ],
                options={
                    'verbose_name': '緊急時の実施',
                    'verbose_name_plural': '緊急時の実施',
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Escalation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('decision', '制度・運用の判断'), ('individual', '個別の申請・交付状況の確認'), ('exception', '例外的な取扱いの相談'), ('system', 'システムの不具合'), ('complaint', '苦情・申入れ'), ('other', 'その他')], max_length=12, verbose_name='理由の区分')),
                    ('question', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='市に判断を求めること')),
                    ('is_reply_due', models.BooleanField(default=False, verbose_name='回答をセンターから申出者に伝える')),
                    ('form_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='市の電子フォームの送付日時')),
                    ('form_number', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='市の電子フォームの受付番号')),
                    ('state', models.CharField(choices=[('sent', '送付'), ('taken', '市が受領'), ('returned', '差戻し'), ('answered', '回答'), ('closed', '完了')], default='sent', editable=False, max_length=10, verbose_name='状態')),
                    ('sent_at', models.DateTimeField(editable=False, verbose_name='市への送付日時')),
                    ('told', models.CharField(blank=True, choices=[('told', '伝えた'), ('not_reached', '連絡がつかなかった')], max_length=12, verbose_name='申出者への連絡')),
                    ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='申出者への連絡日時')),
                ],
                options={
                    'verbose_name': 'エスカレーション',
                    'verbose_name_plural': 'エスカレーション',
                    'ordering': ['-sent_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='EscalationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('decision', '制度・運用の判断'), ('individual', '個別の申請・交付状況の確認'), ('exception', '例外的な取扱いの相談'), ('system', 'システムの不具合'), ('complaint', '苦情・申入れ'), ('other', 'その他')], max_length=12, verbose_name='理由の区分')),
                    ('question', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='市に判断を求めること')),
                    ('is_reply_due', models.BooleanField(default=False, verbose_name='回答をセンターから申出者に伝える')),
                    ('form_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='市の電子フォームの送付日時')),
                    ('form_number', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='市の電子フォームの受付番号')),
                    ('state', models.CharField(choices=[('sent', '送付'), ('taken', '市が受領'), ('returned', '差戻し'), ('answered', '回答'), ('closed', '完了')], default='sent', editable=False, max_length=10, verbose_name='状態')),
                    ('sent_at', models.DateTimeField(editable=False, verbose_name='市への送付日時')),
                    ('told', models.CharField(blank=True, choices=[('told', '伝えた'), ('not_reached', '連絡がつかなかった')], max_length=12, verbose_name='申出者への連絡')),
                    ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='申出者への連絡日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EscalationStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='順番')),
                    ('state', models.CharField(choices=[('sent', '送付'), ('taken', '市が受領'), ('returned', '差戻し'), ('answered', '回答'), ('closed', '完了')], max_length=10, verbose_name='状態')),
                    ('at', models.DateTimeField(verbose_name='日時')),
                    ('text', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='内容')),
                ],
                options={
                    'verbose_name': 'エスカレーションの経過',
                    'verbose_name_plural': 'エスカレーションの経過',
                    'ordering': ['escalation', 'number'],
                },
            ),
            migrations.CreateModel(
                name='FaqDisclosure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('recipient', apps.core.fields.GuardedCharField(max_length=120, verbose_name='提供先（団体名）')),
                    ('purpose', apps.core.fields.GuardedTextField(max_length=500, verbose_name='提供する理由')),
                    ('scope', apps.core.fields.GuardedCharField(max_length=200, verbose_name='提供した範囲')),
                    ('consented_on', models.DateField(verbose_name='市が認めた日')),
                    ('consented_by', apps.core.fields.GuardedCharField(max_length=80, verbose_name='認めた市の担当（部署名）')),
                    ('given_on', models.DateField(verbose_name='提供日')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': 'FAQの第三者提供',
                    'verbose_name_plural': 'FAQの第三者提供',
                    'ordering': ['-given_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='FaqEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, validators=[django.core.validators.RegexValidator(re.compile('^[-a-zA-Z0-9_]+\\Z'), 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.', 'invalid')], verbose_name='記号')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                    ('retired_on', models.DateField(blank=True, null=True, verbose_name='廃止日')),
                    ('retired_reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='廃止の理由')),
                    ('source_checked_on', models.DateField(blank=True, null=True, verbose_name='出典を確認した日')),
                    ('source_changed_on', models.DateField(blank=True, null=True, verbose_name='出典の変更に気付いた日')),
                    ('source_change', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='出典の変更点')),
                ],
                options={
                    'verbose_name': 'FAQの項目',
                    'verbose_name_plural': 'FAQの項目',
                    'ordering': ['category__order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='FaqEntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, validators=[django.core.validators.RegexValidator(re.compile('^[-a-zA-Z0-9_]+\\Z'), 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.', 'invalid')], verbose_name='記号')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                    ('retired_on', models.DateField(blank=True, null=True, verbose_name='廃止日')),
                    ('retired_reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='廃止の理由')),
                    ('source_checked_on', models.DateField(blank=True, null=True, verbose_name='出典を確認した日')),
                    ('source_changed_on', models.DateField(blank=True, null=True, verbose_name='出典の変更に気付いた日')),
                    ('source_change', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='出典の変更点')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FaqProposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='提案')),
                    ('proposed_at', models.DateTimeField(verbose_name='提案日時')),
                    ('state', models.CharField(choices=[('proposed', '提案'), ('adopted', '採用'), ('declined', '見送り')], default='proposed', max_length=10, verbose_name='状態')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='決定日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': 'FAQの提案',
                    'verbose_name_plural': 'FAQの提案',
                    'ordering': ['-proposed_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='FaqProposalEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('text', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='提案')),
                    ('proposed_at', models.DateTimeField(verbose_name='提案日時')),
                    ('state', models.CharField(choices=[('proposed', '提案'), ('adopted', '採用'), ('declined', '見送り')], default='proposed', max_length=10, verbose_name='状態')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='決定日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FaqSearchMiss',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', apps.core.fields.GuardedCharField(max_length=60, verbose_name='検索した語')),
                    ('searched_at', models.DateTimeField(verbose_name='検索日時')),
                ],
                options={
                    'verbose_name': 'FAQで見つからなかった検索',
                    'verbose_name_plural': 'FAQで見つからなかった検索',
                    'ordering': ['-searched_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='FaqUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ],
                options={
                    'verbose_name': 'FAQの参照',
                    'verbose_name_plural': 'FAQの参照',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='FaqUseEvent',
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
                name='FaqVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('question', apps.core.fields.GuardedCharField(max_length=200, verbose_name='質問')),
                    ('answer', apps.core.fields.GuardedTextField(max_length=3000, verbose_name='回答')),
                    ('keywords', apps.core.fields.GuardedCharField(blank=True, help_text='読み方や言い換えを、空白で区切って入力します（例：ひっこし 転居）。', max_length=300, verbose_name='検索語')),
                    ('source', apps.core.fields.GuardedCharField(max_length=200, verbose_name='出典')),
                    ('source_url', apps.core.fields.GuardedCharField(blank=True, max_length=300, validators=[django.core.validators.URLValidator(['https', 'http'])], verbose_name='出典の所在（URL）')),
                    ('source_on', models.DateField(blank=True, null=True, verbose_name='出典の日付')),
                    ('change_note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='変更点')),
                    ('written_on', models.DateField(verbose_name='作成日')),
                    ('state', models.CharField(choices=[('draft', '下書き'), ('waiting', '承認待ち'), ('approved', '承認')], default='draft', max_length=10, verbose_name='状態')),
                    ('submitted_on', models.DateField(blank=True, null=True, verbose_name='提出日')),
                    ('returned_reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='差戻しの理由')),
                    ('approved_on', models.DateField(blank=True, null=True, verbose_name='承認日')),
                    ('in_force_from', models.DateField(blank=True, null=True, verbose_name='適用開始日')),
                    ('in_force_until', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('title_text', models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Normalised('question'), output_field=models.TextField(), verbose_name='検索用の質問')),
                    ('search_text', models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Normalised(django.db.models.functions.text.Concat('question', models.Value('\n'), 'keywords', models.Value('\n'), 'answer', models.Value('\n'), output_field=models.TextField())), output_field=models.TextField(), verbose_name='検索用の文')),
                    ('search_grams', models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Bigrams(django.db.models.functions.text.Concat('question', models.Value('\n'), 'keywords', models.Value('\n'), 'answer', models.Value('\n'), output_field=models.TextField())), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='文字の組'), verbose_name='検索用の文字の組')),
                ],
                options={
                    'verbose_name': 'FAQの版',
                    'verbose_name_plural': 'FAQの版',
                    'ordering': ['entry', '-number'],
                },
            ),
            migrations.CreateModel(
                name='FaqVersionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('question', apps.core.fields.GuardedCharField(max_length=200, verbose_name='質問')),
                    ('answer', apps.core.fields.GuardedTextField(max_length=3000, verbose_name='回答')),
                    ('keywords', apps.core.fields.GuardedCharField(blank=True, help_text='読み方や言い換えを、空白で区切って入力します（例：ひっこし 転居）。', max_length=300, verbose_name='検索語')),
                    ('source', apps.core.fields.GuardedCharField(max_length=200, verbose_name='出典')),
                    ('source_url', apps.core.fields.GuardedCharField(blank=True, max_length=300, validators=[django.core.validators.URLValidator(['https', 'http'])], verbose_name='出典の所在（URL）')),
                    ('source_on', models.DateField(blank=True, null=True, verbose_name='出典の日付')),
                    ('change_note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='変更点')),
                    ('written_on', models.DateField(verbose_name='作成日')),
                    ('state', models.CharField(choices=[('draft', '下書き'), ('waiting', '承認待ち'), ('approved', '承認')], default='draft', max_length=10, verbose_name='状態')),
                    ('submitted_on', models.DateField(blank=True, null=True, verbose_name='提出日')),
                    ('returned_reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='差戻しの理由')),
                    ('approved_on', models.DateField(blank=True, null=True, verbose_name='承認日')),
                    ('in_force_from', models.DateField(blank=True, null=True, verbose_name='適用開始日')),
                    ('in_force_until', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ImportChunk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='順番')),
                    ('key_id', models.CharField(editable=False, max_length=40, verbose_name='鍵')),
                    ('content', models.BinaryField(verbose_name='暗号化した内容')),
                ],
                options={
                    'verbose_name': '読み込みを待つファイルの一部',
                    'verbose_name_plural': '読み込みを待つファイルの一部',
                    'ordering': ['call_import', 'number'],
                },
            ),
            migrations.CreateModel(
                name='Inquiry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('received_at', models.DateTimeField(verbose_name='受付日時')),
                    ('summary', apps.core.fields.GuardedTextField(max_length=2000, verbose_name='内容')),
                    ('result', models.CharField(choices=[('completed', '完了'), ('referred', '案内'), ('transferred', '転送'), ('pending', '未了')], max_length=12, verbose_name='結果')),
                    ('target_section', apps.core.fields.GuardedCharField(blank=True, max_length=80, verbose_name='案内先')),
                    ('transfer_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='転送の理由')),
                    ('is_complaint', models.BooleanField(default=False, verbose_name='苦情')),
                    ('handed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='引継ぎ日時')),
                    ('saved_at', models.DateTimeField(verbose_name='記録日時')),
                    ('revised_at', models.DateTimeField(blank=True, null=True, verbose_name='最終更新日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('search_text', models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Normalised(django.db.models.functions.text.Concat('summary', models.Value('\n'), 'target_section', models.Value('\n'), 'transfer_reason', models.Value('\n'), output_field=models.TextField())), output_field=models.TextField(), verbose_name='検索用の文')),
                ],
                options={
                    'verbose_name': '問い合わせ',
                    'verbose_name_plural': '問い合わせ',
                    'ordering': ['-saved_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='InquiryCategory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の分類はすでにあります。'}, max_length=40, unique=True, verbose_name='記号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='名称')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ],
                options={
                    'verbose_name': '問い合わせの分類',
                    'verbose_name_plural': '問い合わせの分類',
                    'ordering': ['order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='InquiryCategoryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の分類はすでにあります。'}, max_length=40, verbose_name='記号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='名称')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='InquiryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('received_at', models.DateTimeField(verbose_name='受付日時')),
                    ('summary', apps.core.fields.GuardedTextField(max_length=2000, verbose_name='内容')),
                    ('result', models.CharField(choices=[('completed', '完了'), ('referred', '案内'), ('transferred', '転送'), ('pending', '未了')], max_length=12, verbose_name='結果')),
                    ('target_section', apps.core.fields.GuardedCharField(blank=True, max_length=80, verbose_name='案内先')),
                    ('transfer_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='転送の理由')),
                    ('is_complaint', models.BooleanField(default=False, verbose_name='苦情')),
                    ('handed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='引継ぎ日時')),
                    ('saved_at', models.DateTimeField(verbose_name='記録日時')),
                    ('revised_at', models.DateTimeField(blank=True, null=True, verbose_name='最終更新日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='InquiryNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='追記')),
                    ('at', models.DateTimeField(verbose_name='追記日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '問い合わせの追記',
                    'verbose_name_plural': '問い合わせの追記',
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='InquiryWatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seen_at', models.DateTimeField(verbose_name='最後に開いていた日時')),
                ],
                options={
                    'verbose_name': '開いている問い合わせ',
                    'verbose_name_plural': '開いている問い合わせ',
                },
            ),
            migrations.CreateModel(
                name='LiveCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('external_id', models.CharField(max_length=120, verbose_name='通話ID')),
                    ('rung_at', models.DateTimeField(verbose_name='着信日時')),
                    ('answered_at', models.DateTimeField(null=True, verbose_name='応答日時')),
                    ('passed_at', models.DateTimeField(null=True, verbose_name='最後に引き継がれた日時')),
                    ('ended_at', models.DateTimeField(null=True, verbose_name='終了日時')),
                    ('extension', models.CharField(blank=True, max_length=40, verbose_name='内線番号')),
                    ('settled_at', models.DateTimeField(help_text='このときから発信者番号は残っていません。', null=True, verbose_name='記録を保存した日時')),
                ],
                options={
                    'verbose_name': '着信の通知',
                    'verbose_name_plural': '着信の通知',
                    'ordering': ['-rung_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='LiveLook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateTimeField(verbose_name='未確認とする起点')),
                    ('looked_at', models.DateTimeField(verbose_name='閲覧日時')),
                ],
                options={
                    'verbose_name': '応答履歴の閲覧',
                    'verbose_name_plural': '応答履歴の閲覧',
                },
            ),
            migrations.CreateModel(
                name='LiveSeen',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('change', models.DateTimeField(verbose_name='閲覧した内容の最終更新日時')),
                ],
                options={
                    'verbose_name': '応答履歴で開いた記録',
                    'verbose_name_plural': '応答履歴で開いた記録',
                },
            ),
            migrations.CreateModel(
                name='Misguidance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('wrong_information', '誤案内'), ('improper_conduct', '不適切な対応')], max_length=20, verbose_name='区分')),
                    ('found_at', models.DateTimeField(verbose_name='判明した日時')),
                    ('said', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='案内・対応の内容')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録日時')),
                    ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='市への報告日時')),
                    ('measure', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='対応')),
                    ('prevention', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='再発防止策')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='完了日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '誤案内・不適切対応',
                    'verbose_name_plural': '誤案内・不適切対応',
                    'ordering': ['-found_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='MisguidanceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('wrong_information', '誤案内'), ('improper_conduct', '不適切な対応')], max_length=20, verbose_name='区分')),
                    ('found_at', models.DateTimeField(verbose_name='判明した日時')),
                    ('said', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='案内・対応の内容')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録日時')),
                    ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='市への報告日時')),
                    ('measure', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='対応')),
                    ('prevention', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='再発防止策')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='完了日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OperatorCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, verbose_name='内線番号・担当者記号')),
                    ('starts_on', models.DateField(verbose_name='開始日')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ],
                options={
                    'verbose_name': '対応者の記号',
                    'verbose_name_plural': '対応者の記号',
                    'ordering': ['profile', 'code', '-starts_on'],
                },
            ),
            migrations.CreateModel(
                name='OperatorCodeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, verbose_name='内線番号・担当者記号')),
                    ('starts_on', models.DateField(verbose_name='開始日')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='QuarterCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField(verbose_name='15分の始まり')),
                    ('answered', models.IntegerField(verbose_name='応答')),
                    ('abandoned', models.IntegerField(verbose_name='切電')),
                    ('overflow', models.IntegerField(verbose_name='溢れ')),
                    ('abandoned_in_5', models.IntegerField(verbose_name='5秒未満の切電')),
                    ('abandoned_in_10', models.IntegerField(verbose_name='10秒未満の切電')),
                    ('abandoned_in_15', models.IntegerField(verbose_name='15秒未満の切電')),
                    ('abandoned_in_20', models.IntegerField(verbose_name='20秒未満の切電')),
                    ('abandoned_in_30', models.IntegerField(verbose_name='30秒未満の切電')),
                ],
                options={
                    'verbose_name': '15分ごとの通話件数',
                    'verbose_name_plural': '15分ごとの通話件数',
                    'ordering': ['starts_at', 'profile'],
                },
            ),
            migrations.CreateModel(
                name='ReconciliationNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(choices=[('wrong_number', '間違い電話・無言'), ('cut_off', '用件の前に切れた'), ('called_back', '同じ用件のかけ直し（記録は1件）'), ('no_record', '記録もれ'), ('not_by_phone', '電話の着信によらない受付（折り返しなど）'), ('log_lacks', '通話記録の欠け・誤り'), ('other', 'その他')], max_length=20, verbose_name='理由')),
                    ('text', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='説明')),
                    ('at', models.DateTimeField(verbose_name='記入日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '突合の説明',
                    'verbose_name_plural': '突合の説明',
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='RejectedRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(verbose_name='行')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=300, verbose_name='理由')),
                    ('cells', models.JSONField(default=dict, verbose_name='行の内容（個人情報を除く）')),
                    ('is_withheld', models.BooleanField(default=False, verbose_name='非通知')),
                    ('state', models.CharField(choices=[('open', '未対応'), ('taken', '取込済'), ('dismissed', '対象外')], default='open', max_length=10, verbose_name='対応')),
                    ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='対象外とした理由')),
                    ('settled_at', models.DateTimeField(null=True, verbose_name='対応日時')),
                ],
                options={
                    'verbose_name': '取り込めなかった行',
                    'verbose_name_plural': '取り込めなかった行',
                    'ordering': ['line'],
                },
            ),
            migrations.CreateModel(
                name='RejectedRowEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(verbose_name='行')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=300, verbose_name='理由')),
                    ('cells', models.JSONField(default=dict, verbose_name='行の内容（個人情報を除く）')),
                    ('is_withheld', models.BooleanField(default=False, verbose_name='非通知')),
                    ('state', models.CharField(choices=[('open', '未対応'), ('taken', '取込済'), ('dismissed', '対象外')], default='open', max_length=10, verbose_name='対応')),
                    ('note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='対象外とした理由')),
                    ('settled_at', models.DateTimeField(null=True, verbose_name='対応日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Section',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, validators=[django.core.validators.RegexValidator(re.compile('^[-a-zA-Z0-9_]+\\Z'), 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.', 'invalid')], verbose_name='記号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=80, verbose_name='名称')),
                    ('scope', apps.core.fields.GuardedTextField(max_length=500, verbose_name='受け持つ用件')),
                    ('phone', apps.core.fields.GuardedCharField(max_length=20, validators=[django.core.validators.RegexValidator(re.compile('0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}'), '電話番号は「049-224-8811」の形で入力してください。')], verbose_name='電話番号')),
                    ('is_switchboard', models.BooleanField(default=False, help_text='直通ではなく、代表電話から取り次いでもらう番号です。', verbose_name='代表電話')),
                    ('hours', apps.core.fields.GuardedCharField(max_length=200, verbose_name='受付時間')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='案内のしかた')),
                    ('is_national_line', models.BooleanField(default=False, verbose_name='国の総合フリーダイヤル')),
                    ('source', apps.core.fields.GuardedCharField(max_length=200, verbose_name='出典')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                    ('checked_on', models.DateField(blank=True, null=True, verbose_name='確認日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '案内先',
                    'verbose_name_plural': '案内先',
                    'ordering': ['order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='SectionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, validators=[django.core.validators.RegexValidator(re.compile('^[-a-zA-Z0-9_]+\\Z'), 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.', 'invalid')], verbose_name='記号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=80, verbose_name='名称')),
                    ('scope', apps.core.fields.GuardedTextField(max_length=500, verbose_name='受け持つ用件')),
                    ('phone', apps.core.fields.GuardedCharField(max_length=20, validators=[django.core.validators.RegexValidator(re.compile('0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}'), '電話番号は「049-224-8811」の形で入力してください。')], verbose_name='電話番号')),
                    ('is_switchboard', models.BooleanField(default=False, help_text='直通ではなく、代表電話から取り次いでもらう番号です。', verbose_name='代表電話')),
                    ('hours', apps.core.fields.GuardedCharField(max_length=200, verbose_name='受付時間')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='案内のしかた')),
                    ('is_national_line', models.BooleanField(default=False, verbose_name='国の総合フリーダイヤル')),
                    ('source', apps.core.fields.GuardedCharField(max_length=200, verbose_name='出典')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                    ('checked_on', models.DateField(blank=True, null=True, verbose_name='確認日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SurgeEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('found_at', models.DateTimeField(verbose_name='把握した時刻')),
                    ('source', models.CharField(choices=[('telephone', '電話システムの通知'), ('log', '取り込んだ通話記録')], max_length=10, verbose_name='把握の元')),
                    ('reason', models.CharField(choices=[('volume', '着信の増加'), ('loss', '取りこぼしの増加')], max_length=10, verbose_name='きっかけ')),
                    ('window_minutes', models.PositiveSmallIntegerField(verbose_name='数えた時間（分）')),
                    ('usual_calls', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='通常の件数')),
                    ('calls', models.PositiveIntegerField(verbose_name='把握したときの着信')),
                    ('lost', models.PositiveIntegerField(verbose_name='把握したときの取りこぼし')),
                    ('seats', models.PositiveSmallIntegerField(verbose_name='把握したときの席数')),
                    ('seats_to_add', models.PositiveSmallIntegerField(verbose_name='追加の目安（席）')),
                    ('last_over_at', models.DateTimeField(verbose_name='最後に基準を超えた時刻')),
                    ('latest_calls', models.PositiveIntegerField(verbose_name='直近の着信')),
                    ('latest_lost', models.PositiveIntegerField(verbose_name='直近の取りこぼし')),
                    ('decision', models.CharField(blank=True, choices=[('added', '席を追加した'), ('none', '席を追加しない')], max_length=10, verbose_name='対応')),
                    ('seats_added', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='追加した席数')),
                    ('decision_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由・内容')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='判断した時刻')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='終了した時刻')),
                ],
                options={
                    'verbose_name': '着信の急増',
                    'verbose_name_plural': '着信の急増',
                    'ordering': ['-found_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='SurgeEventEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('found_at', models.DateTimeField(verbose_name='把握した時刻')),
                    ('source', models.CharField(choices=[('telephone', '電話システムの通知'), ('log', '取り込んだ通話記録')], max_length=10, verbose_name='把握の元')),
                    ('reason', models.CharField(choices=[('volume', '着信の増加'), ('loss', '取りこぼしの増加')], max_length=10, verbose_name='きっかけ')),
                    ('window_minutes', models.PositiveSmallIntegerField(verbose_name='数えた時間（分）')),
                    ('usual_calls', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='通常の件数')),
                    ('calls', models.PositiveIntegerField(verbose_name='把握したときの着信')),
                    ('lost', models.PositiveIntegerField(verbose_name='把握したときの取りこぼし')),
                    ('seats', models.PositiveSmallIntegerField(verbose_name='把握したときの席数')),
                    ('seats_to_add', models.PositiveSmallIntegerField(verbose_name='追加の目安（席）')),
                    ('last_over_at', models.DateTimeField(verbose_name='最後に基準を超えた時刻')),
                    ('latest_calls', models.PositiveIntegerField(verbose_name='直近の着信')),
                    ('latest_lost', models.PositiveIntegerField(verbose_name='直近の取りこぼし')),
                    ('decision', models.CharField(blank=True, choices=[('added', '席を追加した'), ('none', '席を追加しない')], max_length=10, verbose_name='対応')),
                    ('seats_added', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='追加した席数')),
                    ('decision_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由・内容')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='判断した時刻')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='終了した時刻')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TelephoneEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event_id', models.CharField(max_length=120, verbose_name='通知ID')),
                    ('kind', models.CharField(choices=[('ringing', '着信'), ('answered', '応答'), ('transferred', '引き継ぎ'), ('ended', '終了')], max_length=12, verbose_name='種類')),
                    ('occurred_at', models.DateTimeField(verbose_name='発生日時')),
                    ('received_at', models.DateTimeField(verbose_name='受信日時')),
                    ('extension', models.CharField(blank=True, max_length=40, verbose_name='内線番号')),
                ],
                options={
                    'verbose_name': '通話の通知',
                    'verbose_name_plural': '通話の通知',
                    'ordering': ['occurred_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='TelephoneSource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', apps.core.fields.GuardedCharField(error_messages={'unique': 'この名称は登録済みです。'}, max_length=80, unique=True, verbose_name='名称')),
                    ('networks', django.contrib.postgres.fields.ArrayField(base_field=apps.accounts.fields.NetworkField(max_length=43, verbose_name='接続元の範囲'), blank=True, default=list, size=None, verbose_name='接続元の範囲（空欄は制限なし）')),
                    ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='トークンのSHA-256')),
                    ('token_made_at', models.DateTimeField(verbose_name='トークンの発行日時')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='失効日時')),
                ],
                options={
                    'verbose_name': '電話システム',
                    'verbose_name_plural': '電話システム',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='TelephoneSourceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', apps.core.fields.GuardedCharField(error_messages={'unique': 'この名称は登録済みです。'}, max_length=80, verbose_name='名称')),
                    ('networks', django.contrib.postgres.fields.ArrayField(base_field=apps.accounts.fields.NetworkField(max_length=43, verbose_name='接続元の範囲'), blank=True, default=list, size=None, verbose_name='接続元の範囲（空欄は制限なし）')),
                    ('token_made_at', models.DateTimeField(verbose_name='トークンの発行日時')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='失効日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Callback',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key_id', models.CharField(editable=False, max_length=40, verbose_name='鍵')),
                    ('name', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='氏名')),
                    ('kana', apps.core.fields.EncryptedTextField(blank=True, key_from='key_id', verbose_name='カナ')),
                    ('phone', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='電話番号')),
                    ('phone_index', apps.core.fields.BlindIndexField(key_from='key_id', normalise=apps.core.spelling.normalise_phone, source='phone', verbose_name='電話番号の検索用の値')),
                    ('wish', apps.core.fields.EncryptedTextField(blank=True, key_from='key_id', verbose_name='希望の時間帯')),
                    ('note', apps.core.fields.EncryptedTextField(blank=True, key_from='key_id', verbose_name='用件の控え')),
                    ('due_at', models.DateTimeField(verbose_name='折り返しの期限')),
                    ('state', models.CharField(choices=[('waiting', '折り返し待ち'), ('done', 'つながった'), ('declined', '不要になった'), ('abandoned', '連絡がつかず終了')], db_index=True, default='waiting', max_length=10, verbose_name='状態')),
                    ('promised_at', models.DateTimeField(verbose_name='約束した日時')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                    ('close_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='終了の理由')),
                    ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='消去日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了の担当者')),
                    ('promised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='約束した人')),
                ],
                options={
                    'verbose_name': '折り返し',
                    'verbose_name_plural': '折り返し',
                    'ordering': ['due_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CallbackAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('result', models.CharField(choices=[('reached', 'つながった'), ('absent', '留守'), ('busy', '話中'), ('wrong_number', '番号違い')], max_length=12, verbose_name='結果')),
                    ('at', models.DateTimeField(verbose_name='架電日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='架電した人')),
                    ('callback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='callcenter.callback', verbose_name='折り返し')),
                ],
                options={
                    'verbose_name': '折り返しの架電',
                    'verbose_name_plural': '折り返しの架電',
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CallbackClaim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateTimeField(verbose_name='架電の開始日時')),
                    ('until', models.DateTimeField(verbose_name='確保の期限')),
                    ('callback', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='claim', to='callcenter.callback', verbose_name='折り返し')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='架電中の人')),
                ],
                options={
                    'verbose_name': '折り返しの架電中',
                    'verbose_name_plural': '折り返しの架電中',
                },
            ),
            migrations.AddField(
                model_name='callbackerasureevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='callbackerasureevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.callbackerasure'),
            ),
            migrations.AddField(
                model_name='callbackevent',
                name='closed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了の担当者'),
            ),
            migrations.AddField(
                model_name='callbackevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='callbackevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.callback'),
            ),
            migrations.AddField(
                model_name='callbackevent',
                name='promised_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='約束した人'),
            ),
            migrations.AddField(
                model_name='callevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='callevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.call'),
            ),
            migrations.AddField(
                model_name='callimport',
                name='by',
                field=models.ForeignKey(help_text='空欄はコマンドによる取り込み', null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='実行者'),
            ),
            migrations.AddField(
                model_name='callevent',
                name='call_import',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.callimport', verbose_name='最後に書いた取り込み'),
            ),
            migrations.AddField(
                model_name='call',
                name='call_import',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='callcenter.callimport', verbose_name='最後に書いた取り込み'),
            ),
            migrations.AddField(
                model_name='agentevent',
                name='call_import',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agent_events', to='callcenter.callimport', verbose_name='書いた取り込み'),
            ),
            migrations.AddField(
                model_name='callprofile',
                name='site',
                field=models.ForeignKey(blank=True, help_text='空欄のときは24時間を受付時間とみなします。', null=True, on_delete=django.db.models.deletion.PROTECT, to='contracts.site', verbose_name='受付時間を決める拠点'),
            ),
            migrations.AddField(
                model_name='callimport',
                name='profile',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='callcenter.callprofile', verbose_name='形式'),
            ),
            migrations.AddField(
                model_name='callevent',
                name='profile',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.callprofile', verbose_name='形式'),
            ),
            migrations.AddField(
                model_name='call',
                name='profile',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='callcenter.callprofile', verbose_name='形式'),
            ),
            migrations.AddField(
                model_name='agentevent',
                name='profile',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='callcenter.callprofile', verbose_name='形式'),
            ),
            migrations.AddField(
                model_name='callprofileevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='callprofileevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.callprofile'),
            ),
            migrations.AddField(
                model_name='callprofileevent',
                name='site',
                field=models.ForeignKey(blank=True, db_constraint=False, help_text='空欄のときは24時間を受付時間とみなします。', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='受付時間を決める拠点'),
            ),
            migrations.AddField(
                model_name='emergency',
                name='acknowledged_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者'),
            ),
            migrations.AddField(
                model_name='emergency',
                name='closed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了とした人'),
            ),
            migrations.AddField(
                model_name='emergency',
                name='opened_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通報者'),
            ),
            migrations.AddField(
                model_name='emergencyevent',
                name='acknowledged_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者'),
            ),
            migrations.AddField(
                model_name='emergencyevent',
                name='closed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了とした人'),
            ),
            migrations.AddField(
                model_name='emergencyevent',
                name='opened_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通報者'),
            ),
            migrations.AddField(
                model_name='emergencyevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='emergencyevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.emergency'),
            ),
            migrations.AddConstraint(
                model_name='emergencyprocedure',
                constraint=models.UniqueConstraint(fields=('order',), name='emergencyprocedure_order_is_unique', violation_error_message='この表示順はすでに使われています。'),
            ),
            migrations.AddField(
                model_name='emergencyevent',
                name='procedure',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.emergencyprocedure', verbose_name='種類'),
            ),
            migrations.AddField(
                model_name='emergency',
                name='procedure',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to='callcenter.emergencyprocedure', verbose_name='種類'),
            ),
            migrations.AddField(
                model_name='emergencyprocedureevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='emergencyprocedureevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.emergencyprocedure'),
            ),
            migrations.AddField(
                model_name='emergencystep',
                name='procedure',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='callcenter.emergencyprocedure', verbose_name='手順'),
            ),
            migrations.AddField(
                model_name='emergencystepevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='emergencystepevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.emergencystep'),
            ),
            migrations.AddField(
                model_name='emergencystepevent',
                name='procedure',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.emergencyprocedure', verbose_name='手順'),
            ),
            migrations.AddField(
                model_name='emergencytick',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='実施者'),
            ),
            migrations.AddField(
                model_name='emergencytick',
                name='emergency',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ticks', to='callcenter.emergency', verbose_name='緊急事案'),
            ),
            migrations.AddField(
                model_name='emergencytick',
                name='step',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='callcenter.emergencystep', verbose_name='すること'),
            ),
            migrations.AddField(
                model_name='escalation',
                name='told_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申出者に連絡した人'),
            ),
            migrations.AddField(
                model_name='escalationevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='escalationevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.escalation'),
            ),
            migrations.AddField(
                model_name='escalationevent',
                name='told_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申出者に連絡した人'),
            ),
            migrations.AddField(
                model_name='escalationstep',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録者'),
            ),
            migrations.AddField(
                model_name='escalationstep',
                name='escalation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='callcenter.escalation', verbose_name='エスカレーション'),
            ),
            migrations.AddField(
                model_name='faqdisclosure',
                name='agreement',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.agreement', verbose_name='協議'),
            ),
            migrations.AddField(
                model_name='faqdisclosure',
                name='recorded_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='faqentry',
                name='retired_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='廃止した人'),
            ),
            migrations.AddField(
                model_name='faqentry',
                name='source_checked_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='出典を確認した人'),
            ),
            migrations.AddField(
                model_name='faqentryevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='faqentryevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.faqentry'),
            ),
            migrations.AddField(
                model_name='faqentryevent',
                name='retired_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='廃止した人'),
            ),
            migrations.AddField(
                model_name='faqentryevent',
                name='source_checked_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='出典を確認した人'),
            ),
            migrations.AddField(
                model_name='faqproposal',
                name='decided_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='決定者'),
            ),
            migrations.AddField(
                model_name='faqproposal',
                name='entry',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='callcenter.faqentry', verbose_name='直したい項目'),
            ),
            migrations.AddField(
                model_name='faqproposal',
                name='proposed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提案者'),
            ),
            migrations.AddField(
                model_name='faqproposalevent',
                name='decided_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='決定者'),
            ),
            migrations.AddField(
                model_name='faqproposalevent',
                name='entry',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.faqentry', verbose_name='直したい項目'),
            ),
            migrations.AddField(
                model_name='faqproposalevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='faqproposalevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.faqproposal'),
            ),
            migrations.AddField(
                model_name='faqproposalevent',
                name='proposed_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提案者'),
            ),
            migrations.AddField(
                model_name='faqsearchmiss',
                name='searched_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='検索した人'),
            ),
            migrations.AddField(
                model_name='faquseevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='faquseevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.faquse'),
            ),
            migrations.AddField(
                model_name='faqversion',
                name='approved_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='承認者'),
            ),
            migrations.AddField(
                model_name='faqversion',
                name='author',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成者'),
            ),
            migrations.AddField(
                model_name='faqversion',
                name='entry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='callcenter.faqentry', verbose_name='項目'),
            ),
            migrations.AddField(
                model_name='faqversion',
                name='source_document',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='faq_versions', to='contracts.document', verbose_name='出典の文書'),
            ),
            migrations.AddField(
                model_name='faqversion',
                name='submitted_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者'),
            ),
            migrations.AddField(
                model_name='faquseevent',
                name='faq_version',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.faqversion', verbose_name='使ったFAQ'),
            ),
            migrations.AddField(
                model_name='faquse',
                name='faq_version',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='callcenter.faqversion', verbose_name='使ったFAQ'),
            ),
            migrations.AddField(
                model_name='faqproposalevent',
                name='version',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.faqversion', verbose_name='採用した版'),
            ),
            migrations.AddField(
                model_name='faqproposal',
                name='version',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='callcenter.faqversion', verbose_name='採用した版'),
            ),
            migrations.AddField(
                model_name='faqversionevent',
                name='approved_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='承認者'),
            ),
            migrations.AddField(
                model_name='faqversionevent',
                name='author',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成者'),
            ),
            migrations.AddField(
                model_name='faqversionevent',
                name='entry',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.faqentry', verbose_name='項目'),
            ),
            migrations.AddField(
                model_name='faqversionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='faqversionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.faqversion'),
            ),
            migrations.AddField(
                model_name='faqversionevent',
                name='source_document',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.document', verbose_name='出典の文書'),
            ),
            migrations.AddField(
                model_name='faqversionevent',
                name='submitted_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者'),
            ),
            migrations.AddField(
                model_name='importchunk',
                name='call_import',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='callcenter.callimport', verbose_name='取り込み'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='call',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiry', to='callcenter.call', verbose_name='通話'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='faq_versions',
                field=models.ManyToManyField(related_name='inquiries', through='callcenter.FaqUse', to='callcenter.faqversion', verbose_name='参照したFAQ'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='handed_to',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引継ぎ先（運営責任者）'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='operator',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='reservation',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='faquseevent',
                name='inquiry',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='faquse',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faq_uses', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='faqproposalevent',
                name='inquiry',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='faqproposal',
                name='inquiry',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='faq_proposals', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='escalationevent',
                name='inquiry',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='escalation',
                name='inquiry',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='escalation', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='emergencyevent',
                name='inquiry',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='emergency',
                name='inquiry',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='callbackevent',
                name='inquiry',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='callback',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='callbacks', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='inquirycategory',
                name='parent',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='callcenter.inquirycategory', verbose_name='上位の分類'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='category',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='callcenter.inquirycategory', verbose_name='分類'),
            ),
            migrations.AddField(
                model_name='faqentryevent',
                name='category',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquirycategory', verbose_name='分類'),
            ),
            migrations.AddField(
                model_name='faqentry',
                name='category',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faq_entries', to='callcenter.inquirycategory', verbose_name='分類'),
            ),
            migrations.AddField(
                model_name='inquirycategoryevent',
                name='parent',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquirycategory', verbose_name='上位の分類'),
            ),
            migrations.AddField(
                model_name='inquirycategoryevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='inquirycategoryevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.inquirycategory'),
            ),
            migrations.AddField(
                model_name='inquiryevent',
                name='call',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.call', verbose_name='通話'),
            ),
            migrations.AddField(
                model_name='inquiryevent',
                name='category',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquirycategory', verbose_name='分類'),
            ),
            migrations.AddField(
                model_name='inquiryevent',
                name='handed_to',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引継ぎ先（運営責任者）'),
            ),
            migrations.AddField(
                model_name='inquiryevent',
                name='operator',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
            ),
            migrations.AddField(
                model_name='inquiryevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='inquiryevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.inquiry'),
            ),
            migrations.AddField(
                model_name='inquiryevent',
                name='reservation',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.reservation', verbose_name='受取予約'),
            ),
            migrations.AddField(
                model_name='inquirynote',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='記入者'),
            ),
            migrations.AddField(
                model_name='inquirynote',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='inquirywatch',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='inquirywatch',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='利用者'),
            ),
            migrations.AddField(
                model_name='livecall',
                name='operator',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='live_calls', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
            ),
            migrations.AddField(
                model_name='inquiryevent',
                name='live_call',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.livecall', verbose_name='着信の通知'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='live_call',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiry', to='callcenter.livecall', verbose_name='着信の通知'),
            ),
            migrations.AddField(
                model_name='livelook',
                name='user',
                field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='利用者'),
            ),
            migrations.AddField(
                model_name='liveseen',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='liveseen',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='利用者'),
            ),
            migrations.AddField(
                model_name='misguidance',
                name='closed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='完了とした人'),
            ),
            migrations.AddField(
                model_name='misguidance',
                name='inquiry',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='misguidances', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='misguidance',
                name='recorded_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録者'),
            ),
            migrations.AddField(
                model_name='misguidance',
                name='reported_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='市へ報告した人'),
            ),
            migrations.AddField(
                model_name='misguidanceevent',
                name='closed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='完了とした人'),
            ),
            migrations.AddField(
                model_name='misguidanceevent',
                name='inquiry',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='misguidanceevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='misguidanceevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.misguidance'),
            ),
            migrations.AddField(
                model_name='misguidanceevent',
                name='recorded_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録者'),
            ),
            migrations.AddField(
                model_name='misguidanceevent',
                name='reported_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='市へ報告した人'),
            ),
            migrations.AddField(
                model_name='operatorcode',
                name='profile',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='operator_codes', to='callcenter.callprofile', verbose_name='通話記録の形式'),
            ),
            migrations.AddField(
                model_name='operatorcode',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='operator_codes', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
            ),
            migrations.AddField(
                model_name='operatorcodeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='operatorcodeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.operatorcode'),
            ),
            migrations.AddField(
                model_name='operatorcodeevent',
                name='profile',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.callprofile', verbose_name='通話記録の形式'),
            ),
            migrations.AddField(
                model_name='operatorcodeevent',
                name='user',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
            ),
            migrations.AddField(
                model_name='quartercount',
                name='profile',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='callcenter.callprofile', verbose_name='形式'),
            ),
            migrations.AddField(
                model_name='reconciliationnote',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記入者'),
            ),
            migrations.AddField(
                model_name='reconciliationnote',
                name='call',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reconciliation_notes', to='callcenter.call', verbose_name='通話'),
            ),
            migrations.AddField(
                model_name='reconciliationnote',
                name='inquiry',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reconciliation_notes', to='callcenter.inquiry', verbose_name='問い合わせ'),
            ),
            migrations.AddField(
                model_name='rejectedrow',
                name='call_import',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejected_rows', to='callcenter.callimport', verbose_name='取り込み'),
            ),
            migrations.AddField(
                model_name='rejectedrow',
                name='settled_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
            ),
            migrations.AddField(
                model_name='rejectedrowevent',
                name='call_import',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.callimport', verbose_name='取り込み'),
            ),
            migrations.AddField(
                model_name='rejectedrowevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='rejectedrowevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.rejectedrow'),
            ),
            migrations.AddField(
                model_name='rejectedrowevent',
                name='settled_by',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
            ),
            migrations.AddField(
                model_name='section',
                name='checked_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='sectionevent',
                name='checked_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='sectionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='sectionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.section'),
            ),
            migrations.AddField(
                model_name='surgeevent',
                name='decided_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='判断した人'),
            ),
            migrations.AddField(
                model_name='surgeeventevent',
                name='decided_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='判断した人'),
            ),
            migrations.AddField(
                model_name='surgeeventevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='surgeeventevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.surgeevent'),
            ),
            migrations.AddField(
                model_name='telephoneevent',
                name='live_call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='callcenter.livecall', verbose_name='通話'),
            ),
            migrations.AddField(
                model_name='telephoneevent',
                name='operator',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応者'),
            ),
            migrations.AddField(
                model_name='telephonesource',
                name='profile',
                field=models.ForeignKey(help_text='この電話システムの通話記録を取り込むときの形式。通話IDと内線番号はこの形式のものと照合します。', on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='callcenter.callprofile', verbose_name='通話記録の形式'),
            ),
            migrations.AddField(
                model_name='telephonesource',
                name='revoked_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='失効させた人'),
            ),
            migrations.AddField(
                model_name='telephonesource',
                name='token_made_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='トークンの発行者'),
            ),
            migrations.AddField(
                model_name='telephoneevent',
                name='source',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_events', to='callcenter.telephonesource', verbose_name='電話システム'),
            ),
            migrations.AddField(
                model_name='livecall',
                name='source',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='live_calls', to='callcenter.telephonesource', verbose_name='電話システム'),
            ),
            migrations.AddField(
                model_name='telephonesourceevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='telephonesourceevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.telephonesource'),
            ),
            migrations.AddField(
                model_name='telephonesourceevent',
                name='profile',
                field=models.ForeignKey(db_constraint=False, help_text='この電話システムの通話記録を取り込むときの形式。通話IDと内線番号はこの形式のものと照合します。', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.callprofile', verbose_name='通話記録の形式'),
            ),
            migrations.AddField(
                model_name='telephonesourceevent',
                name='revoked_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='失効させた人'),
            ),
            migrations.AddField(
                model_name='telephonesourceevent',
                name='token_made_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='トークンの発行者'),
            ),
            migrations.AddConstraint(
                model_name='callbackattempt',
                constraint=models.UniqueConstraint(condition=models.Q(('result', 'reached')), fields=('callback',), name='callbackattempt_reached_once', violation_error_message='この折り返しは、すでにつながっています。'),
            ),
            migrations.AddConstraint(
                model_name='callbackclaim',
                constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='callbackclaim_lasts_a_while', violation_error_message='確保の期限は開始より後にしてください。'),
            ),
            migrations.AddIndex(
                model_name='callimport',
                index=models.Index(fields=['-started_at', '-id'], name='callimport_newest_first'),
            ),
            migrations.AddConstraint(
                model_name='callimport',
                constraint=models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('new'), '+', models.F('changed')), '+', models.F('unchanged')), '+', models.F('skipped')), '+', models.F('rejected')))), name='callimport_counts_add_up', violation_error_message='読込件数が内訳の合計と一致しません。'),
            ),
            migrations.AddConstraint(
                model_name='callimport',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'taken'), ('read', 0), _connector='OR'), name='callimport_counts_only_what_was_taken', violation_error_message='取り込んでいないファイルの件数は0件でなければなりません。'),
            ),
            migrations.AddConstraint(
                model_name='callimport',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), ('taken_at__gte', models.F('started_at')), ('taken_at__isnull', False)), models.Q(models.Q(('state', 'taken'), _negated=True), ('taken_at__isnull', True)), _connector='OR'), name='callimport_taken_at_a_moment_after_its_start', violation_error_message='取り込んだファイルにだけ、開始日時以後の取込日時が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='callimport',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'refused'), _negated=True), ('reason', '')), _connector='OR'), name='callimport_refused_file_has_a_reason', violation_error_message='受け付けないファイルには、その理由が必要です。'),
            ),
            migrations.AddIndex(
                model_name='call',
                index=models.Index(fields=['arrived_at'], name='call_arrived_at'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.UniqueConstraint(fields=('profile', 'external_id'), name='call_one_row_per_id_of_the_telephone_system', violation_error_message='この通話IDはすでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('arrived_at')), _connector='OR'), name='call_ends_after_it_arrived', violation_error_message='終了日時が着信日時より前です。'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('answered_at__gte', models.F('arrived_at')), _connector='OR'), name='call_is_answered_after_it_arrived', violation_error_message='応答日時が着信日時より前です。'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('ended_at__isnull', True), ('ended_at__gte', models.F('answered_at')), _connector='OR'), name='call_ends_after_it_was_answered', violation_error_message='終了日時が応答日時より前です。'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('outcome', 'answered'), _connector='OR'), name='call_has_an_answer_time_only_when_answered', violation_error_message='応答していない通話に応答日時があります。'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'open'), _negated=True), ('ended_at__isnull', True), _connector='OR'), name='call_that_ended_has_an_outcome', violation_error_message='終了した通話には結果が必要です。'),
            ),
            migrations.AddIndex(
                model_name='agentevent',
                index=models.Index(fields=['profile', 'at'], name='agentevent_by_time'),
            ),
            migrations.AddConstraint(
                model_name='agentevent',
                constraint=models.UniqueConstraint(fields=('profile', 'operator_code', 'at', 'kind', 'queue'), name='agentevent_written_once', violation_error_message='この出来事はすでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='emergencystep',
                constraint=models.UniqueConstraint(fields=('procedure', 'order'), name='emergencystep_order_is_unique', violation_error_message='この順番はすでに使われています。'),
            ),
            migrations.AddConstraint(
                model_name='emergencytick',
                constraint=models.UniqueConstraint(fields=('emergency', 'step'), name='emergencytick_once_per_step', violation_error_message='この手順はすでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='escalationstep',
                constraint=models.UniqueConstraint(fields=('escalation', 'number'), name='escalationstep_one_at_a_time', violation_error_message='ほかの画面で先に記録されています。画面を読み込み直してください。'),
            ),
            migrations.AddConstraint(
                model_name='escalationstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('answered', 'returned')), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='escalationstep_answer_has_words', violation_error_message='回答または差戻しの理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqdisclosure',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('recipient', ''), _negated=True), models.Q(('purpose', ''), _negated=True), models.Q(('scope', ''), _negated=True), models.Q(('consented_by', ''), _negated=True)), name='faqdisclosure_is_complete', violation_error_message='提供先・理由・範囲・認めた市の担当を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqdisclosure',
                constraint=models.CheckConstraint(condition=models.Q(('given_on__gte', models.F('consented_on'))), name='faqdisclosure_follows_the_consent', violation_error_message='提供日は、市が認めた日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddIndex(
                model_name='faqsearchmiss',
                index=models.Index(fields=['searched_at'], name='faqsearchmiss_at'),
            ),
            migrations.AddIndex(
                model_name='faqsearchmiss',
                index=models.Index(fields=['searched_by', '-searched_at'], name='faqsearchmiss_latest'),
            ),
            migrations.AddConstraint(
                model_name='faqsearchmiss',
                constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='faqsearchmiss_has_words', violation_error_message='検索した語がありません。'),
            ),
            migrations.AddIndex(
                model_name='faqversion',
                index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['search_grams'], name='faqversion_search_grams'),
            ),
            migrations.AddIndex(
                model_name='faqversion',
                index=models.Index(fields=['approved_on'], name='faqversion_approved_on'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.UniqueConstraint(fields=('entry', 'number'), name='faqversion_number_is_unique', violation_error_message='この版はすでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved'), _negated=True), fields=('entry',), name='faqversion_one_is_open_per_entry', violation_error_message='この項目には、下書きか承認待ちの版がすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'approved')), expressions=[(models.Func(models.F('entry'), models.F('entry'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func('in_force_from', 'in_force_until', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='faqversion_one_in_force_per_day', violation_error_message='同じ日に使う版が、すでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('number__gt', 1), models.Q(('change_note', ''), _negated=True)), _connector='OR'), name='faqversion_change_is_described', violation_error_message='第2版からは、変更点を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('question', ''), _negated=True), models.Q(('answer', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='faqversion_is_complete', violation_error_message='質問・回答・出典を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.CheckConstraint(condition=models.Q(('source_on__isnull', True), ('source_on__lte', models.F('written_on')), _connector='OR'), name='faqversion_source_is_not_of_the_future', violation_error_message='出典の日付は、作成日と同じ日かそれより前の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), ('submitted_by__isnull', True), ('submitted_on__isnull', True)), models.Q(('state__in', ['waiting', 'approved']), ('submitted_by__isnull', False), ('submitted_on__gte', models.F('written_on'))), _connector='OR'), name='faqversion_submission_has_day_and_person', violation_error_message='提出日と提出者を、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', False), ('approved_on__gte', models.F('submitted_on')), ('in_force_from__gte', models.F('approved_on')), ('state', 'approved')), models.Q(('approved_by__isnull', True), ('approved_on__isnull', True), ('in_force_from__isnull', True), models.Q(('state', 'approved'), _negated=True)), _connector='OR'), name='faqversion_approval_has_day_and_person', violation_error_message='承認日・承認者・適用開始日（承認日以後）を、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('author__isnull', True), models.Q(('approved_by', models.F('author')), _negated=True), _connector='OR'), models.Q(('approved_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='faqversion_is_not_approved_by_its_author', violation_error_message='作成した人と提出した人は、承認できません。'),
            ),
            migrations.AddConstraint(
                model_name='faqversion',
                constraint=models.CheckConstraint(condition=models.Q(('in_force_until__isnull', True), ('in_force_until__gte', models.F('in_force_from')), _connector='OR'), name='faqversion_ends_after_it_begins', violation_error_message='適用終了日は、適用開始日より前にはできません。'),
            ),
            migrations.AddConstraint(
                model_name='importchunk',
                constraint=models.UniqueConstraint(fields=('call_import', 'number'), name='importchunk_one_piece_per_place', violation_error_message='ファイルのこの部分はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='faquse',
                constraint=models.UniqueConstraint(fields=('inquiry', 'faq_version'), name='faquse_once_per_inquiry_and_version', violation_error_message='このFAQはすでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='faqproposal',
                constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='faqproposal_is_not_empty', violation_error_message='提案を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqproposal',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('reason', ''), ('state', 'proposed'), ('version__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state', 'adopted'), ('version__isnull', False)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state', 'declined'), ('version__isnull', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='faqproposal_decision_is_whole', violation_error_message='採用は版を、見送りは理由を、決定者と日時にそろえて記録してください。'),
            ),
            migrations.AddIndex(
                model_name='escalation',
                index=models.Index(fields=['-sent_at', '-id'], name='escalation_newest_first'),
            ),
            migrations.AddIndex(
                model_name='escalation',
                index=models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['sent_at', 'id'], name='escalation_open'),
            ),
            migrations.AddConstraint(
                model_name='escalation',
                constraint=models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='escalation_has_a_question', violation_error_message='市に判断を求めることを入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='escalation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('form_number', ''), ('form_sent_at__isnull', True)), models.Q(('form_sent_at__isnull', False), models.Q(('form_number', ''), _negated=True)), _connector='OR'), name='escalation_form_is_whole', violation_error_message='電子フォームの送付日時と受付番号は、両方を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='escalation',
                constraint=models.UniqueConstraint(condition=models.Q(('form_number', ''), _negated=True), fields=('form_number',), name='escalation_form_number_is_unique', violation_error_message='この電子フォームの受付番号は、ほかのエスカレーションで使われています。'),
            ),
            migrations.AddConstraint(
                model_name='escalation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('told', ''), ('told_at__isnull', True), ('told_by__isnull', True)), models.Q(models.Q(('told', ''), _negated=True), ('is_reply_due', True), ('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='escalation_told_is_whole', violation_error_message='申出者への連絡は、結果・日時・担当者をそろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='escalation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('is_reply_due', False), models.Q(('told', ''), _negated=True), _connector='OR'), name='escalation_closed_after_telling', violation_error_message='申出者に伝えたかどうかを記録してから、完了にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='escalation',
                constraint=models.CheckConstraint(condition=models.Q(('told', ''), ('state__in', ['closed']), _connector='OR'), name='escalation_told_at_the_end', violation_error_message='申出者への連絡は、完了するときに記録してください。'),
            ),
            migrations.AddIndex(
                model_name='emergency',
                index=models.Index(condition=models.Q(('acknowledged_at__isnull', True)), fields=['recorded_at'], name='emergency_alarm'),
            ),
            migrations.AddConstraint(
                model_name='emergency',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at__isnull', True), ('acknowledged_by__isnull', True)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='emergency_acknowledged_at_with_by', violation_error_message='確認の日時と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='emergency',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='emergency_closed_at_with_by', violation_error_message='終了の日時と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='emergency',
                constraint=models.CheckConstraint(condition=models.Q(('opened_at__lte', models.F('recorded_at')), models.Q(('acknowledged_at__isnull', True), ('acknowledged_at__gte', models.F('recorded_at')), _connector='OR'), models.Q(('closed_at__isnull', True), models.Q(('acknowledged_at__isnull', False), ('closed_at__gte', models.F('acknowledged_at'))), _connector='OR')), name='emergency_times_in_order', violation_error_message='発生、通報、確認、終了の順に記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='emergency',
                constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(models.Q(('words', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='emergency_closed_with_outcome', violation_error_message='終了するときは、相手の言葉・状況と結果を記録してください。'),
            ),
            migrations.AddIndex(
                model_name='callback',
                index=models.Index(condition=models.Q(('erased_at__isnull', True)), fields=['closed_at'], name='callback_to_be_erased'),
            ),
            migrations.AddConstraint(
                model_name='callback',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('inquiry',), name='callback_one_waiting_per_inquiry', violation_error_message='この問い合わせの折り返しは、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='callback',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='callback_end_is_whole', violation_error_message='終わった折り返しには終了の日時を記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='callback',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('close_reason', ''), _negated=True), _connector='OR'), name='callback_declined_with_reason', violation_error_message='折り返しが不要になった理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='callback',
                constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(models.Q(('state', 'waiting'), _negated=True), ('erased_at__gte', models.F('closed_at'))), _connector='OR'), name='callback_erased_after_its_end', violation_error_message='終わっていない折り返しの個人情報は消去できません。'),
            ),
            migrations.AddConstraint(
                model_name='callback',
                constraint=models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('promised_at'))), name='callback_due_after_the_promise', violation_error_message='折り返しの期限は、約束した日時より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='inquirycategory',
                constraint=models.UniqueConstraint(fields=('order',), name='inquirycategory_order_is_unique', violation_error_message='この表示順はすでに使われています。'),
            ),
            migrations.AddConstraint(
                model_name='inquirycategory',
                constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='inquirycategory_is_not_its_own_parent', violation_error_message='自分自身を上位の分類にはできません。'),
            ),
            migrations.AddConstraint(
                model_name='faqentry',
                constraint=models.UniqueConstraint(fields=('code',), name='faqentry_code_is_unique', violation_error_message='この記号の項目はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='faqentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_active', True), ('retired_by__isnull', True), ('retired_on__isnull', True), ('retired_reason', '')), models.Q(('is_active', False), ('retired_by__isnull', False), ('retired_on__isnull', False), models.Q(('retired_reason', ''), _negated=True)), _connector='OR'), name='faqentry_retirement_is_whole', violation_error_message='廃止は、日・人・理由をそろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_checked_by__isnull', True), ('source_checked_on__isnull', True)), models.Q(('source_checked_by__isnull', False), ('source_checked_on__isnull', False)), _connector='OR'), name='faqentry_check_has_day_and_person', violation_error_message='出典を確認した日と人を、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='faqentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_change', ''), ('source_changed_on__isnull', True)), models.Q(('source_changed_on__isnull', False), models.Q(('source_change', ''), _negated=True)), _connector='OR'), name='faqentry_source_change_is_described', violation_error_message='出典の変更点を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='inquirynote',
                constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='inquirynote_is_not_empty', violation_error_message='追記を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='inquirywatch',
                constraint=models.UniqueConstraint(fields=('inquiry', 'user'), name='inquirywatch_once_per_inquiry_and_user', violation_error_message='この問い合わせはすでに開いています。'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(fields=['-saved_at', '-id'], name='inquiry_newest_first'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(fields=['category', '-saved_at', '-id'], name='inquiry_by_category'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(fields=['result', '-saved_at', '-id'], name='inquiry_by_result'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(fields=['operator', '-saved_at', '-id'], name='inquiry_by_operator'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(condition=models.Q(('is_complaint', True)), fields=['-saved_at', '-id'], name='inquiry_complaints'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(fields=['received_at'], name='inquiry_received_at'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(fields=['category', 'result', '-saved_at', '-id'], name='inquiry_by_category_and_result'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('revised_at', 'saved_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='inquiry_last_changed_first'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=django.contrib.postgres.indexes.GinIndex(models.Func(apps.core.bigrams.Bigrams('search_text'), models.Func(django.db.models.functions.comparison.Cast('result', models.TextField()), django.db.models.functions.text.Concat(models.Value('#'), django.db.models.functions.comparison.Cast('category', models.TextField())), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='文字の組'), template='ARRAY[%(expressions)s]'), function='array_cat', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='文字の組')), fastupdate=False, name='inquiry_words'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='inquiry_has_a_summary', violation_error_message='内容を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('result', 'referred'), models.Q(('target_section', ''), _negated=True)), models.Q(models.Q(('result', 'referred'), _negated=True), ('target_section', '')), _connector='OR'), name='inquiry_referred_names_the_section', violation_error_message='結果が「案内」のときは案内先を入力してください。ほかの結果では空欄にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('result', 'transferred'), models.Q(('transfer_reason', ''), _negated=True)), models.Q(models.Q(('result', 'transferred'), _negated=True), ('transfer_reason', '')), _connector='OR'), name='inquiry_transferred_gives_the_reason', violation_error_message='結果が「転送」のときは理由を入力してください。ほかの結果では空欄にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('received_at__lte', models.F('saved_at'))), name='inquiry_is_received_before_it_is_saved', violation_error_message='受付日時が記録した日時より後です。'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at__isnull', True), ('handed_to__isnull', True)), models.Q(('handed_at__isnull', False), ('handed_to__isnull', False)), _connector='OR'), name='inquiry_handed_names_the_leader_and_the_moment', violation_error_message='運営責任者への引継ぎには、引継ぎ先と日時の両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('handed_to__isnull', True), models.Q(('handed_to', models.F('operator')), _negated=True), _connector='OR'), name='inquiry_is_not_handed_to_its_own_operator', violation_error_message='自分自身に引き継ぐことはできません。'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('handed_at__isnull', True), ('handed_at__gte', models.F('received_at')), _connector='OR'), name='inquiry_is_handed_after_it_is_received', violation_error_message='引継ぎ日時が受付日時より前です。'),
            ),
            migrations.AddConstraint(
                model_name='liveseen',
                constraint=models.UniqueConstraint(fields=('user', 'inquiry'), name='liveseen_is_one_per_user_and_inquiry', violation_error_message='この記録の閲覧はすでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='misguidance',
                constraint=models.CheckConstraint(condition=models.Q(('said', ''), _negated=True), name='misguidance_says_what_was_said', violation_error_message='案内・対応の内容を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='misguidance',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reported_at__isnull', True), ('reported_by__isnull', True)), models.Q(('reported_at__isnull', False), ('reported_by__isnull', False)), _connector='OR'), name='misguidance_reported_at_with_by', violation_error_message='報告の日時と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='misguidance',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='misguidance_closed_at_with_by', violation_error_message='完了の日時と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='misguidance',
                constraint=models.CheckConstraint(condition=models.Q(('found_at__lte', models.F('recorded_at')), models.Q(('reported_at__isnull', True), ('reported_at__gte', models.F('found_at')), _connector='OR'), models.Q(('closed_at__isnull', True), models.Q(('closed_at__gte', models.F('reported_at')), ('reported_at__isnull', False)), _connector='OR')), name='misguidance_times_in_order', violation_error_message='判明、市への報告、完了の順に記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='misguidance',
                constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(models.Q(('measure', ''), _negated=True), models.Q(('prevention', ''), _negated=True)), _connector='OR'), name='misguidance_closed_with_measures', violation_error_message='完了するときは、対応と再発防止策も記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='operatorcode',
                constraint=models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='operatorcode_is_not_empty', violation_error_message='内線番号・担当者記号を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='operatorcode',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='operatorcode_ends_after_it_starts', violation_error_message='終了日が開始日より前です。'),
            ),
            migrations.AddConstraint(
                model_name='operatorcode',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('profile'), models.F('profile'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.Func('code', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func('code', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('starts_on', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('ends_on', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'ends_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='operatorcode_has_one_person_at_a_time', violation_error_message='この記号は、同じ期間にすでにほかの行に登録されています。'),
            ),
            migrations.AddIndex(
                model_name='quartercount',
                index=models.Index(fields=['starts_at', 'profile'], name='quartercount_by_time'),
            ),
            migrations.AddConstraint(
                model_name='quartercount',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at', models.Func(models.Value(datetime.timedelta(seconds=900)), 'starts_at', models.Value(datetime.datetime(1999, 12, 31, 15, 0, tzinfo=datetime.timezone.utc)), function='date_bin', output_field=models.DateTimeField()))), name='quartercount_begins_on_the_quarter', violation_error_message='15分ごとの区切りの時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='reconciliationnote',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('call__isnull', True), ('inquiry__isnull', False)), models.Q(('call__isnull', False), ('inquiry__isnull', True)), _connector='OR'), name='reconciliationnote_is_about_one_record', violation_error_message='通話か問い合わせのどちらか一方についての説明にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='reconciliationnote',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', 'other'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='reconciliationnote_other_reason_is_explained', violation_error_message='理由が「その他」のときは説明を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='rejectedrow',
                constraint=models.UniqueConstraint(fields=('call_import', 'line'), name='rejectedrow_one_reason_per_line', violation_error_message='この行はすでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='rejectedrow',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='rejectedrow_settled_by_somebody_at_some_time', violation_error_message='対応した行には、対応者と対応日時が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='rejectedrow',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'dismissed'), models.Q(('note', ''), _negated=True)), models.Q(models.Q(('state', 'dismissed'), _negated=True), ('note', '')), _connector='OR'), name='rejectedrow_dismissed_with_a_reason', violation_error_message='対象外とするには理由が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='section',
                constraint=models.UniqueConstraint(fields=('code',), name='section_code_is_unique', violation_error_message='この記号の案内先はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='section',
                constraint=models.UniqueConstraint(condition=models.Q(('is_active', True)), fields=('name',), name='section_name_is_unique', violation_error_message='この名称の案内先はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='section',
                constraint=models.UniqueConstraint(condition=models.Q(('is_active', True), ('is_national_line', True)), fields=('is_national_line',), name='section_one_national_line', violation_error_message='国の総合フリーダイヤルは、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='section',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_by__isnull', True), ('checked_on__isnull', True)), models.Q(('checked_by__isnull', False), ('checked_on__isnull', False)), _connector='OR'), name='section_check_has_day_and_person', violation_error_message='確認日と確認した人を、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='surgeevent',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gt', models.F('found_at')), _connector='OR'), name='surgeevent_ends_after_it_was_found', violation_error_message='終了した時刻は、把握した時刻より後にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='surgeevent',
                constraint=models.CheckConstraint(condition=models.Q(('seats_to_add__gte', 1)), name='surgeevent_suggests_a_seat', violation_error_message='追加の目安は、1席以上にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='surgeevent',
                constraint=models.CheckConstraint(condition=models.Q(('latest_lost__lte', models.F('latest_calls')), ('lost__lte', models.F('calls'))), name='surgeevent_loses_no_more_than_came', violation_error_message='取りこぼしが着信より多くなっています。'),
            ),
            migrations.AddConstraint(
                model_name='surgeevent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', ''), ('decision_reason', ''), ('seats_added__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision', 'added'), ('seats_added__gte', 1), ('seats_added__isnull', False)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision', 'none'), ('seats_added__isnull', True), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='surgeevent_decision_is_whole', violation_error_message='席を追加したときは席数を、追加しないときは理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='surgeevent',
                constraint=models.CheckConstraint(condition=models.Q(('decided_at__isnull', True), ('decided_at__gte', models.F('found_at')), _connector='OR'), name='surgeevent_is_decided_after_it_was_found', violation_error_message='判断した時刻は、把握した時刻以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='surgeevent',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('found_at'), models.F('ended_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='surgeevent_one_at_a_time', violation_error_message='終了していない着信の急増が、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='telephonesource',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='telephonesource_revocation_names_who_and_when', violation_error_message='失効には日時と失効させた人の両方が必要です。'),
            ),
            migrations.AddIndex(
                model_name='telephoneevent',
                index=models.Index(fields=['source', '-received_at'], name='telephoneevent_by_source'),
            ),
            migrations.AddIndex(
                model_name='telephoneevent',
                index=models.Index(condition=models.Q(('kind', 'ringing')), fields=['operator', 'live_call'], name='telephoneevent_ringing_at'),
            ),
            migrations.AddConstraint(
                model_name='telephoneevent',
                constraint=models.UniqueConstraint(fields=('source', 'event_id'), name='telephoneevent_is_taken_once', violation_error_message='この通知はすでに受け付けています。'),
            ),
            migrations.AddConstraint(
                model_name='telephoneevent',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['ringing', 'answered', 'transferred', 'ended'])), name='telephoneevent_kind_is_known', violation_error_message='通知の種類が正しくありません。'),
            ),
            migrations.AddIndex(
                model_name='livecall',
                index=models.Index(fields=['operator', '-rung_at'], name='livecall_by_operator'),
            ),
            migrations.AddIndex(
                model_name='livecall',
                index=models.Index(fields=['rung_at'], name='livecall_rung_at'),
            ),
            migrations.AddConstraint(
                model_name='livecall',
                constraint=models.UniqueConstraint(fields=('source', 'external_id'), name='livecall_one_row_per_id_of_the_telephone_system', violation_error_message='この通話IDはすでに通知されています。'),
            ),
            migrations.AddConstraint(
                model_name='livecall',
                constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('answered_at__gte', models.F('rung_at')), _connector='OR'), name='livecall_is_answered_after_it_rang', violation_error_message='応答日時が着信日時より前です。'),
            ),
            migrations.AddConstraint(
                model_name='livecall',
                constraint=models.CheckConstraint(condition=models.Q(('passed_at__isnull', True), models.Q(('answered_at__isnull', False), ('passed_at__gte', models.F('answered_at'))), _connector='OR'), name='livecall_is_passed_on_after_it_was_answered', violation_error_message='応答より前に引き継がれています。'),
            ),
            migrations.AddConstraint(
                model_name='livecall',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('ended_at__gte', models.F('rung_at')), models.Q(('answered_at__isnull', True), ('ended_at__gte', models.F('answered_at')), _connector='OR'), models.Q(('passed_at__isnull', True), ('ended_at__gte', models.F('passed_at')), _connector='OR')), _connector='OR'), name='livecall_ends_last', violation_error_message='終了日時がほかの日時より前です。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='callbackerasure',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackerasureevent" ("abandoned_count", "abandoned_days", "at", "done_count", "done_days", "id", "lapsed_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."abandoned_count", new_values."abandoned_days", new_values."at", new_values."done_count", new_values."done_days", new_values."id", new_values."lapsed_count", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='922f5a77e06cdce0cf9dcae67056e185b08c5425', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_26084', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_callbackerasure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callbackerasure',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackerasureevent" ("abandoned_count", "abandoned_days", "at", "done_count", "done_days", "id", "lapsed_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."abandoned_count", new_values."abandoned_days", new_values."at", new_values."done_count", new_values."done_days", new_values."id", new_values."lapsed_count", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4f28df8c043f8206754cd68709064123f5997de0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a5b62', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_callbackerasure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callbackerasure',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackerasureevent" ("abandoned_count", "abandoned_days", "at", "done_count", "done_days", "id", "lapsed_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."abandoned_count", old_values."abandoned_days", old_values."at", old_values."done_count", old_values."done_days", old_values."id", old_values."lapsed_count", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='02bca9820b9aeefd873fc7493b49ebbefe59a0b1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_fb7c4', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_callbackerasure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencyprocedure',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyprocedureevent" ("code", "id", "is_active", "lead", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."is_active", new_values."lead", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b3a9d76312b92c8c7de88b07c3e5b8715faab793', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_56fed', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_emergencyprocedure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencyprocedure',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyprocedureevent" ("code", "id", "is_active", "lead", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."is_active", new_values."lead", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ca03cb95d4ae8ba6c285f6289768b78ab061261b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_31b5c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_emergencyprocedure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencyprocedure',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyprocedureevent" ("code", "id", "is_active", "lead", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."id", old_values."is_active", old_values."lead", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b420c838d49b9b88906e502c9e5640509b404746', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c222f', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_emergencyprocedure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callbackattempt',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f079d1ab1b10eaddf853a0a9aa61d4e583e2234a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ddafe', table='callcenter_callbackattempt', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callbackerasureevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a9c34d63bfa9c4cd9bad9c437045ebb62c856c86', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_daa5a', table='callcenter_callbackerasureevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callprofile',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callprofileevent" ("code", "columns", "datetime_formats", "delimiter", "encodings", "ends_with_newline", "header", "id", "kind", "name", "outcomes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "skips", "time_zone", "withheld_markers") SELECT new_values."code", new_values."columns", new_values."datetime_formats", new_values."delimiter", new_values."encodings", new_values."ends_with_newline", new_values."header", new_values."id", new_values."kind", new_values."name", new_values."outcomes", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."skips", new_values."time_zone", new_values."withheld_markers" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a9ba2454ca8c7d70f1458d139859c81fae23ea10', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cb02b', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_callprofile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callprofile',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callprofileevent" ("code", "columns", "datetime_formats", "delimiter", "encodings", "ends_with_newline", "header", "id", "kind", "name", "outcomes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "skips", "time_zone", "withheld_markers") SELECT new_values."code", new_values."columns", new_values."datetime_formats", new_values."delimiter", new_values."encodings", new_values."ends_with_newline", new_values."header", new_values."id", new_values."kind", new_values."name", new_values."outcomes", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."skips", new_values."time_zone", new_values."withheld_markers" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e75a7228b05a5dbb62612136fa4dd31d35a4f495', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_de000', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_callprofile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callprofile',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callprofileevent" ("code", "columns", "datetime_formats", "delimiter", "encodings", "ends_with_newline", "header", "id", "kind", "name", "outcomes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "skips", "time_zone", "withheld_markers") SELECT old_values."code", old_values."columns", old_values."datetime_formats", old_values."delimiter", old_values."encodings", old_values."ends_with_newline", old_values."header", old_values."id", old_values."kind", old_values."name", old_values."outcomes", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."skips", old_values."time_zone", old_values."withheld_markers" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='db3c95b37529f7f6dbefb0353f91acf5e83ca64a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_68f01', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_callprofile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1e0a409d167a3a51b614f2135c3de06c6c61d548', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7d1cd', table='callcenter_callevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='count_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO callcenter_quartercount (profile_id, starts_at, answered, abandoned, overflow, abandoned_in_5, abandoned_in_10, abandoned_in_15, abandoned_in_20, abandoned_in_30) SELECT * FROM ( SELECT profile_id, date_bin('15 minutes', arrived_at, '2000-01-01T00:00:00+09:00') AS starts_at, coalesce(sum(sign) FILTER (WHERE outcome = 'answered'), 0) AS answered, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned'), 0) AS abandoned, coalesce(sum(sign) FILTER (WHERE outcome = 'overflow'), 0) AS overflow, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '5 s'), 0) AS abandoned_in_5, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '10 s'), 0) AS abandoned_in_10, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '15 s'), 0) AS abandoned_in_15, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '20 s'), 0) AS abandoned_in_20, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '30 s'), 0) AS abandoned_in_30 FROM (SELECT 1 AS sign, profile_id, arrived_at, ended_at, outcome FROM new_values) AS signed_call GROUP BY 1, 2 ) AS change WHERE (answered, abandoned, overflow, abandoned_in_5, abandoned_in_10, abandoned_in_15, abandoned_in_20, abandoned_in_30) <> (0, 0, 0, 0, 0, 0, 0, 0); RETURN NULL;", hash='a5bdb3694e0bc375e9ef508055d8fee16fc64e95', level='STATEMENT', operation='INSERT', pgid='pgtrigger_count_new_c01a8', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='count_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO callcenter_quartercount (profile_id, starts_at, answered, abandoned, overflow, abandoned_in_5, abandoned_in_10, abandoned_in_15, abandoned_in_20, abandoned_in_30) SELECT * FROM ( SELECT profile_id, date_bin('15 minutes', arrived_at, '2000-01-01T00:00:00+09:00') AS starts_at, coalesce(sum(sign) FILTER (WHERE outcome = 'answered'), 0) AS answered, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned'), 0) AS abandoned, coalesce(sum(sign) FILTER (WHERE outcome = 'overflow'), 0) AS overflow, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '5 s'), 0) AS abandoned_in_5, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '10 s'), 0) AS abandoned_in_10, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '15 s'), 0) AS abandoned_in_15, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '20 s'), 0) AS abandoned_in_20, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '30 s'), 0) AS abandoned_in_30 FROM (SELECT 1 AS sign, profile_id, arrived_at, ended_at, outcome FROM new_values UNION ALL SELECT -1 AS sign, profile_id, arrived_at, ended_at, outcome FROM old_values) AS signed_call GROUP BY 1, 2 ) AS change WHERE (answered, abandoned, overflow, abandoned_in_5, abandoned_in_10, abandoned_in_15, abandoned_in_20, abandoned_in_30) <> (0, 0, 0, 0, 0, 0, 0, 0); RETURN NULL;", hash='57593df56f2886d8e726f0a409c9309837718f6b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_count_changed_20932', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='count_gone', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO callcenter_quartercount (profile_id, starts_at, answered, abandoned, overflow, abandoned_in_5, abandoned_in_10, abandoned_in_15, abandoned_in_20, abandoned_in_30) SELECT * FROM ( SELECT profile_id, date_bin('15 minutes', arrived_at, '2000-01-01T00:00:00+09:00') AS starts_at, coalesce(sum(sign) FILTER (WHERE outcome = 'answered'), 0) AS answered, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned'), 0) AS abandoned, coalesce(sum(sign) FILTER (WHERE outcome = 'overflow'), 0) AS overflow, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '5 s'), 0) AS abandoned_in_5, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '10 s'), 0) AS abandoned_in_10, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '15 s'), 0) AS abandoned_in_15, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '20 s'), 0) AS abandoned_in_20, coalesce(sum(sign) FILTER (WHERE outcome = 'abandoned' AND ended_at - arrived_at < interval '30 s'), 0) AS abandoned_in_30 FROM (SELECT -1 AS sign, profile_id, arrived_at, ended_at, outcome FROM old_values) AS signed_call GROUP BY 1, 2 ) AS change WHERE (answered, abandoned, overflow, abandoned_in_5, abandoned_in_10, abandoned_in_15, abandoned_in_20, abandoned_in_30) <> (0, 0, 0, 0, 0, 0, 0, 0); RETURN NULL;", hash='0ee13d8076883efc900aa0ba28dbfdbcdfe93815', level='STATEMENT', operation='DELETE', pgid='pgtrigger_count_gone_4435e', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='count_none', sql=pgtrigger.compiler.UpsertTriggerSql(func='DELETE FROM callcenter_quartercount; RETURN NULL;', hash='d8b6454b7c44ec1ebab0e6a4983e8c6e8e26e985', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_count_none_2af49', table='callcenter_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callevent" ("answered_at", "arrived_at", "call_import_id", "ended_at", "external_id", "id", "is_withheld", "operator_code", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "queued_at", "talk_seconds", "transfers", "wait_seconds") SELECT new_values."answered_at", new_values."arrived_at", new_values."call_import_id", new_values."ended_at", new_values."external_id", new_values."id", new_values."is_withheld", new_values."operator_code", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile_id", new_values."queued_at", new_values."talk_seconds", new_values."transfers", new_values."wait_seconds" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."answered_at" IS DISTINCT FROM (new_values."answered_at") OR old_values."arrived_at" IS DISTINCT FROM (new_values."arrived_at") OR old_values."call_import_id" IS DISTINCT FROM (new_values."call_import_id") OR old_values."ended_at" IS DISTINCT FROM (new_values."ended_at") OR old_values."external_id" IS DISTINCT FROM (new_values."external_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_withheld" IS DISTINCT FROM (new_values."is_withheld") OR old_values."operator_code" IS DISTINCT FROM (new_values."operator_code") OR old_values."outcome" IS DISTINCT FROM (new_values."outcome") OR old_values."profile_id" IS DISTINCT FROM (new_values."profile_id") OR old_values."queued_at" IS DISTINCT FROM (new_values."queued_at") OR old_values."talk_seconds" IS DISTINCT FROM (new_values."talk_seconds") OR old_values."transfers" IS DISTINCT FROM (new_values."transfers") OR old_values."wait_seconds" IS DISTINCT FROM (new_values."wait_seconds")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6f42ff36105ded16e9454e288d08f0724b2ca9c2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9037', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callevent" ("answered_at", "arrived_at", "call_import_id", "ended_at", "external_id", "id", "is_withheld", "operator_code", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "queued_at", "talk_seconds", "transfers", "wait_seconds") SELECT old_values."answered_at", old_values."arrived_at", old_values."call_import_id", old_values."ended_at", old_values."external_id", old_values."id", old_values."is_withheld", old_values."operator_code", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile_id", old_values."queued_at", old_values."talk_seconds", old_values."transfers", old_values."wait_seconds" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a80a40461176e9f8c7c1603ca450008731bb3ff2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4ecae', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callprofileevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='43498336761bdb5b6cfb0ec88deca7a2da5451d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6ac39', table='callcenter_callprofileevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencyprocedureevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='65c1617065c01ac7fec4243faa8e7090bdfd67f5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eccd3', table='callcenter_emergencyprocedureevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencystep',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencystepevent" ("id", "is_active", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_parameter", "procedure_id", "text") SELECT new_values."id", new_values."is_active", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone_parameter", new_values."procedure_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3add0c8c013367de20b1ece7cbb663254cfef86b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_dbeba', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_emergencystep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencystep',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencystepevent" ("id", "is_active", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_parameter", "procedure_id", "text") SELECT new_values."id", new_values."is_active", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone_parameter", new_values."procedure_id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7217fc3639e75320c6b9c08a156eaa165aa30174', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_81ec6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_emergencystep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencystep',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencystepevent" ("id", "is_active", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_parameter", "procedure_id", "text") SELECT old_values."id", old_values."is_active", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone_parameter", old_values."procedure_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3caaa84478882c8fc313a70b026666646922305c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_04056', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_emergencystep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencystepevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='881360ab247fc7565295981e0818d5e7924364f1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_129dc', table='callcenter_emergencystepevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencytick',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a4bda9b5d2aa3ba0cf668392e002d94235932dbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bada5', table='callcenter_emergencytick', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalationstep',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28070b29c3c99a1a8b02dce07984023984de7820', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01d75', table='callcenter_escalationstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalationstep',
                trigger=pgtrigger.compiler.Trigger(name='in_order', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE last record;', func="\n                    PERFORM 1 FROM callcenter_escalation WHERE id = NEW.escalation_id FOR NO KEY UPDATE;\n                    SELECT number, state, at INTO last FROM callcenter_escalationstep\n                    WHERE escalation_id = NEW.escalation_id ORDER BY number DESC LIMIT 1;\n                    IF NEW.number IS DISTINCT FROM COALESCE(last.number, 0) + 1\n                        OR (COALESCE(last.state, ''), NEW.state) NOT IN (('', 'sent'), ('sent', 'taken'), ('taken', 'answered'), ('taken', 'returned'), ('returned', 'sent'), ('returned', 'closed'), ('answered', 'closed'))\n                        OR NEW.at < last.at THEN\n                        RAISE EXCEPTION 'this step does not follow the last one' USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'escalationstep_in_order';\n                    END IF;\n                    RETURN NEW;\n                ", hash='a50d0ac2b7671e46e1f9103867d10bbbbb12c35c', operation='INSERT', pgid='pgtrigger_in_order_1c582', table='callcenter_escalationstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalationstep',
                trigger=pgtrigger.compiler.Trigger(name='moves_its_escalation', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n                    IF (SELECT state FROM callcenter_escalation WHERE id = NEW.escalation_id) IS DISTINCT FROM (\n                        SELECT state FROM callcenter_escalationstep\n                        WHERE escalation_id = NEW.escalation_id ORDER BY number DESC LIMIT 1\n                    ) THEN\n                        RAISE EXCEPTION 'the escalation did not move' USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'escalation_state_is_that_of_its_last_step';\n                    END IF;\n                    RETURN NULL;\n                ", hash='17d587871b82499dd92368c6bdf2c38caf71af3f', operation='INSERT', pgid='pgtrigger_moves_its_escalation_62df0', table='callcenter_escalationstep', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqdisclosure',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a2525ee250a7395793a04df10d596bc8078415fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_02cff', table='callcenter_faqdisclosure', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqversion',
                trigger=pgtrigger.compiler.Trigger(name='is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9c80b6a0e8e10ccb133ff7c765c8cde27af774d8', operation='DELETE', pgid='pgtrigger_is_never_deleted_c8219', table='callcenter_faqversion', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqversion',
                trigger=pgtrigger.compiler.Trigger(name='approved_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'approved\')', func="\n                    IF to_jsonb(NEW) - ARRAY['in_force_until', 'title_text', 'search_text', 'search_grams'] <> to_jsonb(OLD) - ARRAY['in_force_until', 'title_text', 'search_text', 'search_grams'] THEN\n                        RAISE EXCEPTION 'an approved version stays as it is'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'faqversion_approved_stays';\n                    END IF;\n                    RETURN NEW;\n                ", hash='aa1064212f9966f0fb09300f5cd7630ccd2c8364', operation='UPDATE', pgid='pgtrigger_approved_stays_e70ca', table='callcenter_faqversion', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqversion',
                trigger=pgtrigger.compiler.Trigger(name='end_only_comes_earlier', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."in_force_until" IS NOT NULL AND (NEW."in_force_until" IS NULL OR NEW."in_force_until" > (OLD."in_force_until")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ffcffdd122c0a3ab9f9054bc984662e390c53579', operation='UPDATE', pgid='pgtrigger_end_only_comes_earlier_0f6e5', table='callcenter_faqversion', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqversion',
                trigger=pgtrigger.compiler.Trigger(name='is_approved_by_the_city', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."approved_by_id" IS NOT NULL)', func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM accounts_user u\n                        WHERE u.id = NEW.approved_by_id AND u.role IN ('city_approver', 'city_staff')\n                    ) THEN\n                        RAISE EXCEPTION 'the approver is not of the city'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'faqversion_is_approved_by_the_city';\n                    END IF;\n                    RETURN NEW;\n                ", hash='bc400a87c4781d3a2348d471e0ca69d5583bb0cb', operation='INSERT OR UPDATE OF "approved_by_id"', pgid='pgtrigger_is_approved_by_the_city_d25ec', table='callcenter_faqversion', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqversion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqversionevent" ("answer", "approved_by_id", "approved_on", "author_id", "change_note", "entry_id", "id", "in_force_from", "in_force_until", "keywords", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "returned_reason", "source", "source_document_id", "source_on", "source_url", "state", "submission_key", "submitted_by_id", "submitted_on", "written_on") SELECT new_values."answer", new_values."approved_by_id", new_values."approved_on", new_values."author_id", new_values."change_note", new_values."entry_id", new_values."id", new_values."in_force_from", new_values."in_force_until", new_values."keywords", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."question", new_values."returned_reason", new_values."source", new_values."source_document_id", new_values."source_on", new_values."source_url", new_values."state", new_values."submission_key", new_values."submitted_by_id", new_values."submitted_on", new_values."written_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cd8535e97cf42e1471b458dbf4d5811b04ccabcd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e6a4f', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_faqversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqversion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqversionevent" ("answer", "approved_by_id", "approved_on", "author_id", "change_note", "entry_id", "id", "in_force_from", "in_force_until", "keywords", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "returned_reason", "source", "source_document_id", "source_on", "source_url", "state", "submission_key", "submitted_by_id", "submitted_on", "written_on") SELECT new_values."answer", new_values."approved_by_id", new_values."approved_on", new_values."author_id", new_values."change_note", new_values."entry_id", new_values."id", new_values."in_force_from", new_values."in_force_until", new_values."keywords", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."question", new_values."returned_reason", new_values."source", new_values."source_document_id", new_values."source_on", new_values."source_url", new_values."state", new_values."submission_key", new_values."submitted_by_id", new_values."submitted_on", new_values."written_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."answer" IS DISTINCT FROM (new_values."answer") OR old_values."approved_by_id" IS DISTINCT FROM (new_values."approved_by_id") OR old_values."approved_on" IS DISTINCT FROM (new_values."approved_on") OR old_values."author_id" IS DISTINCT FROM (new_values."author_id") OR old_values."change_note" IS DISTINCT FROM (new_values."change_note") OR old_values."entry_id" IS DISTINCT FROM (new_values."entry_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."in_force_from" IS DISTINCT FROM (new_values."in_force_from") OR old_values."in_force_until" IS DISTINCT FROM (new_values."in_force_until") OR old_values."keywords" IS DISTINCT FROM (new_values."keywords") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."question" IS DISTINCT FROM (new_values."question") OR old_values."returned_reason" IS DISTINCT FROM (new_values."returned_reason") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."source_document_id" IS DISTINCT FROM (new_values."source_document_id") OR old_values."source_on" IS DISTINCT FROM (new_values."source_on") OR old_values."source_url" IS DISTINCT FROM (new_values."source_url") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."submission_key" IS DISTINCT FROM (new_values."submission_key") OR old_values."submitted_by_id" IS DISTINCT FROM (new_values."submitted_by_id") OR old_values."submitted_on" IS DISTINCT FROM (new_values."submitted_on") OR old_values."written_on" IS DISTINCT FROM (new_values."written_on")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8ff6842a9862941c5dde659ec024f3bbc36c5a29', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1db05', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_faqversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqversion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqversionevent" ("answer", "approved_by_id", "approved_on", "author_id", "change_note", "entry_id", "id", "in_force_from", "in_force_until", "keywords", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "returned_reason", "source", "source_document_id", "source_on", "source_url", "state", "submission_key", "submitted_by_id", "submitted_on", "written_on") SELECT old_values."answer", old_values."approved_by_id", old_values."approved_on", old_values."author_id", old_values."change_note", old_values."entry_id", old_values."id", old_values."in_force_from", old_values."in_force_until", old_values."keywords", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."question", old_values."returned_reason", old_values."source", old_values."source_document_id", old_values."source_on", old_values."source_url", old_values."state", old_values."submission_key", old_values."submitted_by_id", old_values."submitted_on", old_values."written_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7e943914754951a4891c1cd1ef813282f97a509c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a3622', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_faqversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqversionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15ac31dc30b9868a0177ab561aa191ac8e9311ba', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06dd3', table='callcenter_faqversionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faquseevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8629ef601584408e7370ddbc96e626edff2f1dd1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c2167', table='callcenter_faquseevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faquse',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faquseevent" ("faq_version_id", "id", "inquiry_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."faq_version_id", new_values."id", new_values."inquiry_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ca3c594a726acc2ad30a392ad0975e6840ab902b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9734e', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_faquse', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faquse',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faquseevent" ("faq_version_id", "id", "inquiry_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."faq_version_id", new_values."id", new_values."inquiry_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='15aa1ad01d2d00b3a8fa34797ea3ffb435821561', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fd518', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_faquse', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faquse',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faquseevent" ("faq_version_id", "id", "inquiry_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."faq_version_id", old_values."id", old_values."inquiry_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='23d6f34bcb7bb423275b1cef60a14a32f539c803', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5b2af', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_faquse', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqproposalevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='20d8bce8b1a5bf90a17ac6ca80b6f771fc975e1d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cf4b9', table='callcenter_faqproposalevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqproposal',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqproposalevent" ("decided_at", "decided_by_id", "entry_id", "id", "inquiry_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "state", "submission_key", "text", "version_id") SELECT new_values."decided_at", new_values."decided_by_id", new_values."entry_id", new_values."id", new_values."inquiry_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."state", new_values."submission_key", new_values."text", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d6d4de1b30c7ee68bbbb31cefed10186d930ade8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a8163', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_faqproposal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqproposal',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqproposalevent" ("decided_at", "decided_by_id", "entry_id", "id", "inquiry_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "state", "submission_key", "text", "version_id") SELECT new_values."decided_at", new_values."decided_by_id", new_values."entry_id", new_values."id", new_values."inquiry_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."state", new_values."submission_key", new_values."text", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7811a1324fb799b1d70aff687cc51fd4fcd0f7dd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fbd8e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_faqproposal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqproposal',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqproposalevent" ("decided_at", "decided_by_id", "entry_id", "id", "inquiry_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "state", "submission_key", "text", "version_id") SELECT old_values."decided_at", old_values."decided_by_id", old_values."entry_id", old_values."id", old_values."inquiry_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."reason", old_values."state", old_values."submission_key", old_values."text", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='920b45fc66a23dd7267440d42be5953b82c6a09b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_db15f', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_faqproposal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='143d761ebebd15ce7cc2864027ac47c08368ef1a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_62b75', table='callcenter_escalationevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalation',
                trigger=pgtrigger.compiler.Trigger(name='of_transferred', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT result FROM callcenter_inquiry WHERE id = NEW.inquiry_id FOR SHARE)\n                        IS DISTINCT FROM 'transferred' THEN\n                        RAISE EXCEPTION 'the inquiry was not transferred' USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'escalation_of_a_transferred_inquiry';\n                    END IF;\n                    RETURN NEW;\n                ", hash='fa0efa06705883ba1b4c6ee8cf0cb3e72dd2bb3e', operation='INSERT OR UPDATE OF "inquiry_id"', pgid='pgtrigger_of_transferred_8b423', table='callcenter_escalation', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalation',
                trigger=pgtrigger.compiler.Trigger(name='follows_steps', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM callcenter_escalation e\n                        CROSS JOIN LATERAL (\n                            SELECT state FROM callcenter_escalationstep\n                            WHERE escalation_id = e.id ORDER BY number DESC LIMIT 1\n                        ) last\n                        WHERE e.id = NEW.id AND e.state = last.state AND e.sent_at = (\n                            SELECT max(at) FROM callcenter_escalationstep WHERE escalation_id = e.id AND state = 'sent'\n                        )\n                    ) THEN\n                        RAISE EXCEPTION 'the state is not that of the last step' USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'escalation_state_is_that_of_its_last_step';\n                    END IF;\n                    RETURN NULL;\n                ", hash='56482435b36e36e712589132c1bda4a5db045863', operation='INSERT OR UPDATE OF "state", "sent_at"', pgid='pgtrigger_follows_steps_5918a', table='callcenter_escalation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalation',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_escalationevent" ("form_number", "form_sent_at", "id", "inquiry_id", "is_reply_due", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "sent_at", "state", "told", "told_at", "told_by_id") SELECT new_values."form_number", new_values."form_sent_at", new_values."id", new_values."inquiry_id", new_values."is_reply_due", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."question", new_values."sent_at", new_values."state", new_values."told", new_values."told_at", new_values."told_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4d52505b602880f39c3e32aa33ae38a60e67b1a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d847b', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_escalation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalation',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_escalationevent" ("form_number", "form_sent_at", "id", "inquiry_id", "is_reply_due", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "sent_at", "state", "told", "told_at", "told_by_id") SELECT new_values."form_number", new_values."form_sent_at", new_values."id", new_values."inquiry_id", new_values."is_reply_due", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."question", new_values."sent_at", new_values."state", new_values."told", new_values."told_at", new_values."told_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4de92a31ffb26380a70b74a17cb0f5fc46d675dc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1f8ed', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_escalation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='escalation',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_escalationevent" ("form_number", "form_sent_at", "id", "inquiry_id", "is_reply_due", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "sent_at", "state", "told", "told_at", "told_by_id") SELECT old_values."form_number", old_values."form_sent_at", old_values."id", old_values."inquiry_id", old_values."is_reply_due", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."question", old_values."sent_at", old_values."state", old_values."told", old_values."told_at", old_values."told_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='60cb73c166b43fa4e6b876bafca08210fcb5d2d3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ab61e', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_escalation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergencyevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b67182e9b5b5af710890752cfd6a4d30df7e2a68', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_47a0b', table='callcenter_emergencyevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergency',
                trigger=pgtrigger.compiler.Trigger(name='closed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1ae72a751a75bc42f122587d4eb9cfeae16347b9', operation='UPDATE OR DELETE', pgid='pgtrigger_closed_stays_4245b', table='callcenter_emergency', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergency',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyevent" ("acknowledged_at", "acknowledged_by_id", "closed_at", "closed_by_id", "id", "inquiry_id", "opened_at", "opened_by_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "recorded_at", "submission_key", "words") SELECT new_values."acknowledged_at", new_values."acknowledged_by_id", new_values."closed_at", new_values."closed_by_id", new_values."id", new_values."inquiry_id", new_values."opened_at", new_values."opened_by_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."procedure_id", new_values."recorded_at", new_values."submission_key", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1cfc4d6c39974344130c446165092d64f5fbeda4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_203fe', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_emergency', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergency',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyevent" ("acknowledged_at", "acknowledged_by_id", "closed_at", "closed_by_id", "id", "inquiry_id", "opened_at", "opened_by_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "recorded_at", "submission_key", "words") SELECT new_values."acknowledged_at", new_values."acknowledged_by_id", new_values."closed_at", new_values."closed_by_id", new_values."id", new_values."inquiry_id", new_values."opened_at", new_values."opened_by_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."procedure_id", new_values."recorded_at", new_values."submission_key", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e74bb8d6ba540d0e2eb42e577a509cc1994ddb0c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e0564', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_emergency', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='emergency',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyevent" ("acknowledged_at", "acknowledged_by_id", "closed_at", "closed_by_id", "id", "inquiry_id", "opened_at", "opened_by_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "recorded_at", "submission_key", "words") SELECT old_values."acknowledged_at", old_values."acknowledged_by_id", old_values."closed_at", old_values."closed_by_id", old_values."id", old_values."inquiry_id", old_values."opened_at", old_values."opened_by_id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."procedure_id", old_values."recorded_at", old_values."submission_key", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='423873f7e2e9c7cbe1f19b26c2e126db686837c1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b1cca', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_emergency', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callbackevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='48bca2d0880306739c68d4d80313ee2ac30e6ee9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4904f', table='callcenter_callbackevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callback',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackevent" ("close_reason", "closed_at", "closed_by_id", "due_at", "erased_at", "id", "inquiry_id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_at", "promised_by_id", "state", "submission_key") SELECT new_values."close_reason", new_values."closed_at", new_values."closed_by_id", new_values."due_at", new_values."erased_at", new_values."id", new_values."inquiry_id", new_values."key_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."promised_at", new_values."promised_by_id", new_values."state", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='14b6ef3ada9564cf3943e97ee46e1300edb76243', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f6c0d', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_callback', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callback',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackevent" ("close_reason", "closed_at", "closed_by_id", "due_at", "erased_at", "id", "inquiry_id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_at", "promised_by_id", "state", "submission_key") SELECT new_values."close_reason", new_values."closed_at", new_values."closed_by_id", new_values."due_at", new_values."erased_at", new_values."id", new_values."inquiry_id", new_values."key_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."promised_at", new_values."promised_by_id", new_values."state", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."close_reason" IS DISTINCT FROM (new_values."close_reason") OR old_values."closed_at" IS DISTINCT FROM (new_values."closed_at") OR old_values."closed_by_id" IS DISTINCT FROM (new_values."closed_by_id") OR old_values."due_at" IS DISTINCT FROM (new_values."due_at") OR old_values."erased_at" IS DISTINCT FROM (new_values."erased_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."inquiry_id" IS DISTINCT FROM (new_values."inquiry_id") OR old_values."key_id" IS DISTINCT FROM (new_values."key_id") OR old_values."promised_at" IS DISTINCT FROM (new_values."promised_at") OR old_values."promised_by_id" IS DISTINCT FROM (new_values."promised_by_id") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."submission_key" IS DISTINCT FROM (new_values."submission_key")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cfe0d0f4575d88c18b6d217496316b8d47c11a24', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c7880', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_callback', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='callback',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackevent" ("close_reason", "closed_at", "closed_by_id", "due_at", "erased_at", "id", "inquiry_id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_at", "promised_by_id", "state", "submission_key") SELECT old_values."close_reason", old_values."closed_at", old_values."closed_by_id", old_values."due_at", old_values."erased_at", old_values."id", old_values."inquiry_id", old_values."key_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."promised_at", old_values."promised_by_id", old_values."state", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='94dfbda79aa98bfd19b4bb5fb694e31b00ff7639', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ee635', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_callback', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquirycategory',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquirycategoryevent" ("code", "id", "is_active", "name", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."is_active", new_values."name", new_values."order", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='700012f06b08eca574f35810749f2b02e36d7fcd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b4f36', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_inquirycategory', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquirycategory',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquirycategoryevent" ("code", "id", "is_active", "name", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."is_active", new_values."name", new_values."order", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a06b03275e65d7e562bb67e7b4a6b839f6905886', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_683ef', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_inquirycategory', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquirycategory',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquirycategoryevent" ("code", "id", "is_active", "name", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."id", old_values."is_active", old_values."name", old_values."order", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2aae5cf63a9b1bb996bccd81bc4a0a0dbe27233a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_266e0', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_inquirycategory', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqentryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a91ed9144f3445d6a9b196789cd306082e2aefa4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81d5f', table='callcenter_faqentryevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqentry',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqentryevent" ("category_id", "code", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_by_id", "retired_on", "retired_reason", "source_change", "source_changed_on", "source_checked_by_id", "source_checked_on") SELECT new_values."category_id", new_values."code", new_values."id", new_values."is_active", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."retired_by_id", new_values."retired_on", new_values."retired_reason", new_values."source_change", new_values."source_changed_on", new_values."source_checked_by_id", new_values."source_checked_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c0707308b6733bf23456cd01afb978e7ffae2beb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f107d', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_faqentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqentry',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqentryevent" ("category_id", "code", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_by_id", "retired_on", "retired_reason", "source_change", "source_changed_on", "source_checked_by_id", "source_checked_on") SELECT new_values."category_id", new_values."code", new_values."id", new_values."is_active", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."retired_by_id", new_values."retired_on", new_values."retired_reason", new_values."source_change", new_values."source_changed_on", new_values."source_checked_by_id", new_values."source_checked_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='463e9314f801f5594d47c0c9de68091ec07c7ef9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9edf0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_faqentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='faqentry',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_faqentryevent" ("category_id", "code", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_by_id", "retired_on", "retired_reason", "source_change", "source_changed_on", "source_checked_by_id", "source_checked_on") SELECT old_values."category_id", old_values."code", old_values."id", old_values."is_active", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."retired_by_id", old_values."retired_on", old_values."retired_reason", old_values."source_change", old_values."source_changed_on", old_values."source_checked_by_id", old_values."source_checked_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5327b57f75408f926d28315eea3190611320eaa0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6c71a', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_faqentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquirycategoryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d165cd9a97f9c347004a14989046058c49576fdf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2cde2', table='callcenter_inquirycategoryevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquirynote',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='785e0a3c1e7da0ff9c21b1544a72f25e168fe7c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_193c5', table='callcenter_inquirynote', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquiryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='de9b7efa776db3381ce37caeb2d9b21075292f2c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ebbc4', table='callcenter_inquiryevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquiry',
                trigger=pgtrigger.compiler.Trigger(name='tied_to_own_call', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.live_call_id IS NOT NULL OR NEW.call_id IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.operator_id = OLD.operator_id AND NEW.live_call_id IS NOT DISTINCT FROM OLD.live_call_id\n                    AND NEW.call_id IS NOT DISTINCT FROM OLD.call_id THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            IF EXISTS (\n                SELECT 1 FROM callcenter_livecall announced\n                WHERE announced.id = NEW.live_call_id AND announced.operator_id IS DISTINCT FROM NEW.operator_id\n            ) OR EXISTS (\n                SELECT 1 FROM callcenter_call logged\n                JOIN callcenter_operatorcode held\n                    ON held.profile_id = logged.profile_id AND held.code = logged.operator_code\n                    AND held.starts_on <= (logged.arrived_at AT TIME ZONE 'Asia/Tokyo')::date\n                    AND coalesce(held.ends_on, 'infinity') >= (logged.arrived_at AT TIME ZONE 'Asia/Tokyo')::date\n                WHERE logged.id = NEW.call_id AND held.user_id <> NEW.operator_id AND NOT EXISTS (\n                    SELECT 1 FROM callcenter_livecall announced\n                    WHERE announced.id = NEW.live_call_id AND announced.external_id = logged.external_id\n                )\n            ) THEN\n                RAISE EXCEPTION 'the call was another operator''s'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'inquiry_is_tied_to_a_call_of_its_operator';\n            END IF;\n            RETURN NEW;\n        ", hash='2ef68d9af721027a5cde778aafd173d4bf6eaf65', operation='INSERT OR UPDATE', pgid='pgtrigger_tied_to_own_call_f8aa9', table='callcenter_inquiry', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquiry',
                trigger=pgtrigger.compiler.Trigger(name='escalated_stays_transferred', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."result" IS DISTINCT FROM (OLD."result"))', func="\n            IF NEW.result <> 'transferred' AND EXISTS (\n                SELECT 1 FROM callcenter_escalation WHERE inquiry_id = NEW.id\n            ) THEN\n                RAISE EXCEPTION 'the city was asked already'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'inquiry_escalated_stays_transferred';\n            END IF;\n            RETURN NEW;\n        ", hash='a8b71a4b4f4ab4688ee90969356727fedfc045d7', operation='UPDATE OF "result"', pgid='pgtrigger_escalated_stays_transferred_2b367', table='callcenter_inquiry', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquiry',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquiryevent" ("call_id", "category_id", "handed_at", "handed_to_id", "id", "is_complaint", "live_call_id", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reservation_id", "result", "revised_at", "saved_at", "submission_key", "summary", "target_section", "transfer_reason") SELECT new_values."call_id", new_values."category_id", new_values."handed_at", new_values."handed_to_id", new_values."id", new_values."is_complaint", new_values."live_call_id", new_values."operator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."reservation_id", new_values."result", new_values."revised_at", new_values."saved_at", new_values."submission_key", new_values."summary", new_values."target_section", new_values."transfer_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5de98a5f1075dc5daeb7994451e23b36e5c4a931', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_531d7', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_inquiry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquiry',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquiryevent" ("call_id", "category_id", "handed_at", "handed_to_id", "id", "is_complaint", "live_call_id", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reservation_id", "result", "revised_at", "saved_at", "submission_key", "summary", "target_section", "transfer_reason") SELECT new_values."call_id", new_values."category_id", new_values."handed_at", new_values."handed_to_id", new_values."id", new_values."is_complaint", new_values."live_call_id", new_values."operator_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."reservation_id", new_values."result", new_values."revised_at", new_values."saved_at", new_values."submission_key", new_values."summary", new_values."target_section", new_values."transfer_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."call_id" IS DISTINCT FROM (new_values."call_id") OR old_values."category_id" IS DISTINCT FROM (new_values."category_id") OR old_values."handed_at" IS DISTINCT FROM (new_values."handed_at") OR old_values."handed_to_id" IS DISTINCT FROM (new_values."handed_to_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_complaint" IS DISTINCT FROM (new_values."is_complaint") OR old_values."live_call_id" IS DISTINCT FROM (new_values."live_call_id") OR old_values."operator_id" IS DISTINCT FROM (new_values."operator_id") OR old_values."received_at" IS DISTINCT FROM (new_values."received_at") OR old_values."reservation_id" IS DISTINCT FROM (new_values."reservation_id") OR old_values."result" IS DISTINCT FROM (new_values."result") OR old_values."revised_at" IS DISTINCT FROM (new_values."revised_at") OR old_values."saved_at" IS DISTINCT FROM (new_values."saved_at") OR old_values."submission_key" IS DISTINCT FROM (new_values."submission_key") OR old_values."summary" IS DISTINCT FROM (new_values."summary") OR old_values."target_section" IS DISTINCT FROM (new_values."target_section") OR old_values."transfer_reason" IS DISTINCT FROM (new_values."transfer_reason")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1472f7ca6c79142fe3340b006bd0f3d2b2ded4fb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_19b4c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_inquiry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inquiry',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquiryevent" ("call_id", "category_id", "handed_at", "handed_to_id", "id", "is_complaint", "live_call_id", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reservation_id", "result", "revised_at", "saved_at", "submission_key", "summary", "target_section", "transfer_reason") SELECT old_values."call_id", old_values."category_id", old_values."handed_at", old_values."handed_to_id", old_values."id", old_values."is_complaint", old_values."live_call_id", old_values."operator_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_at", old_values."reservation_id", old_values."result", old_values."revised_at", old_values."saved_at", old_values."submission_key", old_values."summary", old_values."target_section", old_values."transfer_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fbb6ea0872f50fda502d786fbeee797c4faf83b5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ce08b', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_inquiry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='misguidance',
                trigger=pgtrigger.compiler.Trigger(name='closed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='11a41a56c48ab1dfad232b66f4207a38ce2fd9be', operation='UPDATE OR DELETE', pgid='pgtrigger_closed_stays_56dd5', table='callcenter_misguidance', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='misguidance',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_misguidanceevent" ("closed_at", "closed_by_id", "found_at", "id", "inquiry_id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "reported_by_id", "said", "submission_key") SELECT new_values."closed_at", new_values."closed_by_id", new_values."found_at", new_values."id", new_values."inquiry_id", new_values."kind", new_values."measure", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prevention", new_values."recorded_at", new_values."recorded_by_id", new_values."reported_at", new_values."reported_by_id", new_values."said", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a6b1d36bb96fa143d7b4df14803d72a5196f576b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1ca21', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_misguidance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='misguidance',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_misguidanceevent" ("closed_at", "closed_by_id", "found_at", "id", "inquiry_id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "reported_by_id", "said", "submission_key") SELECT new_values."closed_at", new_values."closed_by_id", new_values."found_at", new_values."id", new_values."inquiry_id", new_values."kind", new_values."measure", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."prevention", new_values."recorded_at", new_values."recorded_by_id", new_values."reported_at", new_values."reported_by_id", new_values."said", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a9608432eff4ab11717baef0bc328e4df7865b3b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b55a0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_misguidance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='misguidance',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_misguidanceevent" ("closed_at", "closed_by_id", "found_at", "id", "inquiry_id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "reported_by_id", "said", "submission_key") SELECT old_values."closed_at", old_values."closed_by_id", old_values."found_at", old_values."id", old_values."inquiry_id", old_values."kind", old_values."measure", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."prevention", old_values."recorded_at", old_values."recorded_by_id", old_values."reported_at", old_values."reported_by_id", old_values."said", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4be4268bcea598c651eae2c25b172430244ab48d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9657f', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_misguidance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='misguidanceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c0935a0d1041ecf0fcbaa058a8d1e3d59474c195', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_852b9', table='callcenter_misguidanceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='operatorcode',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_operatorcodeevent" ("code", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "starts_on", "user_id") SELECT new_values."code", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."profile_id", new_values."starts_on", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9115dc5538dfdcd12b2723bdbbf324c58fec1cf1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_52a9b', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_operatorcode', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='operatorcode',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_operatorcodeevent" ("code", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "starts_on", "user_id") SELECT new_values."code", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile_id", new_values."starts_on", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='86590034d580d7adf2c72d34ce3a6180d0c3122a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cbd82', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_operatorcode', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='operatorcode',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_operatorcodeevent" ("code", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "starts_on", "user_id") SELECT old_values."code", old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile_id", old_values."starts_on", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2ed7b64a895e0c32a237ed9a0392dd6ac0e26e09', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4e63c', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_operatorcode', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='operatorcodeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e44744d27ebd74e982189fe47565903a602c9bbe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e25e', table='callcenter_operatorcodeevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reconciliationnote',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b33c3926ace678b51e1325a2ee4a99a9caeaa69a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7dea8', table='callcenter_reconciliationnote', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rejectedrow',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_rejectedrowevent" ("call_import_id", "cells", "id", "is_withheld", "line", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id", "state") SELECT new_values."call_import_id", new_values."cells", new_values."id", new_values."is_withheld", new_values."line", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."settled_at", new_values."settled_by_id", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c22f0e49ca391d761bb2851fc6c34df403b8b0e5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8a286', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_rejectedrow', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rejectedrow',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_rejectedrowevent" ("call_import_id", "cells", "id", "is_withheld", "line", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id", "state") SELECT old_values."call_import_id", old_values."cells", old_values."id", old_values."is_withheld", old_values."line", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."settled_at", old_values."settled_by_id", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='899ec61699f526f3fe479a82a4caaa1d9e700904', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_690aa', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_rejectedrow', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rejectedrowevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4cb9e7c27d4a8cec30d91a0c320c152784f533a1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e0144', table='callcenter_rejectedrowevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='section',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_sectionevent" ("checked_by_id", "checked_on", "code", "hours", "id", "is_active", "is_national_line", "is_switchboard", "name", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "scope", "source", "submission_key") SELECT new_values."checked_by_id", new_values."checked_on", new_values."code", new_values."hours", new_values."id", new_values."is_active", new_values."is_national_line", new_values."is_switchboard", new_values."name", new_values."note", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."scope", new_values."source", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='de5096a48220ee75e1de4a0afd659cacf13e6f18', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9860f', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_section', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='section',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_sectionevent" ("checked_by_id", "checked_on", "code", "hours", "id", "is_active", "is_national_line", "is_switchboard", "name", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "scope", "source", "submission_key") SELECT new_values."checked_by_id", new_values."checked_on", new_values."code", new_values."hours", new_values."id", new_values."is_active", new_values."is_national_line", new_values."is_switchboard", new_values."name", new_values."note", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."scope", new_values."source", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0aaf39e23e759d3601b6e87f359f555a024f7137', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2e183', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_section', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='section',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_sectionevent" ("checked_by_id", "checked_on", "code", "hours", "id", "is_active", "is_national_line", "is_switchboard", "name", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "scope", "source", "submission_key") SELECT old_values."checked_by_id", old_values."checked_on", old_values."code", old_values."hours", old_values."id", old_values."is_active", old_values."is_national_line", old_values."is_switchboard", old_values."name", old_values."note", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."scope", old_values."source", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='669c8b5abd49d77c54c0a76e4cfa3a839726e6c7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_47d2e', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_section', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sectionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='959fba9d357f2ceae6865d3b8c7288ebc43a9df6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_32ab5', table='callcenter_sectionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surgeevent',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_surgeeventevent" ("calls", "decided_at", "decided_by_id", "decision", "decision_reason", "ended_at", "found_at", "id", "last_over_at", "latest_calls", "latest_lost", "lost", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seats", "seats_added", "seats_to_add", "source", "usual_calls", "window_minutes") SELECT new_values."calls", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."decision_reason", new_values."ended_at", new_values."found_at", new_values."id", new_values."last_over_at", new_values."latest_calls", new_values."latest_lost", new_values."lost", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."seats", new_values."seats_added", new_values."seats_to_add", new_values."source", new_values."usual_calls", new_values."window_minutes" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5b2ef56c00a9819550d8be354d0e50715dae8fe7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c51a8', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_surgeevent', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surgeevent',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_surgeeventevent" ("calls", "decided_at", "decided_by_id", "decision", "decision_reason", "ended_at", "found_at", "id", "last_over_at", "latest_calls", "latest_lost", "lost", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seats", "seats_added", "seats_to_add", "source", "usual_calls", "window_minutes") SELECT new_values."calls", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."decision_reason", new_values."ended_at", new_values."found_at", new_values."id", new_values."last_over_at", new_values."latest_calls", new_values."latest_lost", new_values."lost", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."seats", new_values."seats_added", new_values."seats_to_add", new_values."source", new_values."usual_calls", new_values."window_minutes" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='31707f7b05ffb2bef60b9b8dd98977a78ce033dc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6d472', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_surgeevent', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surgeevent',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_surgeeventevent" ("calls", "decided_at", "decided_by_id", "decision", "decision_reason", "ended_at", "found_at", "id", "last_over_at", "latest_calls", "latest_lost", "lost", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seats", "seats_added", "seats_to_add", "source", "usual_calls", "window_minutes") SELECT old_values."calls", old_values."decided_at", old_values."decided_by_id", old_values."decision", old_values."decision_reason", old_values."ended_at", old_values."found_at", old_values."id", old_values."last_over_at", old_values."latest_calls", old_values."latest_lost", old_values."lost", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."seats", old_values."seats_added", old_values."seats_to_add", old_values."source", old_values."usual_calls", old_values."window_minutes" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1b8b0903b91885278d3ae3b87a785b95396f7989', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_247b6', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_surgeevent', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surgeeventevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3e5a15ca2b181baedb3befb036625b49238b2995', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a0bc3', table='callcenter_surgeeventevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='telephonesource',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_telephonesourceevent" ("id", "name", "networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "revoked_at", "revoked_by_id", "token_made_at", "token_made_by_id") SELECT new_values."id", new_values."name", new_values."networks", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."profile_id", new_values."revoked_at", new_values."revoked_by_id", new_values."token_made_at", new_values."token_made_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='61c9ee7b9268d0ed9caa3edb5c2e543c85d590a5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3fb08', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_telephonesource', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='telephonesource',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_telephonesourceevent" ("id", "name", "networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "revoked_at", "revoked_by_id", "token_made_at", "token_made_by_id") SELECT new_values."id", new_values."name", new_values."networks", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile_id", new_values."revoked_at", new_values."revoked_by_id", new_values."token_made_at", new_values."token_made_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."networks" IS DISTINCT FROM (new_values."networks") OR old_values."profile_id" IS DISTINCT FROM (new_values."profile_id") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."revoked_by_id" IS DISTINCT FROM (new_values."revoked_by_id") OR old_values."token_made_at" IS DISTINCT FROM (new_values."token_made_at") OR old_values."token_made_by_id" IS DISTINCT FROM (new_values."token_made_by_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e001e796a4ea8ba79ff33005d39145048c2602c6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8aeda', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_telephonesource', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='telephonesource',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_telephonesourceevent" ("id", "name", "networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "revoked_at", "revoked_by_id", "token_made_at", "token_made_by_id") SELECT old_values."id", old_values."name", old_values."networks", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile_id", old_values."revoked_at", old_values."revoked_by_id", old_values."token_made_at", old_values."token_made_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ff9eaf754089a601aa77bd167a1987e6ad2da8bf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_64b15', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_telephonesource', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='telephoneevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='868e9616584ee65b99da5d075ee7be94482a04a1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_19886', table='callcenter_telephoneevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='telephonesourceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f0c485e64f3e0367925fd5db61acfae73cb6a125', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_27867', table='callcenter_telephonesourceevent', when='BEFORE')),
            ),
        ]),
    ]
