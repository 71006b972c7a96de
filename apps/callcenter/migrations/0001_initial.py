import apps.core.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('reservations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CallProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の形式はすでにあります。'}, max_length=40, unique=True, verbose_name='記号')),
                ('name', apps.core.fields.GuardedCharField(max_length=80, verbose_name='名称')),
                ('delimiter', apps.core.fields.GuardedCharField(default=',', max_length=1, verbose_name='区切り文字')),
                ('encodings', models.JSONField(default=list, verbose_name='文字コード（試す順）')),
                ('time_zone', apps.core.fields.GuardedCharField(default='Asia/Tokyo', max_length=40, verbose_name='時刻の時間帯')),
                ('datetime_formats', models.JSONField(default=list, verbose_name='日時の書式')),
                ('columns', models.JSONField(default=dict, help_text='項目 → 列名、または from・none_when の組（先に値のあるものを採用）', verbose_name='列の対応')),
                ('outcomes', models.JSONField(default=dict, help_text='記録上の値 → answered・abandoned・overflow', verbose_name='結果の対応')),
                ('skips', models.JSONField(blank=True, default=dict, help_text='列名 → 読み飛ばす値', verbose_name='数えない行')),
                ('withheld_markers', models.JSONField(blank=True, default=list, verbose_name='非通知を表す値')),
                ('ends_with_newline', models.BooleanField(default=True, help_text='改行で終わらないファイルは、途中で切れたものとして受け付けません。', verbose_name='最後の行も改行で終わる')),
                ('site', models.ForeignKey(blank=True, help_text='空欄のときは24時間を受付時間とみなします。', null=True, on_delete=django.db.models.deletion.PROTECT, to='contracts.site', verbose_name='受付時間を決める拠点')),
            ],
            options={
                'verbose_name': '通話記録の形式',
                'verbose_name_plural': '通話記録の形式',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CallImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', apps.core.fields.GuardedCharField(max_length=200, verbose_name='ファイル名')),
                ('sha256', models.CharField(max_length=64, verbose_name='ファイルのSHA-256')),
                ('encoding', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='文字コード')),
                ('state', models.CharField(choices=[('taken', '取込済'), ('refused', '受付不可')], max_length=10, verbose_name='状態')),
                ('reason', apps.core.fields.GuardedTextField(blank=True, verbose_name='受け付けられない理由')),
                ('read', models.PositiveIntegerField(default=0, verbose_name='読込')),
                ('new', models.PositiveIntegerField(default=0, verbose_name='新規')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='変更')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='変更なし')),
                ('skipped', models.PositiveIntegerField(default=0, verbose_name='対象外')),
                ('rejected', models.PositiveIntegerField(default=0, verbose_name='不備')),
                ('started_at', models.DateTimeField(verbose_name='開始日時')),
                ('by', models.ForeignKey(help_text='空欄はコマンドによる取り込み', null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='実行者')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='callcenter.callprofile', verbose_name='形式')),
            ],
            options={
                'verbose_name': '通話記録の取り込み',
                'verbose_name_plural': '通話記録の取り込み',
                'ordering': ['-started_at', '-pk'],
                'indexes': [models.Index(fields=['-started_at', '-id'], name='callimport_newest_first')],
                'constraints': [models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('new'), '+', models.F('changed')), '+', models.F('unchanged')), '+', models.F('skipped')), '+', models.F('rejected')))), name='callimport_counts_add_up', violation_error_message='読込件数が内訳の合計と一致しません。'), models.CheckConstraint(condition=models.Q(models.Q(('read', 0), ('state', 'refused'), models.Q(('reason', ''), _negated=True)), models.Q(('reason', ''), ('state', 'taken')), _connector='OR'), name='callimport_refused_file_changes_nothing', violation_error_message='受け付けないファイルには理由が必要で、件数は0件でなければなりません。')],
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
                ('outcome', models.CharField(choices=[('answered', '応答'), ('abandoned', '切電'), ('overflow', '溢れ（自動音声で終了）')], max_length=10, verbose_name='結果')),
                ('wait_seconds', models.PositiveIntegerField(default=0, verbose_name='待ち時間（秒）')),
                ('talk_seconds', models.PositiveIntegerField(default=0, verbose_name='通話時間（秒）')),
                ('operator_code', models.CharField(blank=True, max_length=40, verbose_name='オペレーター')),
                ('is_withheld', models.BooleanField(default=False, verbose_name='非通知')),
                ('call_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='callcenter.callimport', verbose_name='最後に書いた取り込み')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='callcenter.callprofile', verbose_name='形式')),
            ],
            options={
                'verbose_name': '通話',
                'verbose_name_plural': '通話',
                'ordering': ['-arrived_at', '-pk'],
                'indexes': [models.Index(fields=['arrived_at'], name='call_arrived_at')],
                'constraints': [models.UniqueConstraint(fields=('profile', 'external_id'), name='call_one_row_per_id_of_the_telephone_system', violation_error_message='この通話IDはすでに登録されています。'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('arrived_at')), _connector='OR'), name='call_ends_after_it_arrived', violation_error_message='終了日時が着信日時より前です。'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('answered_at__gte', models.F('arrived_at')), _connector='OR'), name='call_is_answered_after_it_arrived', violation_error_message='応答日時が着信日時より前です。'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('ended_at__isnull', True), ('ended_at__gte', models.F('answered_at')), _connector='OR'), name='call_ends_after_it_was_answered', violation_error_message='終了日時が応答日時より前です。'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('outcome', 'answered'), _connector='OR'), name='call_has_an_answer_time_only_when_answered', violation_error_message='応答していない通話に応答日時があります。')],
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
                ('outcome', models.CharField(choices=[('answered', '応答'), ('abandoned', '切電'), ('overflow', '溢れ（自動音声で終了）')], max_length=10, verbose_name='結果')),
                ('wait_seconds', models.PositiveIntegerField(default=0, verbose_name='待ち時間（秒）')),
                ('talk_seconds', models.PositiveIntegerField(default=0, verbose_name='通話時間（秒）')),
                ('operator_code', models.CharField(blank=True, max_length=40, verbose_name='オペレーター')),
                ('is_withheld', models.BooleanField(default=False, verbose_name='非通知')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.call')),
                ('call_import', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.callimport', verbose_name='最後に書いた取り込み')),
                ('profile', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.callprofile', verbose_name='形式')),
            ],
            options={
                'abstract': False,
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
                ('delimiter', apps.core.fields.GuardedCharField(default=',', max_length=1, verbose_name='区切り文字')),
                ('encodings', models.JSONField(default=list, verbose_name='文字コード（試す順）')),
                ('time_zone', apps.core.fields.GuardedCharField(default='Asia/Tokyo', max_length=40, verbose_name='時刻の時間帯')),
                ('datetime_formats', models.JSONField(default=list, verbose_name='日時の書式')),
                ('columns', models.JSONField(default=dict, help_text='項目 → 列名、または from・none_when の組（先に値のあるものを採用）', verbose_name='列の対応')),
                ('outcomes', models.JSONField(default=dict, help_text='記録上の値 → answered・abandoned・overflow', verbose_name='結果の対応')),
                ('skips', models.JSONField(blank=True, default=dict, help_text='列名 → 読み飛ばす値', verbose_name='数えない行')),
                ('withheld_markers', models.JSONField(blank=True, default=list, verbose_name='非通知を表す値')),
                ('ends_with_newline', models.BooleanField(default=True, help_text='改行で終わらないファイルは、途中で切れたものとして受け付けません。', verbose_name='最後の行も改行で終わる')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.callprofile')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, help_text='空欄のときは24時間を受付時間とみなします。', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='受付時間を決める拠点')),
            ],
            options={
                'abstract': False,
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
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='callcenter.inquirycategory', verbose_name='上位の分類')),
            ],
            options={
                'verbose_name': '問い合わせの分類',
                'verbose_name_plural': '問い合わせの分類',
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('order',), name='inquirycategory_order_is_unique', violation_error_message='この表示順はすでに使われています。'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='inquirycategory_is_not_its_own_parent', violation_error_message='自分自身を上位の分類にはできません。')],
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
                ('saved_at', models.DateTimeField(verbose_name='記録日時')),
                ('revised_at', models.DateTimeField(blank=True, null=True, verbose_name='最終更新日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ('call', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiry', to='callcenter.call', verbose_name='通話')),
                ('operator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to=settings.AUTH_USER_MODEL, verbose_name='対応者')),
                ('reservation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='reservations.reservation', verbose_name='受取予約')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='callcenter.inquirycategory', verbose_name='分類')),
            ],
            options={
                'verbose_name': '問い合わせ',
                'verbose_name_plural': '問い合わせ',
                'ordering': ['-saved_at', '-pk'],
                'indexes': [models.Index(fields=['-saved_at', '-id'], name='inquiry_newest_first'), models.Index(fields=['category', '-saved_at', '-id'], name='inquiry_by_category'), models.Index(fields=['result', '-saved_at', '-id'], name='inquiry_by_result'), models.Index(fields=['operator', '-saved_at', '-id'], name='inquiry_by_operator'), models.Index(condition=models.Q(('is_complaint', True)), fields=['-saved_at', '-id'], name='inquiry_complaints'), models.Index(fields=['received_at'], name='inquiry_received_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='inquiry_has_a_summary', violation_error_message='内容を入力してください。'), models.CheckConstraint(condition=models.Q(models.Q(('result', 'referred'), models.Q(('target_section', ''), _negated=True)), models.Q(models.Q(('result', 'referred'), _negated=True), ('target_section', '')), _connector='OR'), name='inquiry_referred_names_the_section', violation_error_message='結果が「案内」のときは案内先を入力してください。ほかの結果では空欄にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('result', 'transferred'), models.Q(('transfer_reason', ''), _negated=True)), models.Q(models.Q(('result', 'transferred'), _negated=True), ('transfer_reason', '')), _connector='OR'), name='inquiry_transferred_gives_the_reason', violation_error_message='結果が「転送」のときは理由を入力してください。ほかの結果では空欄にしてください。'), models.CheckConstraint(condition=models.Q(('received_at__lte', models.F('saved_at'))), name='inquiry_is_received_before_it_is_saved', violation_error_message='受付日時が記録した日時より後です。')],
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
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquirycategory', verbose_name='上位の分類')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.inquirycategory')),
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
                ('saved_at', models.DateTimeField(verbose_name='記録日時')),
                ('revised_at', models.DateTimeField(blank=True, null=True, verbose_name='最終更新日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ('call', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.call', verbose_name='通話')),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquirycategory', verbose_name='分類')),
                ('operator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応者')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.inquiry')),
                ('reservation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.reservation', verbose_name='受取予約')),
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
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='記入者')),
                ('inquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='callcenter.inquiry', verbose_name='問い合わせ')),
            ],
            options={
                'verbose_name': '問い合わせの追記',
                'verbose_name_plural': '問い合わせの追記',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='inquirynote_is_not_empty', violation_error_message='追記を入力してください。')],
            },
        ),
        migrations.CreateModel(
            name='LiveLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('looked_at', models.DateTimeField(verbose_name='閲覧日時')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
            ],
            options={
                'verbose_name': '応答履歴の閲覧',
                'verbose_name_plural': '応答履歴の閲覧',
            },
        ),
        migrations.CreateModel(
            name='RejectedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='行')),
                ('reason', apps.core.fields.GuardedCharField(max_length=300, verbose_name='理由')),
                ('cells', models.JSONField(default=dict, verbose_name='行の内容（個人情報を除く）')),
                ('call_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejected_rows', to='callcenter.callimport', verbose_name='取り込み')),
            ],
            options={
                'verbose_name': '取り込めなかった行',
                'verbose_name_plural': '取り込めなかった行',
                'ordering': ['line'],
                'constraints': [models.UniqueConstraint(fields=('call_import', 'line'), name='rejectedrow_one_reason_per_line', violation_error_message='この行はすでに記録されています。')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callprofile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callprofileevent" ("code", "columns", "datetime_formats", "delimiter", "encodings", "ends_with_newline", "id", "name", "outcomes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "skips", "time_zone", "withheld_markers") SELECT new_values."code", new_values."columns", new_values."datetime_formats", new_values."delimiter", new_values."encodings", new_values."ends_with_newline", new_values."id", new_values."name", new_values."outcomes", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."skips", new_values."time_zone", new_values."withheld_markers" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e1c0927fd87ce7a5174c61ef9877cadb2c5d4db5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cb02b', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_callprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callprofile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callprofileevent" ("code", "columns", "datetime_formats", "delimiter", "encodings", "ends_with_newline", "id", "name", "outcomes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "skips", "time_zone", "withheld_markers") SELECT new_values."code", new_values."columns", new_values."datetime_formats", new_values."delimiter", new_values."encodings", new_values."ends_with_newline", new_values."id", new_values."name", new_values."outcomes", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."skips", new_values."time_zone", new_values."withheld_markers" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='509c4fea9353120626f799f235f02cb93ddc4f8e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_de000', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_callprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callprofile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callprofileevent" ("code", "columns", "datetime_formats", "delimiter", "encodings", "ends_with_newline", "id", "name", "outcomes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "skips", "time_zone", "withheld_markers") SELECT old_values."code", old_values."columns", old_values."datetime_formats", old_values."delimiter", old_values."encodings", old_values."ends_with_newline", old_values."id", old_values."name", old_values."outcomes", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."skips", old_values."time_zone", old_values."withheld_markers" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1e16629592dfd89a7bbcad3e5167b0a8c7634a48', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_68f01', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_callprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1e0a409d167a3a51b614f2135c3de06c6c61d548', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7d1cd', table='callcenter_callevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callevent" ("answered_at", "arrived_at", "call_import_id", "ended_at", "external_id", "id", "is_withheld", "operator_code", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "queued_at", "talk_seconds", "wait_seconds") SELECT new_values."answered_at", new_values."arrived_at", new_values."call_import_id", new_values."ended_at", new_values."external_id", new_values."id", new_values."is_withheld", new_values."operator_code", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile_id", new_values."queued_at", new_values."talk_seconds", new_values."wait_seconds" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1c71ab47d60a6f395e147c2e13df31218b6e8929', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9037', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_call', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callevent" ("answered_at", "arrived_at", "call_import_id", "ended_at", "external_id", "id", "is_withheld", "operator_code", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "queued_at", "talk_seconds", "wait_seconds") SELECT old_values."answered_at", old_values."arrived_at", old_values."call_import_id", old_values."ended_at", old_values."external_id", old_values."id", old_values."is_withheld", old_values."operator_code", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile_id", old_values."queued_at", old_values."talk_seconds", old_values."wait_seconds" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f7bb4c6e094ad1df0ebcc6f62cac0711187dbdf4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4ecae', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_call', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callprofileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='43498336761bdb5b6cfb0ec88deca7a2da5451d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6ac39', table='callcenter_callprofileevent', when='BEFORE')),
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
            model_name='inquiry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquiryevent" ("call_id", "category_id", "id", "is_complaint", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reservation_id", "result", "revised_at", "saved_at", "submission_key", "summary", "target_section", "transfer_reason") SELECT new_values."call_id", new_values."category_id", new_values."id", new_values."is_complaint", new_values."operator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."reservation_id", new_values."result", new_values."revised_at", new_values."saved_at", new_values."submission_key", new_values."summary", new_values."target_section", new_values."transfer_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a5d83584a7c7a835becc607dba50720ccafcffdd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_531d7', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_inquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inquiry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquiryevent" ("call_id", "category_id", "id", "is_complaint", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reservation_id", "result", "revised_at", "saved_at", "submission_key", "summary", "target_section", "transfer_reason") SELECT new_values."call_id", new_values."category_id", new_values."id", new_values."is_complaint", new_values."operator_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."reservation_id", new_values."result", new_values."revised_at", new_values."saved_at", new_values."submission_key", new_values."summary", new_values."target_section", new_values."transfer_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bb75d4597f80d8848efee19ae61a4eaaae509257', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_19b4c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_inquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inquiry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquiryevent" ("call_id", "category_id", "id", "is_complaint", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reservation_id", "result", "revised_at", "saved_at", "submission_key", "summary", "target_section", "transfer_reason") SELECT old_values."call_id", old_values."category_id", old_values."id", old_values."is_complaint", old_values."operator_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_at", old_values."reservation_id", old_values."result", old_values."revised_at", old_values."saved_at", old_values."submission_key", old_values."summary", old_values."target_section", old_values."transfer_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f4a881fd8aa78fc8c9565678b9f662e73720e19a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ce08b', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_inquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inquirycategoryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d165cd9a97f9c347004a14989046058c49576fdf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2cde2', table='callcenter_inquirycategoryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inquiryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='de9b7efa776db3381ce37caeb2d9b21075292f2c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ebbc4', table='callcenter_inquiryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inquirynote',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='785e0a3c1e7da0ff9c21b1544a72f25e168fe7c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_193c5', table='callcenter_inquirynote', when='BEFORE')),
        ),
    ]
