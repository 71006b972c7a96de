import apps.core.bigrams
import apps.core.fields
from apps.core import bigrams
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import re
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("callcenter", "0003_logs"),
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(bigrams.CREATE_FUNCTIONS, bigrams.DROP_FUNCTIONS),
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
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faq_entries', to='callcenter.inquirycategory', verbose_name='分類')),
                ('retired_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='廃止した人')),
                ('source_checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='出典を確認した人')),
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
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquirycategory', verbose_name='分類')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.faqentry')),
                ('retired_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='廃止した人')),
                ('source_checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='出典を確認した人')),
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
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='決定者')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='callcenter.faqentry', verbose_name='直したい項目')),
                ('inquiry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='faq_proposals', to='callcenter.inquiry', verbose_name='問い合わせ')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提案者')),
            ],
            options={
                'verbose_name': 'FAQの提案',
                'verbose_name_plural': 'FAQの提案',
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FaqSearchMiss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', apps.core.fields.GuardedCharField(max_length=60, verbose_name='検索した語')),
                ('searched_at', models.DateTimeField(verbose_name='検索日時')),
                ('searched_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='検索した人')),
            ],
            options={
                'verbose_name': 'FAQで見つからなかった検索',
                'verbose_name_plural': 'FAQで見つからなかった検索',
                'ordering': ['-searched_at', '-pk'],
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
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='承認者')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成者')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='callcenter.faqentry', verbose_name='項目')),
                ('source_document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='faq_versions', to='contracts.document', verbose_name='出典の文書')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者')),
            ],
            options={
                'verbose_name': 'FAQの版',
                'verbose_name_plural': 'FAQの版',
                'ordering': ['entry', '-number'],
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
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='決定者')),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.faqentry', verbose_name='直したい項目')),
                ('inquiry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.faqproposal')),
                ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提案者')),
                ('version', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.faqversion', verbose_name='採用した版')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='faqproposal',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='callcenter.faqversion', verbose_name='採用した版'),
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
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='承認者')),
                ('author', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成者')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.faqentry', verbose_name='項目')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.faqversion')),
                ('source_document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.document', verbose_name='出典の文書')),
                ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者')),
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
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
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
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.section')),
            ],
            options={
                'abstract': False,
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
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.agreement', verbose_name='協議')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
            ],
            options={
                'verbose_name': 'FAQの第三者提供',
                'verbose_name_plural': 'FAQの第三者提供',
                'ordering': ['-given_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('recipient', ''), _negated=True), models.Q(('purpose', ''), _negated=True), models.Q(('scope', ''), _negated=True), models.Q(('consented_by', ''), _negated=True)), name='faqdisclosure_is_complete', violation_error_message='提供先・理由・範囲・認めた市の担当を入力してください。'), models.CheckConstraint(condition=models.Q(('given_on__gte', models.F('consented_on'))), name='faqdisclosure_follows_the_consent', violation_error_message='提供日は、市が認めた日と同じ日かそれより後の日にしてください。')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='faqdisclosure',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a2525ee250a7395793a04df10d596bc8078415fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_02cff', table='callcenter_faqdisclosure', when='BEFORE')),
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
            model_name='faqentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a91ed9144f3445d6a9b196789cd306082e2aefa4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81d5f', table='callcenter_faqentryevent', when='BEFORE')),
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
            model_name='faqproposalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='20d8bce8b1a5bf90a17ac6ca80b6f771fc975e1d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cf4b9', table='callcenter_faqproposalevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='faqproposal',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='faqproposal_is_not_empty', violation_error_message='提案を入力してください。'),
        ),
        migrations.AddConstraint(
            model_name='faqproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('reason', ''), ('state', 'proposed'), ('version__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state', 'adopted'), ('version__isnull', False)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state', 'declined'), ('version__isnull', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='faqproposal_decision_is_whole', violation_error_message='採用は版を、見送りは理由を、決定者と日時にそろえて記録してください。'),
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
            model_name='faqversionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15ac31dc30b9868a0177ab561aa191ac8e9311ba', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06dd3', table='callcenter_faqversionevent', when='BEFORE')),
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
    ]
