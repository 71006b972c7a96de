import apps.core.fields
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
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
                name='ChecklistItemEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, verbose_name='コード')),
                    ('phase', models.CharField(choices=[('opening', '開設'), ('closing', '閉設')], max_length=20, verbose_name='時期')),
                    ('text', apps.core.fields.GuardedCharField(max_length=120, verbose_name='確認すること')),
                    ('needs_count', models.BooleanField(default=False, verbose_name='残りの件数を入力する')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ChecklistTick',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='残りの件数')),
                    ('ticked_at', models.DateTimeField(verbose_name='確認した時刻')),
                ],
                options={
                    'verbose_name': 'チェック',
                    'verbose_name_plural': 'チェック',
                    'ordering': ['session', 'ticked_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ChecklistTickEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='残りの件数')),
                    ('ticked_at', models.DateTimeField(verbose_name='確認した時刻')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CounterSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('held_on', models.DateField(db_index=True, verbose_name='開設日')),
                    ('setup_done_at', models.DateTimeField(blank=True, null=True, verbose_name='設営完了')),
                    ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='開設')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='閉設')),
                    ('cleared_at', models.DateTimeField(blank=True, null=True, verbose_name='撤去完了')),
                    ('override_reason', apps.core.fields.GuardedTextField(blank=True, max_length=400, verbose_name='休業日に開設する理由')),
                    ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='日の報告の確認')),
                ],
                options={
                    'verbose_name': '窓口の開設',
                    'verbose_name_plural': '窓口の開設',
                    'ordering': ['held_on', 'site'],
                },
            ),
            migrations.CreateModel(
                name='CounterSessionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('held_on', models.DateField(verbose_name='開設日')),
                    ('setup_done_at', models.DateTimeField(blank=True, null=True, verbose_name='設営完了')),
                    ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='開設')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='閉設')),
                    ('cleared_at', models.DateTimeField(blank=True, null=True, verbose_name='撤去完了')),
                    ('override_reason', apps.core.fields.GuardedTextField(blank=True, max_length=400, verbose_name='休業日に開設する理由')),
                    ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='日の報告の確認')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EquipmentItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('assist_device', 'ア マイナアシスト'), ('camera', 'イ 写真撮影機'), ('printer', 'ウ 写真印刷機'), ('photo_paper', 'エ 写真印刷用紙・両面テープ等'), ('photo_cutter', 'オ フォトカッター'), ('backdrop', 'カ 背景・背景用スタンド・照明'), ('envelopes', 'キ 交付申請書の送付用封筒'), ('furniture', 'ク 長机・椅子等'), ('partitions', 'ケ パーテーション・衝立等'), ('translator', 'コ 翻訳機'), ('portal_terminal', 'サ マイナポータル用の端末'), ('card_reader', 'シ ICカードリーダー'), ('hygiene', 'ス 消毒用アルコール等衛生用品'), ('office_supplies', 'セ その他の什器・事務用品等')], max_length=20, verbose_name='品目')),
                    ('name', apps.core.fields.GuardedCharField(max_length=80, verbose_name='名称')),
                    ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='数量')),
                    ('serial', apps.core.fields.GuardedCharField(blank=True, max_length=60, verbose_name='製造番号')),
                    ('source', models.CharField(choices=[('lease', 'リース'), ('rent', 'レンタル'), ('buy', '購入'), ('borrowed', '施設から借用')], max_length=20, verbose_name='調達方法')),
                    ('status', models.CharField(choices=[('usable', '使用可'), ('broken', '故障'), ('taken_out', '持ち出し中'), ('retired', '廃止')], default='usable', max_length=20, verbose_name='状態')),
                    ('removed_daily', models.BooleanField(default=False, verbose_name='毎日の持ち帰り・施錠の対象')),
                    ('network_note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='接続の設定（MACアドレス・SSID）')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                    ('last_checked_on', models.DateField(blank=True, null=True, verbose_name='最後に確認した日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '物品',
                    'verbose_name_plural': '物品',
                    'ordering': ['site', 'kind', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='EquipmentItemEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('assist_device', 'ア マイナアシスト'), ('camera', 'イ 写真撮影機'), ('printer', 'ウ 写真印刷機'), ('photo_paper', 'エ 写真印刷用紙・両面テープ等'), ('photo_cutter', 'オ フォトカッター'), ('backdrop', 'カ 背景・背景用スタンド・照明'), ('envelopes', 'キ 交付申請書の送付用封筒'), ('furniture', 'ク 長机・椅子等'), ('partitions', 'ケ パーテーション・衝立等'), ('translator', 'コ 翻訳機'), ('portal_terminal', 'サ マイナポータル用の端末'), ('card_reader', 'シ ICカードリーダー'), ('hygiene', 'ス 消毒用アルコール等衛生用品'), ('office_supplies', 'セ その他の什器・事務用品等')], max_length=20, verbose_name='品目')),
                    ('name', apps.core.fields.GuardedCharField(max_length=80, verbose_name='名称')),
                    ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='数量')),
                    ('serial', apps.core.fields.GuardedCharField(blank=True, max_length=60, verbose_name='製造番号')),
                    ('source', models.CharField(choices=[('lease', 'リース'), ('rent', 'レンタル'), ('buy', '購入'), ('borrowed', '施設から借用')], max_length=20, verbose_name='調達方法')),
                    ('status', models.CharField(choices=[('usable', '使用可'), ('broken', '故障'), ('taken_out', '持ち出し中'), ('retired', '廃止')], default='usable', max_length=20, verbose_name='状態')),
                    ('removed_daily', models.BooleanField(default=False, verbose_name='毎日の持ち帰り・施錠の対象')),
                    ('network_note', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='接続の設定（MACアドレス・SSID）')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                    ('last_checked_on', models.DateField(blank=True, null=True, verbose_name='最後に確認した日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EquipmentRequirement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('assist_device', 'ア マイナアシスト'), ('camera', 'イ 写真撮影機'), ('printer', 'ウ 写真印刷機'), ('photo_paper', 'エ 写真印刷用紙・両面テープ等'), ('photo_cutter', 'オ フォトカッター'), ('backdrop', 'カ 背景・背景用スタンド・照明'), ('envelopes', 'キ 交付申請書の送付用封筒'), ('furniture', 'ク 長机・椅子等'), ('partitions', 'ケ パーテーション・衝立等'), ('translator', 'コ 翻訳機'), ('portal_terminal', 'サ マイナポータル用の端末'), ('card_reader', 'シ ICカードリーダー'), ('hygiene', 'ス 消毒用アルコール等衛生用品'), ('office_supplies', 'セ その他の什器・事務用品等')], max_length=20, verbose_name='品目')),
                    ('minimum', models.PositiveSmallIntegerField(verbose_name='必要数')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                ],
                options={
                    'verbose_name': '物品の必要数',
                    'verbose_name_plural': '物品の必要数',
                    'ordering': ['kind', 'site', 'valid_from'],
                },
            ),
            migrations.CreateModel(
                name='EquipmentRequirementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('assist_device', 'ア マイナアシスト'), ('camera', 'イ 写真撮影機'), ('printer', 'ウ 写真印刷機'), ('photo_paper', 'エ 写真印刷用紙・両面テープ等'), ('photo_cutter', 'オ フォトカッター'), ('backdrop', 'カ 背景・背景用スタンド・照明'), ('envelopes', 'キ 交付申請書の送付用封筒'), ('furniture', 'ク 長机・椅子等'), ('partitions', 'ケ パーテーション・衝立等'), ('translator', 'コ 翻訳機'), ('portal_terminal', 'サ マイナポータル用の端末'), ('card_reader', 'シ ICカードリーダー'), ('hygiene', 'ス 消毒用アルコール等衛生用品'), ('office_supplies', 'セ その他の什器・事務用品等')], max_length=20, verbose_name='品目')),
                    ('minimum', models.PositiveSmallIntegerField(verbose_name='必要数')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='NetworkAttest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(help_text='月の初日です。', verbose_name='対象月')),
                    ('statement', apps.core.fields.GuardedTextField(max_length=500, verbose_name='確認した内容')),
                    ('attested_at', models.DateTimeField(verbose_name='確認した時刻')),
                ],
                options={
                    'verbose_name': '通信の確認',
                    'verbose_name_plural': '通信の確認',
                    'ordering': ['-month', 'site'],
                },
            ),
            migrations.CreateModel(
                name='NetworkAttestEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(help_text='月の初日です。', verbose_name='対象月')),
                    ('statement', apps.core.fields.GuardedTextField(max_length=500, verbose_name='確認した内容')),
                    ('attested_at', models.DateTimeField(verbose_name='確認した時刻')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Reception',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='受付番号')),
                    ('received_at', models.DateTimeField(verbose_name='受付時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('group_size', models.PositiveSmallIntegerField(default=1, verbose_name='人数')),
                    ('place_in_group', models.PositiveSmallIntegerField(default=1, verbose_name='組の中の順')),
                    ('form_issued_at_window', models.BooleanField(default=False, verbose_name='申請書を窓口で交付')),
                    ('pickup_explained', models.BooleanField(default=False, verbose_name='受取の案内')),
                    ('language', models.CharField(blank=True, choices=[('english', '英語'), ('chinese', '中国語'), ('korean', '韓国語'), ('vietnamese', 'ベトナム語'), ('filipino', 'フィリピン語'), ('portuguese', 'ポルトガル語'), ('spanish', 'スペイン語'), ('nepali', 'ネパール語'), ('plain_japanese', 'やさしい日本語'), ('other', 'その他の言語')], max_length=20, verbose_name='言語')),
                    ('interpreting', models.CharField(blank=True, choices=[('device', '翻訳機'), ('phone', '電話通訳'), ('person', '同伴者・通訳者')], max_length=20, verbose_name='通訳')),
                    ('accommodation', models.CharField(blank=True, choices=[('writing', '筆談'), ('reading_aloud', '代読'), ('wheelchair', '車いす'), ('sign_language', '手話'), ('other', 'その他の配慮')], max_length=20, verbose_name='合理的配慮')),
                    ('gave_up', models.BooleanField(default=False, verbose_name='途中で取りやめ')),
                    ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='取り消した時刻')),
                ],
                options={
                    'verbose_name': '受付',
                    'verbose_name_plural': '受付',
                    'ordering': ['session', 'number'],
                },
            ),
            migrations.CreateModel(
                name='ReceptionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='受付番号')),
                    ('received_at', models.DateTimeField(verbose_name='受付時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('group_size', models.PositiveSmallIntegerField(default=1, verbose_name='人数')),
                    ('place_in_group', models.PositiveSmallIntegerField(default=1, verbose_name='組の中の順')),
                    ('form_issued_at_window', models.BooleanField(default=False, verbose_name='申請書を窓口で交付')),
                    ('pickup_explained', models.BooleanField(default=False, verbose_name='受取の案内')),
                    ('language', models.CharField(blank=True, choices=[('english', '英語'), ('chinese', '中国語'), ('korean', '韓国語'), ('vietnamese', 'ベトナム語'), ('filipino', 'フィリピン語'), ('portuguese', 'ポルトガル語'), ('spanish', 'スペイン語'), ('nepali', 'ネパール語'), ('plain_japanese', 'やさしい日本語'), ('other', 'その他の言語')], max_length=20, verbose_name='言語')),
                    ('interpreting', models.CharField(blank=True, choices=[('device', '翻訳機'), ('phone', '電話通訳'), ('person', '同伴者・通訳者')], max_length=20, verbose_name='通訳')),
                    ('accommodation', models.CharField(blank=True, choices=[('writing', '筆談'), ('reading_aloud', '代読'), ('wheelchair', '車いす'), ('sign_language', '手話'), ('other', 'その他の配慮')], max_length=20, verbose_name='合理的配慮')),
                    ('gave_up', models.BooleanField(default=False, verbose_name='途中で取りやめ')),
                    ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='取り消した時刻')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Service',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('assist', '申請支援'), ('photo', '写真撮影'), ('usage', '利活用サポート'), ('express_photo', '特急発行写真'), ('guidance', '案内のみ'), ('other', 'その他')], max_length=20, verbose_name='種類')),
                    ('method', models.CharField(blank=True, choices=[('device', 'ア マイナアシスト'), ('post', 'イ 郵便'), ('smartphone', 'ウ スマートフォン'), ('agreed', 'エ 協議による方式')], max_length=20, verbose_name='支援方法')),
                    ('source_document', models.CharField(blank=True, choices=[('application_form', '交付申請書'), ('notification_letter', '個人番号通知書')], max_length=20, verbose_name='読み取った書類')),
                    ('usage', models.CharField(blank=True, choices=[('health_insurance', '健康保険証利用'), ('myna_portal', 'マイナポータル'), ('public_account', '公金受取口座'), ('other', 'その他の利活用')], max_length=20, verbose_name='利活用の内容')),
                    ('form_filled', models.BooleanField(default=False, verbose_name='記入')),
                    ('photo_pasted', models.BooleanField(default=False, verbose_name='写真貼付')),
                    ('sealed', models.BooleanField(default=False, verbose_name='封入')),
                    ('posting_explained', models.BooleanField(default=False, verbose_name='本人投函の案内')),
                ],
                options={
                    'verbose_name': '対応内容',
                    'verbose_name_plural': '対応内容',
                    'ordering': ['reception', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ServiceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('assist', '申請支援'), ('photo', '写真撮影'), ('usage', '利活用サポート'), ('express_photo', '特急発行写真'), ('guidance', '案内のみ'), ('other', 'その他')], max_length=20, verbose_name='種類')),
                    ('method', models.CharField(blank=True, choices=[('device', 'ア マイナアシスト'), ('post', 'イ 郵便'), ('smartphone', 'ウ スマートフォン'), ('agreed', 'エ 協議による方式')], max_length=20, verbose_name='支援方法')),
                    ('source_document', models.CharField(blank=True, choices=[('application_form', '交付申請書'), ('notification_letter', '個人番号通知書')], max_length=20, verbose_name='読み取った書類')),
                    ('usage', models.CharField(blank=True, choices=[('health_insurance', '健康保険証利用'), ('myna_portal', 'マイナポータル'), ('public_account', '公金受取口座'), ('other', 'その他の利活用')], max_length=20, verbose_name='利活用の内容')),
                    ('form_filled', models.BooleanField(default=False, verbose_name='記入')),
                    ('photo_pasted', models.BooleanField(default=False, verbose_name='写真貼付')),
                    ('sealed', models.BooleanField(default=False, verbose_name='封入')),
                    ('posting_explained', models.BooleanField(default=False, verbose_name='本人投函の案内')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Trouble',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('situation', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='状況')),
                    ('response', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='対応')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録した時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('handed_to_role', models.CharField(blank=True, choices=[('site_leader', '運営責任者'), ('general_manager', '統括責任者')], max_length=20, verbose_name='引継ぎ先')),
                    ('handed_at', models.DateTimeField(blank=True, null=True, verbose_name='引き継いだ時刻')),
                    ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='引き受けた時刻')),
                    ('solved_at', models.DateTimeField(blank=True, null=True, verbose_name='解決した時刻')),
                    ('outcome', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='結果')),
                ],
                options={
                    'verbose_name': '困難事例・トラブル',
                    'verbose_name_plural': '困難事例・トラブル',
                    'ordering': ['session', 'recorded_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='TroubleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('situation', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='状況')),
                    ('response', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='対応')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録した時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('handed_to_role', models.CharField(blank=True, choices=[('site_leader', '運営責任者'), ('general_manager', '統括責任者')], max_length=20, verbose_name='引継ぎ先')),
                    ('handed_at', models.DateTimeField(blank=True, null=True, verbose_name='引き継いだ時刻')),
                    ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='引き受けた時刻')),
                    ('solved_at', models.DateTimeField(blank=True, null=True, verbose_name='解決した時刻')),
                    ('outcome', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='結果')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VenueNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('improvement', '改善提案'), ('coordination', '会場調整')], max_length=20, verbose_name='種類')),
                    ('text', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='内容')),
                    ('noted_on', models.DateField(verbose_name='記録した日')),
                    ('city_reply', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='市の回答')),
                    ('replied_on', models.DateField(blank=True, null=True, verbose_name='回答した日')),
                    ('settled_on', models.DateField(blank=True, null=True, verbose_name='決着した日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '会場の記録',
                    'verbose_name_plural': '会場の記録',
                    'ordering': ['-noted_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='VenueNoteEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('improvement', '改善提案'), ('coordination', '会場調整')], max_length=20, verbose_name='種類')),
                    ('text', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='内容')),
                    ('noted_on', models.DateField(verbose_name='記録した日')),
                    ('city_reply', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='市の回答')),
                    ('replied_on', models.DateField(blank=True, null=True, verbose_name='回答した日')),
                    ('settled_on', models.DateField(blank=True, null=True, verbose_name='決着した日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Voice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('complaint', '苦情'), ('compliment', 'お褒め')], max_length=20, verbose_name='種類')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録した時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='取り消した時刻')),
                ],
                options={
                    'verbose_name': '市民の声',
                    'verbose_name_plural': '市民の声',
                    'ordering': ['session', 'recorded_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='VoiceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('complaint', '苦情'), ('compliment', 'お褒め')], max_length=20, verbose_name='種類')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録した時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='取り消した時刻')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ChecklistItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=40, verbose_name='コード')),
                    ('phase', models.CharField(choices=[('opening', '開設'), ('closing', '閉設')], max_length=20, verbose_name='時期')),
                    ('text', apps.core.fields.GuardedCharField(max_length=120, verbose_name='確認すること')),
                    ('needs_count', models.BooleanField(default=False, verbose_name='残りの件数を入力する')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                    ('valid_from', models.DateField(verbose_name='適用開始日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
                ],
                options={
                    'verbose_name': 'チェック項目',
                    'verbose_name_plural': 'チェック項目',
                    'ordering': ['phase', 'order', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='checklistitem_valid_to_after_valid_from', violation_error_message='適用終了日は、適用開始日と同じ日かそれより後の日にしてください。'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.Func('code', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func('code', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('valid_from', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('valid_to', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'valid_to', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='checklistitem_does_not_overlap_per_code', violation_error_message='同じコードの項目と適用期間が重なっています。')],
                },
            ),
            migrations.AddField(
                model_name='checklistitemevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='checklistitemevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.checklistitem'),
            ),
            migrations.AddField(
                model_name='checklisttick',
                name='item',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticks', to='counters.checklistitem', verbose_name='チェック項目'),
            ),
            migrations.AddField(
                model_name='checklisttick',
                name='ticked_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='checklisttickevent',
                name='item',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.checklistitem', verbose_name='チェック項目'),
            ),
            migrations.AddField(
                model_name='checklisttickevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='checklisttickevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.checklisttick'),
            ),
            migrations.AddField(
                model_name='checklisttickevent',
                name='ticked_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='countersession',
                name='cleared_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤去完了を記録した人'),
            ),
            migrations.AddField(
                model_name='countersession',
                name='closed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='閉設した人'),
            ),
            migrations.AddField(
                model_name='countersession',
                name='opened_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='開設した人'),
            ),
            migrations.AddField(
                model_name='countersession',
                name='override_agreement',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.agreement', verbose_name='休業日の開設の協議'),
            ),
            migrations.AddField(
                model_name='countersession',
                name='override_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='休業日の開設を認めた人'),
            ),
            migrations.AddField(
                model_name='countersession',
                name='setup_done_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='設営完了を記録した人'),
            ),
            migrations.AddField(
                model_name='countersession',
                name='signed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='日の報告を確認した運営責任者'),
            ),
            migrations.AddField(
                model_name='countersession',
                name='site',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counter_sessions', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='checklisttickevent',
                name='session',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.countersession', verbose_name='窓口の開設'),
            ),
            migrations.AddField(
                model_name='checklisttick',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checklist_ticks', to='counters.countersession', verbose_name='窓口の開設'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='cleared_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤去完了を記録した人'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='closed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='閉設した人'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='opened_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='開設した人'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='override_agreement',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='休業日の開設の協議'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='override_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='休業日の開設を認めた人'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.countersession'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='setup_done_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='設営完了を記録した人'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='signed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='日の報告を確認した運営責任者'),
            ),
            migrations.AddField(
                model_name='countersessionevent',
                name='site',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='equipmentitem',
                name='last_checked_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最後に確認した人'),
            ),
            migrations.AddField(
                model_name='equipmentitem',
                name='site',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='checklisttickevent',
                name='equipment',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.equipmentitem', verbose_name='物品'),
            ),
            migrations.AddField(
                model_name='checklisttick',
                name='equipment',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticks', to='counters.equipmentitem', verbose_name='物品'),
            ),
            migrations.AddField(
                model_name='equipmentitemevent',
                name='last_checked_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最後に確認した人'),
            ),
            migrations.AddField(
                model_name='equipmentitemevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='equipmentitemevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.equipmentitem'),
            ),
            migrations.AddField(
                model_name='equipmentitemevent',
                name='site',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='equipmentrequirement',
                name='site',
                field=models.ForeignKey(blank=True, help_text='空欄は、すべての窓口です。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equipment_requirements', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='equipmentrequirementevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='equipmentrequirementevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.equipmentrequirement'),
            ),
            migrations.AddField(
                model_name='equipmentrequirementevent',
                name='site',
                field=models.ForeignKey(blank=True, db_constraint=False, help_text='空欄は、すべての窓口です。', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='networkattest',
                name='attested_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='networkattest',
                name='site',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='network_attests', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='networkattestevent',
                name='attested_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='networkattestevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='networkattestevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.networkattest'),
            ),
            migrations.AddField(
                model_name='networkattestevent',
                name='site',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='reception',
                name='received_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受け付けた人'),
            ),
            migrations.AddField(
                model_name='reception',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receptions', to='counters.countersession', verbose_name='窓口の開設'),
            ),
            migrations.AddField(
                model_name='reception',
                name='voided_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人'),
            ),
            migrations.AddField(
                model_name='receptionevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='receptionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.reception'),
            ),
            migrations.AddField(
                model_name='receptionevent',
                name='received_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受け付けた人'),
            ),
            migrations.AddField(
                model_name='receptionevent',
                name='session',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.countersession', verbose_name='窓口の開設'),
            ),
            migrations.AddField(
                model_name='receptionevent',
                name='voided_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人'),
            ),
            migrations.AddField(
                model_name='service',
                name='reception',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='counters.reception', verbose_name='受付'),
            ),
            migrations.AddField(
                model_name='serviceevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='serviceevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.service'),
            ),
            migrations.AddField(
                model_name='serviceevent',
                name='reception',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.reception', verbose_name='受付'),
            ),
            migrations.AddField(
                model_name='trouble',
                name='handed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き継いだ人'),
            ),
            migrations.AddField(
                model_name='trouble',
                name='recorded_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='trouble',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='troubles', to='counters.countersession', verbose_name='窓口の開設'),
            ),
            migrations.AddField(
                model_name='trouble',
                name='solved_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='解決した人'),
            ),
            migrations.AddField(
                model_name='trouble',
                name='taken_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き受けた人'),
            ),
            migrations.AddField(
                model_name='troubleevent',
                name='handed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き継いだ人'),
            ),
            migrations.AddField(
                model_name='troubleevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='troubleevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.trouble'),
            ),
            migrations.AddField(
                model_name='troubleevent',
                name='recorded_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='troubleevent',
                name='session',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.countersession', verbose_name='窓口の開設'),
            ),
            migrations.AddField(
                model_name='troubleevent',
                name='solved_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='解決した人'),
            ),
            migrations.AddField(
                model_name='troubleevent',
                name='taken_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き受けた人'),
            ),
            migrations.AddField(
                model_name='venuenote',
                name='noted_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='venuenote',
                name='replied_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回答した人'),
            ),
            migrations.AddField(
                model_name='venuenote',
                name='site',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='venue_notes', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='venuenoteevent',
                name='noted_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='venuenoteevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='venuenoteevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.venuenote'),
            ),
            migrations.AddField(
                model_name='venuenoteevent',
                name='replied_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回答した人'),
            ),
            migrations.AddField(
                model_name='venuenoteevent',
                name='site',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='窓口'),
            ),
            migrations.AddField(
                model_name='voice',
                name='recorded_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='voice',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='counters.countersession', verbose_name='窓口の開設'),
            ),
            migrations.AddField(
                model_name='voice',
                name='voided_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人'),
            ),
            migrations.AddField(
                model_name='voiceevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='voiceevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.voice'),
            ),
            migrations.AddField(
                model_name='voiceevent',
                name='recorded_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人'),
            ),
            migrations.AddField(
                model_name='voiceevent',
                name='session',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.countersession', verbose_name='窓口の開設'),
            ),
            migrations.AddField(
                model_name='voiceevent',
                name='voided_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.UniqueConstraint(fields=('site', 'held_on'), name='countersession_one_per_site_and_day', violation_error_message='この窓口のこの日の開設は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('opened_at__isnull', False), _connector='OR'), models.Q(('cleared_at__isnull', True), ('closed_at__isnull', False), _connector='OR')), name='countersession_steps_follow_each_other', violation_error_message='開設、閉設、撤去完了の順に記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('setup_done_at__isnull', True), ('opened_at__isnull', True), ('setup_done_at__lte', models.F('opened_at')), _connector='OR'), models.Q(('closed_at__isnull', True), ('opened_at__lt', models.F('closed_at')), _connector='OR'), models.Q(('cleared_at__isnull', True), ('closed_at__lte', models.F('cleared_at')), _connector='OR')), name='countersession_times_in_order', violation_error_message='時刻は、設営完了、開設、閉設、撤去完了の順にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('setup_done_at__isnull', True), ('setup_done_by__isnull', True)), models.Q(('setup_done_at__isnull', False), ('setup_done_by__isnull', False)), _connector='OR'), name='countersession_setup_done_at_with_by', violation_error_message='設営完了の時刻と記録した人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('opened_at__isnull', True), ('opened_by__isnull', True)), models.Q(('opened_at__isnull', False), ('opened_by__isnull', False)), _connector='OR'), name='countersession_opened_at_with_by', violation_error_message='開設の時刻と記録した人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='countersession_closed_at_with_by', violation_error_message='閉設の時刻と記録した人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_at__isnull', True), ('cleared_by__isnull', True)), models.Q(('cleared_at__isnull', False), ('cleared_by__isnull', False)), _connector='OR'), name='countersession_cleared_at_with_by', violation_error_message='撤去完了の時刻と記録した人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='countersession_signed_at_with_by', violation_error_message='日の報告の確認の時刻と記録した人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('override_agreement__isnull', True), ('override_by__isnull', True), ('override_reason', '')), models.Q(models.Q(('override_reason', ''), _negated=True), ('override_agreement__isnull', False), ('override_by__isnull', False)), _connector='OR'), name='countersession_override_has_reason_by_and_agreement', violation_error_message='休業日の開設には、理由・認めた人・協議のすべてが必要です。'),
            ),
            migrations.AddConstraint(
                model_name='countersession',
                constraint=models.CheckConstraint(condition=models.Q(('signed_at__isnull', True), models.Q(('closed_at__isnull', False), ('signed_at__gte', models.F('closed_at'))), _connector='OR'), name='countersession_signed_after_closing', violation_error_message='日の報告の確認は、閉設してから記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='equipmentitem',
                constraint=models.UniqueConstraint(condition=models.Q(('serial', ''), _negated=True), fields=('kind', 'serial'), name='equipmentitem_serial_is_unique_in_kind', violation_error_message='この品目のこの製造番号は、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='equipmentitem',
                constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='equipmentitem_quantity_is_at_least_one', violation_error_message='数量は1以上にしてください。なくなった物品は、状態を「廃止」にします。'),
            ),
            migrations.AddConstraint(
                model_name='equipmentitem',
                constraint=models.CheckConstraint(condition=models.Q(('serial', ''), ('quantity', 1), _connector='OR'), name='equipmentitem_serial_means_a_single_one', violation_error_message='製造番号のある物品は、1台ずつ登録してください（数量は1です）。'),
            ),
            migrations.AddConstraint(
                model_name='equipmentitem',
                constraint=models.CheckConstraint(condition=models.Q(('serial', ''), ('removed_daily', True), _connector='OR'), name='equipmentitem_serial_means_removed_daily', violation_error_message='製造番号のある物品は、毎日の持ち帰り・施錠の対象にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='equipmentitem',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('last_checked_by__isnull', True), ('last_checked_on__isnull', True)), models.Q(('last_checked_by__isnull', False), ('last_checked_on__isnull', False)), _connector='OR'), name='equipmentitem_last_checked_on_with_by', violation_error_message='確認した日と確認した人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='checklisttick',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('equipment__isnull', True), ('item__isnull', False)), models.Q(('count__isnull', True), ('equipment__isnull', False), ('item__isnull', True)), _connector='OR'), name='checklisttick_is_of_one_item_or_one_device', violation_error_message='確認するのは、チェック項目か物品のどちらか1つです。'),
            ),
            migrations.AddConstraint(
                model_name='checklisttick',
                constraint=models.UniqueConstraint(fields=('session', 'item'), name='checklisttick_once_per_session_and_item', violation_error_message='この項目はすでに確認済みです。'),
            ),
            migrations.AddConstraint(
                model_name='checklisttick',
                constraint=models.UniqueConstraint(fields=('session', 'equipment'), name='checklisttick_once_per_session_and_device', violation_error_message='この物品はすでに確認済みです。'),
            ),
            migrations.AddConstraint(
                model_name='checklisttick',
                constraint=models.CheckConstraint(condition=models.Q(('count__isnull', True), ('count', 0), _connector='OR'), name='checklisttick_nothing_is_left', violation_error_message='残っている場合は、削除してから0件で確認します。'),
            ),
            migrations.AddConstraint(
                model_name='equipmentrequirement',
                constraint=models.UniqueConstraint(fields=('kind', 'site', 'valid_from'), name='equipmentrequirement_one_per_kind_site_and_day', nulls_distinct=False, violation_error_message='この品目のこの日からの必要数は、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='networkattest',
                constraint=models.UniqueConstraint(fields=('site', 'month'), name='networkattest_one_per_site_and_month', violation_error_message='この窓口のこの月の通信の確認は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='networkattest',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='networkattest_month_is_its_first_day', violation_error_message='対象月は、月の初日で記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='reception',
                constraint=models.UniqueConstraint(fields=('session', 'number'), name='reception_number_is_unique_in_session', violation_error_message='この受付番号はすでに使われています。'),
            ),
            migrations.AddConstraint(
                model_name='reception',
                constraint=models.UniqueConstraint(fields=('submission_key', 'place_in_group'), name='reception_submission_is_recorded_once', violation_error_message='この受付はすでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='reception',
                constraint=models.CheckConstraint(condition=models.Q(('place_in_group__gte', 1), ('place_in_group__lte', models.F('group_size'))), name='reception_place_is_within_group', violation_error_message='組の中の順は、1から人数までにしてください。'),
            ),
            migrations.AddConstraint(
                model_name='reception',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False)), _connector='OR'), name='reception_voided_at_with_by', violation_error_message='取り消した時刻と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='reception',
                constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_at__gte', models.F('received_at')), ('voided_at__lte', django.db.models.expressions.CombinedExpression(models.F('received_at'), '+', models.Value(datetime.timedelta(seconds=60))))), _connector='OR'), name='reception_voided_within_a_minute', violation_error_message='取り消しは、記録してから1分以内に限ります。'),
            ),
            migrations.AddConstraint(
                model_name='reception',
                constraint=models.CheckConstraint(condition=models.Q(('interpreting', ''), models.Q(('language', ''), _negated=True), _connector='OR'), name='reception_interpreting_needs_a_language', violation_error_message='通訳を使ったときは、言語を選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'assist'), ('method__in', ['device', 'post', 'smartphone', 'agreed'])), models.Q(models.Q(('kind', 'assist'), _negated=True), ('method', '')), _connector='OR'), name='service_method_belongs_to_assist', violation_error_message='支援方法（ア・イ・ウ・エ）は申請支援に必ず付け、ほかの対応には付けません。'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'usage'), ('usage__in', ['health_insurance', 'myna_portal', 'public_account', 'other'])), models.Q(models.Q(('kind', 'usage'), _negated=True), ('usage', '')), _connector='OR'), name='service_usage_belongs_to_usage_support', violation_error_message='利活用の内容は利活用サポートに必ず付け、ほかの対応には付けません。'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'smartphone'), ('source_document__in', ['application_form', 'notification_letter'])), models.Q(models.Q(('method', 'smartphone'), _negated=True), ('source_document', '')), _connector='OR'), name='service_source_document_belongs_to_smartphone', violation_error_message='読み取った書類は、スマートフォンでの支援のときに限り必ず記録します。'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'assist'), ('method', 'post')), models.Q(('form_filled', False), ('photo_pasted', False), ('posting_explained', False), ('sealed', False)), _connector='OR'), name='service_postal_ticks_belong_to_post', violation_error_message='記入・写真貼付・封入・本人投函の案内の確認は、郵便での支援にだけ付けます。'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['assist', 'express_photo'])), fields=('reception',), name='service_one_assist_or_express_photo_per_reception', violation_error_message='1人の受付に記録できるのは、申請支援か特急発行写真のどちらか1件です。'),
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.UniqueConstraint(fields=('reception', 'kind', 'usage'), name='service_each_kind_once_per_reception', violation_error_message='同じ対応は、1人の受付に1件だけ記録できます。'),
            ),
            migrations.AddConstraint(
                model_name='trouble',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at__isnull', True), ('handed_by__isnull', True)), models.Q(('handed_at__isnull', False), ('handed_by__isnull', False)), _connector='OR'), name='trouble_handed_at_with_by', violation_error_message='引き継いだ時刻と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='trouble',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_at__isnull', True), ('taken_by__isnull', True)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='trouble_taken_at_with_by', violation_error_message='引き受けた時刻と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='trouble',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('solved_at__isnull', True), ('solved_by__isnull', True)), models.Q(('solved_at__isnull', False), ('solved_by__isnull', False)), _connector='OR'), name='trouble_solved_at_with_by', violation_error_message='解決した時刻と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='trouble',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at__isnull', True), ('handed_to_role', '')), models.Q(('handed_at__isnull', False), ('handed_to_role__in', ['site_leader', 'general_manager'])), _connector='OR'), name='trouble_handed_to_a_leader', violation_error_message='引継ぎには、運営責任者か統括責任者のどちらかを選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='trouble',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at__isnull', True), ('handed_at__gte', models.F('recorded_at')), _connector='OR'), models.Q(('taken_at__isnull', True), models.Q(('handed_at__isnull', False), ('taken_at__gte', models.F('handed_at'))), _connector='OR'), models.Q(('solved_at__isnull', True), models.Q(('solved_at__gte', models.F('taken_at')), ('taken_at__isnull', False)), _connector='OR')), name='trouble_times_in_order', violation_error_message='記録、引継ぎ、引受け、解決の順に記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='trouble',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('solved_at__isnull', True)), models.Q(('solved_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='trouble_solved_with_outcome', violation_error_message='解決したときは、結果も記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='venuenote',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('city_reply', ''), ('replied_by__isnull', True), ('replied_on__isnull', True)), models.Q(models.Q(('city_reply', ''), _negated=True), ('replied_by__isnull', False), ('replied_on__isnull', False)), _connector='OR'), name='venuenote_reply_with_day_and_person', violation_error_message='市の回答には、回答した日と人の両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='venuenote',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('replied_on__isnull', True), ('replied_on__gte', models.F('noted_on')), _connector='OR'), models.Q(('settled_on__isnull', True), ('settled_on__gte', models.F('noted_on')), _connector='OR')), name='venuenote_days_in_order', violation_error_message='回答した日と決着した日は、記録した日以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='voice',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['complaint', 'compliment'])), name='voice_is_complaint_or_compliment', violation_error_message='苦情かお褒めのどちらかを選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='voice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False)), _connector='OR'), name='voice_voided_at_with_by', violation_error_message='取り消した時刻と人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='voice',
                constraint=models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_at__gte', models.F('recorded_at')), ('voided_at__lte', django.db.models.expressions.CombinedExpression(models.F('recorded_at'), '+', models.Value(datetime.timedelta(seconds=60))))), _connector='OR'), name='voice_voided_within_a_minute', violation_error_message='取り消しは、記録してから1分以内に限ります。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='checklistitem',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_checklistitemevent" ("code", "id", "needs_count", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "text", "valid_from", "valid_to") SELECT new_values."code", new_values."id", new_values."needs_count", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phase", new_values."text", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='314815051a91219f998e2a0eb917991aefbfb66a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_52323', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_checklistitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checklistitem',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_checklistitemevent" ("code", "id", "needs_count", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "text", "valid_from", "valid_to") SELECT new_values."code", new_values."id", new_values."needs_count", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phase", new_values."text", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='93e7d79c4ba2e64e4baf5542421c52cbb79a8d86', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_74ce5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_checklistitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checklistitem',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_checklistitemevent" ("code", "id", "needs_count", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "text", "valid_from", "valid_to") SELECT old_values."code", old_values."id", old_values."needs_count", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phase", old_values."text", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0a267bd12f00fcf15f10c4da7b8b9d34ec77a1c8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_42340', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_checklistitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checklistitemevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0aa1e8735bef91286321b2af0d9f48874e91b89a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11c5d', table='counters_checklistitemevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countersession',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_countersessionevent" ("cleared_at", "cleared_by_id", "closed_at", "closed_by_id", "held_on", "id", "opened_at", "opened_by_id", "override_agreement_id", "override_by_id", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "setup_done_at", "setup_done_by_id", "signed_at", "signed_by_id", "site_id") SELECT new_values."cleared_at", new_values."cleared_by_id", new_values."closed_at", new_values."closed_by_id", new_values."held_on", new_values."id", new_values."opened_at", new_values."opened_by_id", new_values."override_agreement_id", new_values."override_by_id", new_values."override_reason", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."setup_done_at", new_values."setup_done_by_id", new_values."signed_at", new_values."signed_by_id", new_values."site_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b1bd06c9f26c7bca7d94aae048b48d30404ec76b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_627ff', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_countersession', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countersession',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_countersessionevent" ("cleared_at", "cleared_by_id", "closed_at", "closed_by_id", "held_on", "id", "opened_at", "opened_by_id", "override_agreement_id", "override_by_id", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "setup_done_at", "setup_done_by_id", "signed_at", "signed_by_id", "site_id") SELECT new_values."cleared_at", new_values."cleared_by_id", new_values."closed_at", new_values."closed_by_id", new_values."held_on", new_values."id", new_values."opened_at", new_values."opened_by_id", new_values."override_agreement_id", new_values."override_by_id", new_values."override_reason", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."setup_done_at", new_values."setup_done_by_id", new_values."signed_at", new_values."signed_by_id", new_values."site_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6bdd82b1bb11959e5ad928225bf5a122cb835942', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_208b5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_countersession', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countersession',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_countersessionevent" ("cleared_at", "cleared_by_id", "closed_at", "closed_by_id", "held_on", "id", "opened_at", "opened_by_id", "override_agreement_id", "override_by_id", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "setup_done_at", "setup_done_by_id", "signed_at", "signed_by_id", "site_id") SELECT old_values."cleared_at", old_values."cleared_by_id", old_values."closed_at", old_values."closed_by_id", old_values."held_on", old_values."id", old_values."opened_at", old_values."opened_by_id", old_values."override_agreement_id", old_values."override_by_id", old_values."override_reason", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."setup_done_at", old_values."setup_done_by_id", old_values."signed_at", old_values."signed_by_id", old_values."site_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3e265b8aa2f2a7d46cc57df8964b5fe1f76249e8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_414f1', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_countersession', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='countersessionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='134fbd23e86db975697e06f4a1c6207e4f9f4f4c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_37609', table='counters_countersessionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='equipmentitem',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_equipmentitemevent" ("id", "kind", "last_checked_by_id", "last_checked_on", "name", "network_note", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "removed_daily", "serial", "site_id", "source", "status", "submission_key") SELECT new_values."id", new_values."kind", new_values."last_checked_by_id", new_values."last_checked_on", new_values."name", new_values."network_note", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."removed_daily", new_values."serial", new_values."site_id", new_values."source", new_values."status", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1d64ed09beda53b830714b54b010e2511e7c0e01', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_92f7b', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_equipmentitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='equipmentitem',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_equipmentitemevent" ("id", "kind", "last_checked_by_id", "last_checked_on", "name", "network_note", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "removed_daily", "serial", "site_id", "source", "status", "submission_key") SELECT new_values."id", new_values."kind", new_values."last_checked_by_id", new_values."last_checked_on", new_values."name", new_values."network_note", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity", new_values."removed_daily", new_values."serial", new_values."site_id", new_values."source", new_values."status", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cc99d4c992618e98ccbce8ec5d8a89fa7e83e2e4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a393b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_equipmentitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='equipmentitem',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_equipmentitemevent" ("id", "kind", "last_checked_by_id", "last_checked_on", "name", "network_note", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "removed_daily", "serial", "site_id", "source", "status", "submission_key") SELECT old_values."id", old_values."kind", old_values."last_checked_by_id", old_values."last_checked_on", old_values."name", old_values."network_note", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quantity", old_values."removed_daily", old_values."serial", old_values."site_id", old_values."source", old_values."status", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c810b2bd66784b40a22b6cec97564c2f095656e7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b5577', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_equipmentitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checklisttickevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f4ccced7b304f82b7b9693ac9feccde5356b21f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b3e4b', table='counters_checklisttickevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checklisttick',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_checklisttickevent" ("count", "equipment_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "ticked_at", "ticked_by_id") SELECT new_values."count", new_values."equipment_id", new_values."id", new_values."item_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."session_id", new_values."ticked_at", new_values."ticked_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3a110c8297ab0d14cf58580fa48b30c8605b5122', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_21bd5', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_checklisttick', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checklisttick',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_checklisttickevent" ("count", "equipment_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "ticked_at", "ticked_by_id") SELECT new_values."count", new_values."equipment_id", new_values."id", new_values."item_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."session_id", new_values."ticked_at", new_values."ticked_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5f50e40bd8f28c9ec43287bf685211bd7e458b0f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4b8f5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_checklisttick', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='checklisttick',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_checklisttickevent" ("count", "equipment_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "ticked_at", "ticked_by_id") SELECT old_values."count", old_values."equipment_id", old_values."id", old_values."item_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."session_id", old_values."ticked_at", old_values."ticked_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='71423cd6e4a73f8268e081b6d56f50ad6b2d7b4b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d2f2e', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_checklisttick', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='equipmentitemevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='af0f80e9edfcb62eea3733681884ecb8667613d5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_76611', table='counters_equipmentitemevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='equipmentrequirement',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_equipmentrequirementevent" ("id", "kind", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "valid_from") SELECT new_values."id", new_values."kind", new_values."minimum", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."valid_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='972c3a31670dcdc8a79b991b3e9dca739862f9cf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f2e10', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_equipmentrequirement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='equipmentrequirement',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_equipmentrequirementevent" ("id", "kind", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "valid_from") SELECT new_values."id", new_values."kind", new_values."minimum", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."valid_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c7928cc9a315291ced177fee0e91d1336f310693', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c13aa', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_equipmentrequirement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='equipmentrequirement',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_equipmentrequirementevent" ("id", "kind", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "valid_from") SELECT old_values."id", old_values."kind", old_values."minimum", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."valid_from" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9311d4bdb88a8996770c5d9166b4eed952f2586a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f848a', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_equipmentrequirement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='equipmentrequirementevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c825828ffe3a552d86c53cdbabc5035ded87a510', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_271a3', table='counters_equipmentrequirementevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='networkattest',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_networkattestevent" ("attested_at", "attested_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "statement") SELECT new_values."attested_at", new_values."attested_by_id", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."statement" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f3d6ff9143b97f2b0c3d63db9d52484cd82d79dd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1c63c', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_networkattest', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='networkattest',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_networkattestevent" ("attested_at", "attested_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "statement") SELECT new_values."attested_at", new_values."attested_by_id", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."statement" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8fe74a9b84ec6311279479d4002f27b19fedeeda', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_be391', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_networkattest', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='networkattest',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_networkattestevent" ("attested_at", "attested_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "statement") SELECT old_values."attested_at", old_values."attested_by_id", old_values."id", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."statement" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3027ba0ca61f4d6af1b326c21a3bf721dbba24e4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_12b48', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_networkattest', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='networkattestevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='265796d37f983abc2ae9a17de0dd7b9739c143e0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_94d40', table='counters_networkattestevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reception',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_receptionevent" ("accommodation", "form_issued_at_window", "gave_up", "group_size", "id", "interpreting", "language", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pickup_explained", "place_in_group", "received_at", "received_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT new_values."accommodation", new_values."form_issued_at_window", new_values."gave_up", new_values."group_size", new_values."id", new_values."interpreting", new_values."language", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pickup_explained", new_values."place_in_group", new_values."received_at", new_values."received_by_id", new_values."session_id", new_values."submission_key", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='03741caad048a8ad3fcc1b656f25eab8e8b86330', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f8485', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_reception', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reception',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_receptionevent" ("accommodation", "form_issued_at_window", "gave_up", "group_size", "id", "interpreting", "language", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pickup_explained", "place_in_group", "received_at", "received_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT new_values."accommodation", new_values."form_issued_at_window", new_values."gave_up", new_values."group_size", new_values."id", new_values."interpreting", new_values."language", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pickup_explained", new_values."place_in_group", new_values."received_at", new_values."received_by_id", new_values."session_id", new_values."submission_key", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8a556ef660884db7f587847ee15637c34ba28d9c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_584d8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_reception', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reception',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_receptionevent" ("accommodation", "form_issued_at_window", "gave_up", "group_size", "id", "interpreting", "language", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pickup_explained", "place_in_group", "received_at", "received_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT old_values."accommodation", old_values."form_issued_at_window", old_values."gave_up", old_values."group_size", old_values."id", old_values."interpreting", old_values."language", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pickup_explained", old_values."place_in_group", old_values."received_at", old_values."received_by_id", old_values."session_id", old_values."submission_key", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='df530219785c1517d237dee39263bfa29c4ee287', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2b261', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_reception', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='receptionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7987bfabc8acfde4c2d64c9ca1d60a57d36e9242', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e8688', table='counters_receptionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='service',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_serviceevent" ("form_filled", "id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_pasted", "posting_explained", "reception_id", "sealed", "source_document", "usage") SELECT new_values."form_filled", new_values."id", new_values."kind", new_values."method", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photo_pasted", new_values."posting_explained", new_values."reception_id", new_values."sealed", new_values."source_document", new_values."usage" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3fe7bf28832e5ae2bd01e3de595399134461eea5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_692ff', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_service', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='service',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_serviceevent" ("form_filled", "id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_pasted", "posting_explained", "reception_id", "sealed", "source_document", "usage") SELECT new_values."form_filled", new_values."id", new_values."kind", new_values."method", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."photo_pasted", new_values."posting_explained", new_values."reception_id", new_values."sealed", new_values."source_document", new_values."usage" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5ce14d3b8a06cc3fd58dd10648e8d37fe709ee81', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f6353', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_service', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='service',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_serviceevent" ("form_filled", "id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_pasted", "posting_explained", "reception_id", "sealed", "source_document", "usage") SELECT old_values."form_filled", old_values."id", old_values."kind", old_values."method", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."photo_pasted", old_values."posting_explained", old_values."reception_id", old_values."sealed", old_values."source_document", old_values."usage" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f9b52d248f739b40bc2d55cd58e54fade5aa2e4e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_54839', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_service', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='serviceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a616789d086260b96e0323500aa89e95d7477d65', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0a870', table='counters_serviceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trouble',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_troubleevent" ("handed_at", "handed_by_id", "handed_to_role", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "response", "session_id", "situation", "solved_at", "solved_by_id", "submission_key", "taken_at", "taken_by_id") SELECT new_values."handed_at", new_values."handed_by_id", new_values."handed_to_role", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."response", new_values."session_id", new_values."situation", new_values."solved_at", new_values."solved_by_id", new_values."submission_key", new_values."taken_at", new_values."taken_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ddf3d6e2d299cafd7cc281a8111899970fc18f24', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1c27e', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_trouble', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trouble',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_troubleevent" ("handed_at", "handed_by_id", "handed_to_role", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "response", "session_id", "situation", "solved_at", "solved_by_id", "submission_key", "taken_at", "taken_by_id") SELECT new_values."handed_at", new_values."handed_by_id", new_values."handed_to_role", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."response", new_values."session_id", new_values."situation", new_values."solved_at", new_values."solved_by_id", new_values."submission_key", new_values."taken_at", new_values."taken_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f351303195be368340053b4b511883f24be09d14', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fe26f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_trouble', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trouble',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_troubleevent" ("handed_at", "handed_by_id", "handed_to_role", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "response", "session_id", "situation", "solved_at", "solved_by_id", "submission_key", "taken_at", "taken_by_id") SELECT old_values."handed_at", old_values."handed_by_id", old_values."handed_to_role", old_values."id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."response", old_values."session_id", old_values."situation", old_values."solved_at", old_values."solved_by_id", old_values."submission_key", old_values."taken_at", old_values."taken_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0f75d8aeb83486354dc39b0106080da5efc306b2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5718d', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_trouble', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='troubleevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='919f4711494c64a869f3f3b37a2ff9db1382bd9b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89954', table='counters_troubleevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='venuenote',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_venuenoteevent" ("city_reply", "id", "kind", "noted_by_id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_by_id", "replied_on", "settled_on", "site_id", "submission_key", "text") SELECT new_values."city_reply", new_values."id", new_values."kind", new_values."noted_by_id", new_values."noted_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."replied_by_id", new_values."replied_on", new_values."settled_on", new_values."site_id", new_values."submission_key", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='433b8efb06ff30b1a68922840656b2c774dc721a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_413a5', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_venuenote', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='venuenote',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_venuenoteevent" ("city_reply", "id", "kind", "noted_by_id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_by_id", "replied_on", "settled_on", "site_id", "submission_key", "text") SELECT new_values."city_reply", new_values."id", new_values."kind", new_values."noted_by_id", new_values."noted_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."replied_by_id", new_values."replied_on", new_values."settled_on", new_values."site_id", new_values."submission_key", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='749965a9193b65d78048282d38f061d3be473ac4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_71b9e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_venuenote', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='venuenote',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_venuenoteevent" ("city_reply", "id", "kind", "noted_by_id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_by_id", "replied_on", "settled_on", "site_id", "submission_key", "text") SELECT old_values."city_reply", old_values."id", old_values."kind", old_values."noted_by_id", old_values."noted_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."replied_by_id", old_values."replied_on", old_values."settled_on", old_values."site_id", old_values."submission_key", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='217864ede405b89125f8b80a72e7b3655e32082c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3d6e2', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_venuenote', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='venuenoteevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='de73fd76ebaba84e0b128c46cd8ddca7485a78fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d447b', table='counters_venuenoteevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='voice',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_voiceevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."session_id", new_values."submission_key", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0c3b26d20bfb8f209c862fbe3b75dff21a16c77c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c686c', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_voice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='voice',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_voiceevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."session_id", new_values."submission_key", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='170123236f159ef0fe10c35404e856aa2ae5efa2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4fd6f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_voice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='voice',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_voiceevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."session_id", old_values."submission_key", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a2877c2451be60243148c08de19ee91dd693fd7c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d9af4', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_voice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='voiceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='976b66736832a8f3167b9716a635f9682a2ad6dd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7bf85', table='counters_voiceevent', when='BEFORE')),
            ),
        ]),
    ]
