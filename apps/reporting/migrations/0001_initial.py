import apps.core.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
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
                name='DataFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(choices=[('inquiries', '応答履歴'), ('calls', '通話記録')], max_length=20, verbose_name='記録の種類')),
                    ('form', models.CharField(choices=[('xlsx', 'Excel（xlsx）'), ('csv', 'CSV（UTF-8）')], max_length=10, verbose_name='形式')),
                    ('rows', models.PositiveIntegerField(verbose_name='行数')),
                    ('size', models.PositiveIntegerField(verbose_name='大きさ（バイト）')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ハッシュ値')),
                    ('file', models.BinaryField(verbose_name='ファイル')),
                ],
                options={
                    'verbose_name': '報告書のデータ',
                    'verbose_name_plural': '報告書のデータ',
                    'ordering': ['revision', 'subject', 'form'],
                },
            ),
            migrations.CreateModel(
                name='Invoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('number', apps.core.fields.GuardedCharField(max_length=20, verbose_name='請求書番号')),
                    ('state', models.CharField(choices=[('draft', '下書き'), ('sent', '提出済'), ('returned', '差戻し'), ('accepted', '受理'), ('paid', '支払済')], default='draft', max_length=10, verbose_name='状態')),
                    ('net', models.PositiveBigIntegerField(verbose_name='税抜の額（円）')),
                    ('percent', models.PositiveSmallIntegerField(verbose_name='税率（%）')),
                    ('tax', models.PositiveBigIntegerField(verbose_name='消費税及び地方消費税の額（円）')),
                    ('gross', models.PositiveBigIntegerField(verbose_name='請求金額（円）')),
                    ('days', models.PositiveSmallIntegerField(verbose_name='対象の日数')),
                    ('drafted_at', models.DateTimeField(verbose_name='下書きの作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('nominal_due_on', models.DateField(blank=True, null=True, verbose_name='支払の期限')),
                    ('safe_due_on', models.DateField(blank=True, null=True, verbose_name='支払の目安日')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='受理・差戻しの日時')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='市の意見')),
                    ('paid_on', models.DateField(blank=True, null=True, verbose_name='支払日')),
                    ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='支払を記録した日時')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理・差戻しをした人')),
                    ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='下書きを作成した人')),
                    ('paid_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='支払を記録した人')),
                    ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出した人')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'verbose_name': '請求書',
                    'verbose_name_plural': '請求書',
                    'ordering': ['-month'],
                },
            ),
            migrations.CreateModel(
                name='InvoiceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('number', apps.core.fields.GuardedCharField(max_length=20, verbose_name='請求書番号')),
                    ('state', models.CharField(choices=[('draft', '下書き'), ('sent', '提出済'), ('returned', '差戻し'), ('accepted', '受理'), ('paid', '支払済')], default='draft', max_length=10, verbose_name='状態')),
                    ('net', models.PositiveBigIntegerField(verbose_name='税抜の額（円）')),
                    ('percent', models.PositiveSmallIntegerField(verbose_name='税率（%）')),
                    ('tax', models.PositiveBigIntegerField(verbose_name='消費税及び地方消費税の額（円）')),
                    ('gross', models.PositiveBigIntegerField(verbose_name='請求金額（円）')),
                    ('days', models.PositiveSmallIntegerField(verbose_name='対象の日数')),
                    ('drafted_at', models.DateTimeField(verbose_name='下書きの作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('nominal_due_on', models.DateField(blank=True, null=True, verbose_name='支払の期限')),
                    ('safe_due_on', models.DateField(blank=True, null=True, verbose_name='支払の目安日')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='受理・差戻しの日時')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='市の意見')),
                    ('paid_on', models.DateField(blank=True, null=True, verbose_name='支払日')),
                    ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='支払を記録した日時')),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理・差戻しをした人')),
                    ('drafted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='下書きを作成した人')),
                    ('paid_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='支払を記録した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.invoice')),
                    ('sent_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出した人')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='InvoiceIssuer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('contract_number', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='契約番号')),
                    ('address', apps.core.fields.GuardedCharField(max_length=120, verbose_name='所在地')),
                    ('representative', apps.core.fields.GuardedCharField(max_length=60, verbose_name='代表者の職・氏名')),
                    ('registration_number', apps.core.fields.GuardedCharField(blank=True, max_length=14, verbose_name='適格請求書発行事業者の登録番号')),
                    ('bank', apps.core.fields.GuardedCharField(max_length=40, verbose_name='金融機関')),
                    ('branch', apps.core.fields.GuardedCharField(max_length=40, verbose_name='支店')),
                    ('account_kind', models.CharField(choices=[('ordinary', '普通'), ('current', '当座')], max_length=10, verbose_name='預金の種類')),
                    ('account_number', apps.core.fields.GuardedCharField(max_length=7, verbose_name='口座番号')),
                    ('account_name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='口座名義（カナ）')),
                    ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_issuer', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'verbose_name': '請求者と振込先',
                    'verbose_name_plural': '請求者と振込先',
                },
            ),
            migrations.CreateModel(
                name='InvoiceIssuerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('contract_number', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='契約番号')),
                    ('address', apps.core.fields.GuardedCharField(max_length=120, verbose_name='所在地')),
                    ('representative', apps.core.fields.GuardedCharField(max_length=60, verbose_name='代表者の職・氏名')),
                    ('registration_number', apps.core.fields.GuardedCharField(blank=True, max_length=14, verbose_name='適格請求書発行事業者の登録番号')),
                    ('bank', apps.core.fields.GuardedCharField(max_length=40, verbose_name='金融機関')),
                    ('branch', apps.core.fields.GuardedCharField(max_length=40, verbose_name='支店')),
                    ('account_kind', models.CharField(choices=[('ordinary', '普通'), ('current', '当座')], max_length=10, verbose_name='預金の種類')),
                    ('account_number', apps.core.fields.GuardedCharField(max_length=7, verbose_name='口座番号')),
                    ('account_name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='口座名義（カナ）')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.invoiceissuer')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='InvoiceRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('content', models.JSONField(verbose_name='数値')),
                    ('xlsx', models.BinaryField(verbose_name='Excelファイル')),
                    ('pdf', models.BinaryField(verbose_name='PDFファイル')),
                    ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reporting.invoice', verbose_name='請求書')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                ],
                options={
                    'verbose_name': '請求書の版',
                    'verbose_name_plural': '請求書の版',
                    'ordering': ['invoice', '-number'],
                },
            ),
            migrations.CreateModel(
                name='InvoiceRevisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('invoice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.invoice', verbose_name='請求書')),
                    ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.invoicerevision')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='MonthlyInspection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('round', models.PositiveSmallIntegerField(verbose_name='回')),
                    ('notified_on', models.DateField(verbose_name='完了の通知日')),
                    ('nominal_due_on', models.DateField(verbose_name='検査の期限')),
                    ('safe_due_on', models.DateField(verbose_name='検査の目安日')),
                    ('result', models.CharField(blank=True, choices=[('passed', '合格'), ('failed', '不合格')], max_length=10, verbose_name='結果')),
                    ('inspected_on', models.DateField(blank=True, null=True, verbose_name='検査日')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='補正の内容・意見')),
                    ('correct_by', models.DateField(blank=True, null=True, verbose_name='補正の期限')),
                    ('inspected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='検査した人')),
                    ('notified_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通知した人')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'verbose_name': '月の検査',
                    'verbose_name_plural': '月の検査',
                    'ordering': ['term', 'month', 'round'],
                },
            ),
            migrations.CreateModel(
                name='MonthlyInspectionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('round', models.PositiveSmallIntegerField(verbose_name='回')),
                    ('notified_on', models.DateField(verbose_name='完了の通知日')),
                    ('nominal_due_on', models.DateField(verbose_name='検査の期限')),
                    ('safe_due_on', models.DateField(verbose_name='検査の目安日')),
                    ('result', models.CharField(blank=True, choices=[('passed', '合格'), ('failed', '不合格')], max_length=10, verbose_name='結果')),
                    ('inspected_on', models.DateField(blank=True, null=True, verbose_name='検査日')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='補正の内容・意見')),
                    ('correct_by', models.DateField(blank=True, null=True, verbose_name='補正の期限')),
                    ('inspected_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='検査した人')),
                    ('notified_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通知した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.monthlyinspection')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PaymentChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('kind', models.CharField(choices=[('end', '契約の終了（この月まで支払う）'), ('amount', 'この月の額（税抜）を協議の額にする'), ('tax', 'この月の税率（経過措置）')], max_length=10, verbose_name='変更の内容')),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='業務の最終日')),
                    ('net', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='協議の額（税抜・円）')),
                    ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='税率（%）')),
                    ('reason', apps.core.fields.GuardedTextField(max_length=500, verbose_name='理由')),
                    ('made_at', models.DateTimeField(verbose_name='登録日時')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_changes', to='contracts.agreement', verbose_name='協議')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録した人')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_changes', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'verbose_name': '支払の変更',
                    'verbose_name_plural': '支払の変更',
                    'ordering': ['term', 'month', 'kind'],
                },
            ),
            migrations.CreateModel(
                name='PaymentChangeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('kind', models.CharField(choices=[('end', '契約の終了（この月まで支払う）'), ('amount', 'この月の額（税抜）を協議の額にする'), ('tax', 'この月の税率（経過措置）')], max_length=10, verbose_name='変更の内容')),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='業務の最終日')),
                    ('net', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='協議の額（税抜・円）')),
                    ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='税率（%）')),
                    ('reason', apps.core.fields.GuardedTextField(max_length=500, verbose_name='理由')),
                    ('made_at', models.DateTimeField(verbose_name='登録日時')),
                    ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='協議')),
                    ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.paymentchange')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('call_monthly', 'コールセンター応答状況報告書（月次）'), ('counter_daily', '申請サポート窓口 業務日報'), ('counter_monthly', '申請サポート窓口 業務月報'), ('driving_monthly', '運転記録・酒気帯び確認記録（月次）'), ('records_monthly', 'コールセンター全記録（月次データ）'), ('completion', '委託業務実施報告書')], max_length=20, verbose_name='種類')),
                    ('first_on', models.DateField(verbose_name='対象期間の初日')),
                    ('last_on', models.DateField(verbose_name='対象期間の末日')),
                    ('nominal_due_on', models.DateField(verbose_name='提出期限')),
                    ('safe_due_on', models.DateField(verbose_name='提出の目安日')),
                    ('state', models.CharField(choices=[('requested', '作成中'), ('draft', '下書き'), ('confirmed', '確認済'), ('issued', '提出済')], default='requested', max_length=20, verbose_name='状態')),
                    ('remarks', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='所見・改善策')),
                    ('requested_at', models.DateTimeField(verbose_name='作成を始めた日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                    ('failure', models.CharField(blank=True, max_length=200, verbose_name='作成できなかった理由')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者')),
                    ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者')),
                    ('remarks_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者')),
                    ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                ],
                options={
                    'verbose_name': '報告書',
                    'verbose_name_plural': '報告書',
                    'ordering': ['-last_on', 'kind'],
                },
            ),
            migrations.CreateModel(
                name='ReportEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('call_monthly', 'コールセンター応答状況報告書（月次）'), ('counter_daily', '申請サポート窓口 業務日報'), ('counter_monthly', '申請サポート窓口 業務月報'), ('driving_monthly', '運転記録・酒気帯び確認記録（月次）'), ('records_monthly', 'コールセンター全記録（月次データ）'), ('completion', '委託業務実施報告書')], max_length=20, verbose_name='種類')),
                    ('first_on', models.DateField(verbose_name='対象期間の初日')),
                    ('last_on', models.DateField(verbose_name='対象期間の末日')),
                    ('nominal_due_on', models.DateField(verbose_name='提出期限')),
                    ('safe_due_on', models.DateField(verbose_name='提出の目安日')),
                    ('state', models.CharField(choices=[('requested', '作成中'), ('draft', '下書き'), ('confirmed', '確認済'), ('issued', '提出済')], default='requested', max_length=20, verbose_name='状態')),
                    ('remarks', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='所見・改善策')),
                    ('requested_at', models.DateTimeField(verbose_name='作成を始めた日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                    ('failure', models.CharField(blank=True, max_length=200, verbose_name='作成できなかった理由')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者')),
                    ('issued_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.report')),
                    ('remarks_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者')),
                    ('requested_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReportRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('content', models.JSONField(verbose_name='数値')),
                    ('xlsx', models.BinaryField(verbose_name='Excelファイル')),
                    ('pdf', models.BinaryField(verbose_name='PDFファイル')),
                    ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('definitions_version', models.PositiveSmallIntegerField(verbose_name='定義の版')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reporting.report', verbose_name='報告書')),
                ],
                options={
                    'verbose_name': '報告書の版',
                    'verbose_name_plural': '報告書の版',
                    'ordering': ['report', '-number'],
                },
            ),
            migrations.CreateModel(
                name='DataFileEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('subject', models.CharField(choices=[('inquiries', '応答履歴'), ('calls', '通話記録')], max_length=20, verbose_name='記録の種類')),
                    ('form', models.CharField(choices=[('xlsx', 'Excel（xlsx）'), ('csv', 'CSV（UTF-8）')], max_length=10, verbose_name='形式')),
                    ('rows', models.PositiveIntegerField(verbose_name='行数')),
                    ('size', models.PositiveIntegerField(verbose_name='大きさ（バイト）')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ハッシュ値')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.datafile')),
                    ('revision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportrevision', verbose_name='報告書の版')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='datafile',
                name='revision',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='data_files', to='reporting.reportrevision', verbose_name='報告書の版'),
            ),
            migrations.CreateModel(
                name='ReportRevisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('definitions_version', models.PositiveSmallIntegerField(verbose_name='定義の版')),
                    ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportrevision')),
                    ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.report', verbose_name='報告書')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.UniqueConstraint(fields=('term', 'month'), name='invoice_one_per_term_and_month', violation_error_message='この月の請求書はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.UniqueConstraint(fields=('number',), name='invoice_number_is_unique', violation_error_message='この番号の請求書はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='invoice_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(('gross', django.db.models.expressions.CombinedExpression(models.F('net'), '+', models.F('tax')))), name='invoice_net_and_tax_add_up_to_gross', violation_error_message='税抜の額と消費税の額の和は、請求金額と同じにしてください。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('nominal_due_on__isnull', True), ('safe_due_on__isnull', True), ('sent_at__isnull', True), ('sent_by__isnull', True)), models.Q(('nominal_due_on__isnull', False), ('safe_due_on__isnull', False), ('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='invoice_sent_at_by_and_due_day', violation_error_message='提出の日時、提出した人、支払の期限は、すべてが必要です。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('sent_at__isnull', False), _connector='OR'), name='invoice_state_after_draft_has_been_sent', violation_error_message='提出していない請求書は、受理や支払の状態にできません。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='invoice_decided_at_and_by', violation_error_message='受理・差戻しの日時と人は、両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__gte', models.F('sent_at')), ('state__in', ['accepted', 'returned', 'paid'])), models.Q(('state__in', ['draft', 'sent']), ('decided_at__isnull', True)), _connector='OR'), name='invoice_decision_stands_with_its_state', violation_error_message='受理・差戻しの記録は、提出の後に、その状態と合わせて残します。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='invoice_returned_has_comment', violation_error_message='差し戻すときは、理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', False), ('paid_by__isnull', False), ('paid_on__isnull', False), ('state', 'paid')), models.Q(models.Q(('state', 'paid'), _negated=True), ('paid_at__isnull', True), ('paid_by__isnull', True), ('paid_on__isnull', True)), _connector='OR'), name='invoice_paid_has_day_and_person', violation_error_message='支払済の請求書には、支払日と記録した人が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='invoiceissuer',
                constraint=models.CheckConstraint(condition=models.Q(('registration_number', ''), ('registration_number__regex', '^T[0-9]{13}$'), _connector='OR'), name='invoiceissuer_registration_is_t_and_13_digits', violation_error_message='登録番号は、Tに続けて13桁の数字で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='invoiceissuer',
                constraint=models.CheckConstraint(condition=models.Q(('account_number__regex', '^[0-9]{7}$')), name='invoiceissuer_account_has_seven_digits', violation_error_message='口座番号は、7桁の数字で入力してください（足りない桁は前に0を付けます）。'),
            ),
            migrations.AddConstraint(
                model_name='invoicerevision',
                constraint=models.UniqueConstraint(fields=('invoice', 'number'), name='invoicerevision_number_is_unique_in_invoice', violation_error_message='この版はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='invoicerevision',
                constraint=models.UniqueConstraint(condition=models.Q(('issued_at__isnull', True)), fields=('invoice',), name='invoicerevision_one_open_per_invoice', violation_error_message='提出前の版は、請求書ごとに1つだけです。'),
            ),
            migrations.AddConstraint(
                model_name='invoicerevision',
                constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='invoicerevision_number_from_one', violation_error_message='版は1から数えます。'),
            ),
            migrations.AddConstraint(
                model_name='monthlyinspection',
                constraint=models.UniqueConstraint(fields=('term', 'month', 'round'), name='monthlyinspection_round_is_unique_in_month', violation_error_message='この月の完了の通知は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='monthlyinspection',
                constraint=models.UniqueConstraint(condition=models.Q(('result', 'failed'), _negated=True), fields=('term', 'month'), name='monthlyinspection_one_open_or_passed_per_month', violation_error_message='この月の完了の通知は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='monthlyinspection',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='monthlyinspection_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='monthlyinspection',
                constraint=models.CheckConstraint(condition=models.Q(('notified_on__gte', models.F('month')), ('safe_due_on__lte', models.F('nominal_due_on'))), name='monthlyinspection_notice_follows_month', violation_error_message='完了の通知日は、対象月の初日より後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='monthlyinspection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('inspected_by__isnull', True), ('inspected_on__isnull', True), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), ('inspected_by__isnull', False), ('inspected_on__gte', models.F('notified_on'))), _connector='OR'), name='monthlyinspection_result_has_day_and_person', violation_error_message='検査日は、完了の通知日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='monthlyinspection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('correct_by__gte', models.F('inspected_on')), ('result', 'failed'), models.Q(('comment', ''), _negated=True)), models.Q(models.Q(('result', 'failed'), _negated=True), ('correct_by__isnull', True)), _connector='OR'), name='monthlyinspection_failed_names_correction_and_day', violation_error_message='不合格のときは、補正の内容と、検査日以後の補正の期限を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.UniqueConstraint(fields=('term', 'month', 'kind'), name='paymentchange_one_per_month_and_kind', violation_error_message='この月には、同じ内容の変更がすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'end')), fields=('term',), name='paymentchange_one_end_per_term', violation_error_message='この契約年度の終了は、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='paymentchange_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'end'), ('last_day__isnull', False), ('net__isnull', True), ('percent__isnull', True)), models.Q(('kind', 'amount'), ('last_day__isnull', True), ('net__isnull', False), ('percent__isnull', True)), models.Q(('kind', 'tax'), ('last_day__isnull', True), ('net__isnull', True), ('percent__lte', 100)), _connector='OR'), name='paymentchange_has_the_figure_of_its_kind', violation_error_message='終了には最終日だけを、額の変更には額だけを、税率の変更には税率だけを入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__isnull', True), models.Q(('last_day__month', models.F('month__month')), ('last_day__year', models.F('month__year'))), _connector='OR'), name='paymentchange_last_day_lies_in_its_month', violation_error_message='業務の最終日は、対象月の中の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.UniqueConstraint(fields=('kind', 'first_on', 'last_on'), name='report_one_per_kind_and_period', violation_error_message='この期間の報告書はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='report_period_ends_after_start', violation_error_message='対象期間の末日は、初日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(('safe_due_on__lte', models.F('nominal_due_on'))), name='report_safe_day_is_not_after_due_day', violation_error_message='提出の目安日は、提出期限より後にできません。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='report_confirmed_at_and_by', violation_error_message='確認日時と確認者は、両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('issued_by__isnull', True)), models.Q(('issued_at__isnull', False), ('issued_by__isnull', False)), _connector='OR'), name='report_issued_at_and_by', violation_error_message='提出日時と提出者は、両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'issued']), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='report_is_confirmed_before_issue', violation_error_message='確認していない報告書は提出できません。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), ('issued_at__isnull', False), _connector='OR'), name='report_issued_state_has_moment', violation_error_message='提出済の報告書には提出日時が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='reportrevision',
                constraint=models.UniqueConstraint(fields=('report', 'number'), name='reportrevision_number_is_unique_in_report', violation_error_message='この版はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='reportrevision',
                constraint=models.UniqueConstraint(condition=models.Q(('issued_at__isnull', True)), fields=('report',), name='reportrevision_one_open_per_report', violation_error_message='提出前の版は、報告書ごとに1つだけです。'),
            ),
            migrations.AddConstraint(
                model_name='reportrevision',
                constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='reportrevision_number_from_one', violation_error_message='版は1から数えます。'),
            ),
            migrations.AddConstraint(
                model_name='datafile',
                constraint=models.UniqueConstraint(fields=('revision', 'subject', 'form'), name='datafile_one_per_revision_subject_and_form', violation_error_message='この版のこのデータはすでにあります。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='figures_are_frozen_once_sent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'sent\', \'returned\', \'accepted\', \'paid\') AND NOT (NEW."state" = \'draft\') AND (OLD."term_id" IS DISTINCT FROM (NEW."term_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."tax" IS DISTINCT FROM (NEW."tax") OR OLD."gross" IS DISTINCT FROM (NEW."gross") OR OLD."days" IS DISTINCT FROM (NEW."days")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4dc0c3bde05c497f84dd565f97240e5ccbfe2a32', operation='UPDATE', pgid='pgtrigger_figures_are_frozen_once_sent_8e86d', table='reporting_invoice', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='paid_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'paid\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a004401ecece79d0784174008d7b9363174cf4b3', operation='UPDATE', pgid='pgtrigger_paid_is_final_734c5', table='reporting_invoice', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='sent_is_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d4ea87902dabf6831e87c55c341e877dd73b52d0', operation='DELETE', pgid='pgtrigger_sent_is_not_deleted_da182', table='reporting_invoice', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceevent" ("comment", "days", "decided_at", "decided_by_id", "drafted_at", "drafted_by_id", "gross", "id", "month", "net", "nominal_due_on", "number", "paid_at", "paid_by_id", "paid_on", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "safe_due_on", "sent_at", "sent_by_id", "state", "tax", "term_id") SELECT new_values."comment", new_values."days", new_values."decided_at", new_values."decided_by_id", new_values."drafted_at", new_values."drafted_by_id", new_values."gross", new_values."id", new_values."month", new_values."net", new_values."nominal_due_on", new_values."number", new_values."paid_at", new_values."paid_by_id", new_values."paid_on", new_values."percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."safe_due_on", new_values."sent_at", new_values."sent_by_id", new_values."state", new_values."tax", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='44e2b85a2d7ce6c4bf804135be4ccbb4ec0c3ad8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7b66e', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_invoice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceevent" ("comment", "days", "decided_at", "decided_by_id", "drafted_at", "drafted_by_id", "gross", "id", "month", "net", "nominal_due_on", "number", "paid_at", "paid_by_id", "paid_on", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "safe_due_on", "sent_at", "sent_by_id", "state", "tax", "term_id") SELECT new_values."comment", new_values."days", new_values."decided_at", new_values."decided_by_id", new_values."drafted_at", new_values."drafted_by_id", new_values."gross", new_values."id", new_values."month", new_values."net", new_values."nominal_due_on", new_values."number", new_values."paid_at", new_values."paid_by_id", new_values."paid_on", new_values."percent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."safe_due_on", new_values."sent_at", new_values."sent_by_id", new_values."state", new_values."tax", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7aa487cce49bca3b00a69d81e6d38294086302ae', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a853a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_invoice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceevent" ("comment", "days", "decided_at", "decided_by_id", "drafted_at", "drafted_by_id", "gross", "id", "month", "net", "nominal_due_on", "number", "paid_at", "paid_by_id", "paid_on", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "safe_due_on", "sent_at", "sent_by_id", "state", "tax", "term_id") SELECT old_values."comment", old_values."days", old_values."decided_at", old_values."decided_by_id", old_values."drafted_at", old_values."drafted_by_id", old_values."gross", old_values."id", old_values."month", old_values."net", old_values."nominal_due_on", old_values."number", old_values."paid_at", old_values."paid_by_id", old_values."paid_on", old_values."percent", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."safe_due_on", old_values."sent_at", old_values."sent_by_id", old_values."state", old_values."tax", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0cbeb01d35da56a762be7ffc131a9de087a65cdf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1373e', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_invoice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c6f28e10593e257ce90f5e309bd6f6d0a12bb27', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0f9d1', table='reporting_invoiceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceissuer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceissuerevent" ("account_kind", "account_name", "account_number", "address", "bank", "branch", "contract_number", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "representative", "term_id") SELECT new_values."account_kind", new_values."account_name", new_values."account_number", new_values."address", new_values."bank", new_values."branch", new_values."contract_number", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."registration_number", new_values."representative", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='604a501c2b66fc84dfad42c2c5e884f88935c2c8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_760d6', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_invoiceissuer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceissuer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceissuerevent" ("account_kind", "account_name", "account_number", "address", "bank", "branch", "contract_number", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "representative", "term_id") SELECT new_values."account_kind", new_values."account_name", new_values."account_number", new_values."address", new_values."bank", new_values."branch", new_values."contract_number", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."registration_number", new_values."representative", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6bd1c9efbca63d5f957f399528dd60796d9f667b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6ba93', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_invoiceissuer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceissuer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceissuerevent" ("account_kind", "account_name", "account_number", "address", "bank", "branch", "contract_number", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "representative", "term_id") SELECT old_values."account_kind", old_values."account_name", old_values."account_number", old_values."address", old_values."bank", old_values."branch", old_values."contract_number", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."registration_number", old_values."representative", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9013649f8566a99be1bf8c933b2a4d842c039c16', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c6c05', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_invoiceissuer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceissuerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fd0ae13c0cff2e1f2d8ea4b7df5f27df8628b28c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c01ee', table='reporting_invoiceissuerevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevision',
                trigger=pgtrigger.compiler.Trigger(name='issued_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."issued_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd079d09e73a9b08cabc629eaa3f83f250dfb7c6', operation='UPDATE OR DELETE', pgid='pgtrigger_issued_is_frozen_61963', table='reporting_invoicerevision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevision',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoicerevisionevent" ("id", "invoice_id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "xlsx_sha256") SELECT new_values."id", new_values."invoice_id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fe6be1324f029eb5682b440a3d79eaf6cfe49449', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_47a64', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_invoicerevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoicerevisionevent" ("id", "invoice_id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "xlsx_sha256") SELECT new_values."id", new_values."invoice_id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."invoice_id" IS DISTINCT FROM (new_values."invoice_id") OR old_values."issued_at" IS DISTINCT FROM (new_values."issued_at") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."pdf_sha256" IS DISTINCT FROM (new_values."pdf_sha256") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."xlsx_sha256" IS DISTINCT FROM (new_values."xlsx_sha256")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='08f9bbd8062f09779b6f182d4da457a4fe834457', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f6cb1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_invoicerevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoicerevisionevent" ("id", "invoice_id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "xlsx_sha256") SELECT old_values."id", old_values."invoice_id", old_values."issued_at", old_values."made_at", old_values."made_by_id", old_values."number", old_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."xlsx_sha256" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f6b6e751a54901614a9758aedd73556d0906d8be', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a5b45', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_invoicerevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevisionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1470c2ea1ea935c73377f5e0ea2eefa874f8febc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ae57', table='reporting_invoicerevisionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='monthlyinspection',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_monthlyinspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "round", "safe_due_on", "term_id") SELECT new_values."comment", new_values."correct_by", new_values."id", new_values."inspected_by_id", new_values."inspected_on", new_values."month", new_values."nominal_due_on", new_values."notified_by_id", new_values."notified_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."result", new_values."round", new_values."safe_due_on", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f24cf067a779fef2cde925106dd0a42b94f6d89e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ee553', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_monthlyinspection', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='monthlyinspection',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_monthlyinspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "round", "safe_due_on", "term_id") SELECT new_values."comment", new_values."correct_by", new_values."id", new_values."inspected_by_id", new_values."inspected_on", new_values."month", new_values."nominal_due_on", new_values."notified_by_id", new_values."notified_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."result", new_values."round", new_values."safe_due_on", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='87f42bdae9eb8422acf0115e285acbc5d08d32b9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bfc41', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_monthlyinspection', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='monthlyinspection',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_monthlyinspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "round", "safe_due_on", "term_id") SELECT old_values."comment", old_values."correct_by", old_values."id", old_values."inspected_by_id", old_values."inspected_on", old_values."month", old_values."nominal_due_on", old_values."notified_by_id", old_values."notified_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."result", old_values."round", old_values."safe_due_on", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f17e625762a3e8402040706a84122390fc57baed', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d6739', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_monthlyinspection', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='monthlyinspectionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ce890846fb38453a344d1b401e85ad9f99471b7e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73607', table='reporting_monthlyinspectionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paymentchange',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_paymentchangeevent" ("agreement_id", "id", "kind", "last_day", "made_at", "made_by_id", "month", "net", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "term_id") SELECT new_values."agreement_id", new_values."id", new_values."kind", new_values."last_day", new_values."made_at", new_values."made_by_id", new_values."month", new_values."net", new_values."percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c1d4d31e58d1a93399c65b33692a461fef4ced8f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cc0eb', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_paymentchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paymentchange',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_paymentchangeevent" ("agreement_id", "id", "kind", "last_day", "made_at", "made_by_id", "month", "net", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "term_id") SELECT new_values."agreement_id", new_values."id", new_values."kind", new_values."last_day", new_values."made_at", new_values."made_by_id", new_values."month", new_values."net", new_values."percent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='459ebd2e27e174e6886043e93881cdbc68552af3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_727da', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_paymentchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paymentchange',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_paymentchangeevent" ("agreement_id", "id", "kind", "last_day", "made_at", "made_by_id", "month", "net", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "term_id") SELECT old_values."agreement_id", old_values."id", old_values."kind", old_values."last_day", old_values."made_at", old_values."made_by_id", old_values."month", old_values."net", old_values."percent", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5817bd2e51c17924c1b1f82ba813caa21f30551f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_be981', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_paymentchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paymentchangeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9a0efb33de4142304b1c35b7f81d7a283b3c1667', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3fe9b', table='reporting_paymentchangeevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='598e7238cfe33d7f6f9f112dc68dfee00a37f3ca', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69d08', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='44652343a3027edbc02dde21adf67961a97228b4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c13c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("confirmed_at", "confirmed_by_id", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state") SELECT old_values."confirmed_at", old_values."confirmed_by_id", old_values."failure", old_values."first_on", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."last_on", old_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."remarks", old_values."remarks_by_id", old_values."requested_at", old_values."requested_by_id", old_values."safe_due_on", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='914369fde2e2dea00b3533d3de69f94d17f66cd9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a47c2', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='19fbce4176f1a2ca6b1c1731117466334181de2f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73e88', table='reporting_reportevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevision',
                trigger=pgtrigger.compiler.Trigger(name='issued_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."issued_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='78139c0152dd7fafec9d7f68b5b4c6240093b648', operation='UPDATE OR DELETE', pgid='pgtrigger_issued_is_frozen_467a0', table='reporting_reportrevision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevision',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT new_values."definitions_version", new_values."id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."report_id", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e2aa4fecbd78c5eb007cfc09522eb726dd7ef638', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a6a40', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_reportrevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT new_values."definitions_version", new_values."id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."report_id", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."definitions_version" IS DISTINCT FROM (new_values."definitions_version") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."issued_at" IS DISTINCT FROM (new_values."issued_at") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."pdf_sha256" IS DISTINCT FROM (new_values."pdf_sha256") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."report_id" IS DISTINCT FROM (new_values."report_id") OR old_values."xlsx_sha256" IS DISTINCT FROM (new_values."xlsx_sha256")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0562f95444113d460051baa10ea47b5c07c1b4a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b91b0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_reportrevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT old_values."definitions_version", old_values."id", old_values."issued_at", old_values."made_at", old_values."made_by_id", old_values."number", old_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."report_id", old_values."xlsx_sha256" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a7e6e66e83967b133ae9c619f6ca223b38e8a20c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_89b7f', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_reportrevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafileevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='396209e43f0ddc0e8f1b2abe6d43533b20f238f7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee182', table='reporting_datafileevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafile',
                trigger=pgtrigger.compiler.Trigger(name='frozen_with_its_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.issued_at IS NOT NULL\n                        AND r.id IN (CASE WHEN TG_OP = 'DELETE' THEN OLD.revision_id ELSE NEW.revision_id END,\n                            CASE WHEN TG_OP = 'INSERT' THEN NEW.revision_id ELSE OLD.revision_id END)\n                    ) THEN\n                        RAISE EXCEPTION 'the revision is issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'datafile_frozen_with_its_revision';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='a4b70728667a92d26d077be4c27e37ada28340b3', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_with_its_revision_b7cf1', table='reporting_datafile', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafile',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_datafileevent" ("form", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id", "rows", "sha256", "size", "subject") SELECT new_values."form", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revision_id", new_values."rows", new_values."sha256", new_values."size", new_values."subject" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='31a2811e6596ebc901e853937f6ee37611530e89', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2820e', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_datafile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafile',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_datafileevent" ("form", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id", "rows", "sha256", "size", "subject") SELECT new_values."form", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revision_id", new_values."rows", new_values."sha256", new_values."size", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."form" IS DISTINCT FROM (new_values."form") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."revision_id" IS DISTINCT FROM (new_values."revision_id") OR old_values."rows" IS DISTINCT FROM (new_values."rows") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."size" IS DISTINCT FROM (new_values."size") OR old_values."subject" IS DISTINCT FROM (new_values."subject")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b7c0cffc10e8f26c97ab0e8a71be61e674c503fc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_47708', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_datafile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafile',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_datafileevent" ("form", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id", "rows", "sha256", "size", "subject") SELECT old_values."form", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revision_id", old_values."rows", old_values."sha256", old_values."size", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b33fd20b85dd2e7ccb86568b4589a863219687f4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_437bd', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_datafile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevisionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c955249819c0b1e54ea86ce616d8ced34fbc0d6d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a928', table='reporting_reportrevisionevent', when='BEFORE')),
            ),
        ]),
    ]
