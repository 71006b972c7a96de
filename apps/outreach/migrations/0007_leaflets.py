import apps.core.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0002_incidents'),
        ('outreach', '0006_visit_day'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='宛先を確認した人')),
                ('design_agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='デザインを承認した人')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaflets', to='contracts.contractterm', verbose_name='契約年度')),
            ],
            options={
                'verbose_name': 'チラシ',
                'verbose_name_plural': 'チラシ',
                'ordering': ['-term__starts_on', '-pk'],
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
                ('facility', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facility', verbose_name='登録されている施設')),
                ('ticked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='outreach.leafletcampaign', verbose_name='チラシ')),
            ],
            options={
                'verbose_name': 'チラシの宛先',
                'verbose_name_plural': 'チラシの宛先',
                'ordering': ['campaign', 'order', 'pk'],
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
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='宛先を確認した人')),
                ('design_agreed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='デザインを承認した人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.leafletcampaign')),
                ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
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
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='outreach.leafletcampaign', verbose_name='チラシ')),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.facility', verbose_name='施設')),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='leaflet_letter', to='outreach.facilitylink', verbose_name='リンク')),
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
                ('campaign', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.leafletcampaign', verbose_name='チラシ')),
                ('facility', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設')),
                ('link', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facilitylink', verbose_name='リンク')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.leafletletter')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LeafletRejectedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='行')),
                ('reason', apps.core.fields.GuardedCharField(max_length=300, verbose_name='取り込めない理由')),
                ('name', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='宛名（施設・事業所）')),
                ('addressee', apps.core.fields.GuardedCharField(blank=True, max_length=100, verbose_name='敬称の行')),
                ('postal_code', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='郵便番号')),
                ('address', apps.core.fields.GuardedCharField(blank=True, max_length=400, verbose_name='住所')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rejected_rows', to='outreach.leafletcampaign', verbose_name='チラシ')),
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
                ('kind', models.CharField(choices=[('created', '作成を開始'), ('design_agreed', 'デザインを市が承認'), ('check_asked', '宛先の確認を市へ依頼'), ('checked', '宛先を市が確認'), ('check_voided', '宛先の変更により市の確認が無効'), ('printed', '印刷'), ('stuffed', '封入'), ('posted', '発送'), ('returned', '返戻の記録'), ('corrected', '数・費用の記録'), ('letters_made', '施設のリンクを載せた手紙を作成'), ('completed', '完了'), ('cancelled', '中止'), ('erased', '宛先の一覧を消去')], max_length=20, verbose_name='内容')),
                ('taken_at', models.DateTimeField(verbose_name='日時')),
                ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='件数')),
                ('reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='outreach.leafletcampaign', verbose_name='チラシ')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='行った人')),
            ],
            options={
                'verbose_name': 'チラシの経過',
                'verbose_name_plural': 'チラシの経過',
                'ordering': ['campaign', 'pk'],
            },
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
        pgtrigger.migrations.AddTrigger(
            model_name='leafletcampaign',
            trigger=pgtrigger.compiler.Trigger(name='steps_in_order', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE before outreach_leafletcampaign;', func="\n        IF TG_OP = 'UPDATE' THEN\n            before := OLD;\n        END IF;\n        IF NEW.checked_at IS NOT NULL AND NEW.checked_at IS DISTINCT FROM before.checked_at THEN\n            IF NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = NEW.checked_by_id AND u.role IN ('city_approver', 'city_staff')) THEN\n                RAISE EXCEPTION 'not the city'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_is_checked_by_the_city';\n            END IF;\n            IF NOT EXISTS (SELECT 1 FROM outreach_leafletaddress a WHERE a.campaign_id = NEW.id)\n                OR EXISTS (\n                    SELECT 1 FROM outreach_leafletaddress a\n                    WHERE a.campaign_id = NEW.id AND (a.ticked_at IS NULL OR a.remark <> '')\n                ) THEN\n                RAISE EXCEPTION 'a line is not checked'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_check_covers_every_line';\n            END IF;\n        END IF;\n        IF NEW.design_agreed_at IS NOT NULL AND NEW.design_agreed_at IS DISTINCT FROM before.design_agreed_at\n            AND NOT EXISTS (\n                SELECT 1 FROM accounts_user u WHERE u.id = NEW.design_agreed_by_id AND u.role IN ('city_approver', 'city_staff')\n            ) THEN\n            RAISE EXCEPTION 'not the city'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_design_is_agreed_by_the_city';\n        END IF;\n        IF NEW.printed_on IS NOT NULL AND before.printed_on IS NULL AND NEW.checked_at IS NULL THEN\n            RAISE EXCEPTION 'printed before the check'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_prints_after_the_check';\n        END IF;\n        IF before.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM before.erased_at THEN\n            RAISE EXCEPTION 'erased for good'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_erasure_is_final';\n        END IF;\n        RETURN NEW;\n    ", hash='722c07efa1b0a604dc618b38795a14fb2ae54824', operation='INSERT OR UPDATE', pgid='pgtrigger_steps_in_order_5a39a', table='outreach_leafletcampaign', when='BEFORE')),
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
        pgtrigger.migrations.AddTrigger(
            model_name='leafletaddress',
            trigger=pgtrigger.compiler.Trigger(name='of_an_open_list', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE campaign outreach_leafletcampaign;', func="\n        IF TG_OP = 'DELETE' THEN\n            SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = OLD.campaign_id FOR NO KEY UPDATE;\n            IF campaign.erased_at IS NOT NULL THEN\n                RETURN OLD;\n            END IF;\n        ELSE\n            SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = NEW.campaign_id FOR NO KEY UPDATE;\n        END IF;\n        IF campaign.erased_at IS NOT NULL OR campaign.cancelled_at IS NOT NULL THEN\n            RAISE EXCEPTION 'the list is closed'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_of_an_open_list';\n        END IF;\n        IF TG_OP = 'UPDATE' THEN\n            IF NEW.campaign_id <> OLD.campaign_id THEN\n                RAISE EXCEPTION 'of another campaign'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_stays_in_its_list';\n            END IF;\n            IF NEW.left_out_reason <> OLD.left_out_reason AND campaign.posted_on IS NOT NULL AND OLD.posted_on IS NULL\n                AND NEW.posted_on IS NULL THEN\n                RAISE EXCEPTION 'posted already'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_left_out_before_posting';\n            END IF;\n            IF (NEW.facility_id, NEW.name, NEW.addressee, NEW.postal_code, NEW.address, NEW.match_key)\n                IS NOT DISTINCT FROM\n                (OLD.facility_id, OLD.name, OLD.addressee, OLD.postal_code, OLD.address, OLD.match_key) THEN\n                IF campaign.checked_at IS NOT NULL AND (\n                    NEW.ticked_at IS DISTINCT FROM OLD.ticked_at OR NEW.remark <> OLD.remark\n                ) THEN\n                    RAISE EXCEPTION 'checked already'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_changed_only_unchecked';\n                END IF;\n                RETURN NEW;\n            END IF;\n            NEW.ticked_at := NULL;\n            NEW.ticked_by_id := NULL;\n        END IF;\n        IF campaign.checked_at IS NOT NULL THEN\n            RAISE EXCEPTION 'checked already'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_changed_only_unchecked';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='47a5f05e0c60f203f10526e0cfda2157f547d43b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_of_an_open_list_8529c', table='outreach_leafletaddress', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leafletaddress',
            trigger=pgtrigger.compiler.Trigger(name='counted_by_its_campaign', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE campaign outreach_leafletcampaign; lines integer; posted integer; returned integer;', func="\n        SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = NEW.campaign_id;\n        SELECT count(*), count(a.posted_on), count(a.returned_on) INTO lines, posted, returned\n        FROM outreach_leafletaddress a WHERE a.campaign_id = campaign.id;\n        IF campaign.erased_at IS NOT NULL THEN\n            IF lines > 0 OR EXISTS (SELECT 1 FROM outreach_leafletrejectedrow r WHERE r.campaign_id = campaign.id) THEN\n                RAISE EXCEPTION 'the list is still there'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_erased_has_no_list';\n            END IF;\n        ELSIF coalesce(campaign.posted, 0) <> posted OR campaign.returned <> returned THEN\n            RAISE EXCEPTION 'counts differ from the list'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_counts_its_list';\n        END IF;\n        RETURN NULL;\n    ", hash='c9e1f51fd3a8231098afe18268375d32a1d77e2c', operation='UPDATE OF "posted_on", "returned_on"', pgid='pgtrigger_counted_by_its_campaign_45e3b', table='outreach_leafletaddress', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leafletcampaignevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b7dc8a64c4bb40b2cd3a64983b203fb0933968b7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dcfe6', table='outreach_leafletcampaignevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='leafletletter',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('campaign', 'facility'), name='leafletletter_one_link_a_facility', violation_error_message='この施設には、このチラシのリンクがすでにあります。'),
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
        migrations.AddConstraint(
            model_name='leafletstep',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['printed', 'stuffed', 'posted', 'completed', 'cancelled', 'erased'])), fields=('campaign', 'kind'), name='leafletstep_happens_once', violation_error_message='この操作は、すでに記録されています。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leafletstep',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cc3452e1f83848dd37c5e900b6bfea61c6f1d67a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26a32', table='outreach_leafletstep', when='BEFORE')),
        ),
    ]
