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


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Applicant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_id', models.CharField(editable=False, max_length=40, verbose_name='鍵')),
                ('name', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='氏名')),
                ('kana', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='カナ')),
                ('phone', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='電話番号')),
                ('phone_index', apps.core.fields.BlindIndexField(key_from='key_id', normalise=apps.core.spelling.normalise_phone, source='phone', verbose_name='電話番号の検索用の値')),
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
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.applicant')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PickupDesk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='窓口名')),
                ('place', apps.core.fields.GuardedCharField(help_text='電話で読み上げる場所（建物・階）です。', max_length=120, verbose_name='場所')),
                ('what_to_bring', apps.core.fields.GuardedTextField(help_text='予約の確定後に読み上げます。', max_length=1000, verbose_name='持ち物')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='表示順')),
                ('is_active', models.BooleanField(default=True, verbose_name='予約を受け付ける')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pickup_desks', to='contracts.site', verbose_name='開設日を決める実施場所')),
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
                ('what_to_bring', apps.core.fields.GuardedTextField(help_text='予約の確定後に読み上げます。', max_length=1000, verbose_name='持ち物')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='表示順')),
                ('is_active', models.BooleanField(default=True, verbose_name='予約を受け付ける')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.pickupdesk')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='開設日を決める実施場所')),
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
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録者')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='reservations.pickupdesk', verbose_name='窓口')),
            ],
            options={
                'verbose_name': '枠の型',
                'verbose_name_plural': '枠の型',
                'ordering': ('desk__order', 'desk_id', 'valid_from', 'first_time'),
                'constraints': [models.CheckConstraint(condition=models.Q(('weekdays__contained_by', [1, 2, 3, 4, 5, 6, 7]), ('weekdays__len__gte', 1)), name='slotplan_weekdays_are_iso_days', violation_error_message='曜日を1つ以上選んでください。'), models.CheckConstraint(condition=models.Q(('last_time__gte', models.F('first_time'))), name='slotplan_times_in_order', violation_error_message='最後の枠の開始は、最初の枠の開始より後にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('lunch_ends__isnull', True), ('lunch_starts__isnull', True)), models.Q(('lunch_ends__gt', models.F('lunch_starts')), ('lunch_ends__isnull', False), ('lunch_starts__isnull', False)), _connector='OR'), name='slotplan_lunch_is_whole', violation_error_message='休憩は開始と終了の両方を、時刻の順に入力してください。'), models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='slotplan_period_in_order', violation_error_message='適用終了日は適用開始日以後にしてください。'), models.CheckConstraint(condition=models.Q(('step_minutes__gte', 5)), name='slotplan_step_at_least_five_minutes', violation_error_message='1枠は5分以上にしてください。'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='slotplan_capacity_positive', violation_error_message='1枠の人数は1人以上にしてください。')],
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
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='reservations.pickupdesk', verbose_name='窓口')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='slots', to='reservations.slotplan', verbose_name='枠の型')),
            ],
            options={
                'verbose_name': '予約枠',
                'verbose_name_plural': '予約枠',
                'indexes': [models.Index(condition=models.Q(('booked__lt', models.F('capacity')), ('is_closed', False)), fields=['desk', 'starts_at'], name='slot_with_places_left'), models.Index(fields=['starts_at'], name='slot_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('booked__lte', models.F('capacity'))), name='slot_booked_within_capacity', violation_error_message='この枠は満席です。'), models.CheckConstraint(condition=models.Q(('booked__gte', 0)), name='slot_booked_not_negative', violation_error_message='予約済みの人数は0人以上です。'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='slot_capacity_positive', violation_error_message='定員は1人以上にしてください。'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_times_in_order', violation_error_message='枠の終了は開始より後にしてください。'), models.UniqueConstraint(fields=('desk', 'starts_at'), name='slot_once_per_desk_and_start', violation_error_message='この窓口には同じ時刻の枠があります。'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func('desk', 'desk', models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='slot_no_overlap_at_desk', violation_error_message='この窓口には時刻の重なる枠があります。')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('places', models.PositiveSmallIntegerField(default=1, verbose_name='人数')),
                ('held_at', models.DateTimeField(verbose_name='仮押さえの日時')),
                ('expires_at', models.DateTimeField(db_index=True, verbose_name='期限')),
                ('held_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to=settings.AUTH_USER_MODEL, verbose_name='仮押さえした利用者')),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='reservations.slot', verbose_name='枠')),
            ],
            options={
                'verbose_name': '仮押さえ',
                'verbose_name_plural': '仮押さえ',
                'constraints': [models.UniqueConstraint(fields=('slot', 'held_by'), name='hold_once_per_slot_and_user', violation_error_message='この枠はすでに仮押さえしています。'), models.CheckConstraint(condition=models.Q(('places__gte', 1)), name='hold_places_positive', violation_error_message='人数は1人以上にしてください。'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('held_at'))), name='hold_times_in_order', violation_error_message='仮押さえの期限は開始より後にしてください。')],
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(editable=False, max_length=8, verbose_name='受付番号')),
                ('party_size', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='人数')),
                ('status', models.CharField(choices=[('confirmed', '確定'), ('cancelled', '取消'), ('came', '来所'), ('no_show', '不来所')], default='confirmed', max_length=10, verbose_name='状態')),
                ('booked_at', models.DateTimeField(verbose_name='受付日時')),
                ('read_back_at', models.DateTimeField(blank=True, null=True, verbose_name='読み上げ日時')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='取消日時')),
                ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取消の理由')),
                ('outcome_at', models.DateTimeField(blank=True, null=True, verbose_name='来所・不来所の記録日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ('applicant', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reservation', to='reservations.applicant', verbose_name='予約者')),
                ('booked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受付者')),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取消の担当者')),
                ('outcome_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='来所・不来所の記録者')),
                ('read_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='読み上げた担当者')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contractterm', verbose_name='契約期間')),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='reservations.slot', verbose_name='枠')),
            ],
            options={
                'verbose_name': '受取予約',
                'verbose_name_plural': '受取予約',
                'indexes': [models.Index(fields=['booked_at'], name='reservation_by_booking_time')],
                'constraints': [models.UniqueConstraint(fields=('number',), name='reservation_number_is_unique', violation_error_message='この受付番号はすでに使われています。'), models.CheckConstraint(condition=models.Q(('number__regex', '^[1-9][0-9]{7}$')), name='reservation_number_has_eight_digits', violation_error_message='受付番号は8桁の数字です。'), models.CheckConstraint(condition=models.Q(('party_size__gte', 1)), name='reservation_party_at_least_one', violation_error_message='人数は1人以上にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('read_back_at__isnull', True), ('read_back_by__isnull', True)), models.Q(('read_back_at__isnull', False), ('read_back_by__isnull', False)), _connector='OR'), name='reservation_read_back_is_whole', violation_error_message='読み上げの日時と担当者は両方を記録してください。'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), ('status', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('status', 'cancelled'), _negated=True), ('cancel_reason', ''), ('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), _connector='OR'), name='reservation_cancellation_is_whole', violation_error_message='取消の理由を入力してください。'), models.CheckConstraint(condition=models.Q(models.Q(('outcome_at__isnull', False), ('outcome_by__isnull', False), ('status__in', ['came', 'no_show'])), models.Q(('outcome_at__isnull', True), ('outcome_by__isnull', True), ('status__in', ['confirmed', 'cancelled'])), _connector='OR'), name='reservation_outcome_is_whole', violation_error_message='来所・不来所の日時と担当者は両方を記録してください。')],
            },
        ),
        migrations.CreateModel(
            name='ReservationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', apps.core.fields.GuardedCharField(max_length=200, verbose_name='変更の理由')),
                ('changed_at', models.DateTimeField(verbose_name='変更日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='変更者')),
                ('reservation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='reservations.reservation', verbose_name='受取予約')),
                ('new_slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reservations.slot', verbose_name='変更後')),
                ('old_slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reservations.slot', verbose_name='変更前')),
            ],
            options={
                'verbose_name': '予約の変更',
                'verbose_name_plural': '予約の変更',
                'ordering': ('changed_at', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('old_slot', models.F('new_slot')), _negated=True), name='reservationchange_slots_differ', violation_error_message='変更前と変更後の枠が同じです。')],
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
                ('changed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='変更者')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.reservationchange')),
                ('reservation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.reservation', verbose_name='受取予約')),
                ('new_slot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slot', verbose_name='変更後')),
                ('old_slot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slot', verbose_name='変更前')),
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
                ('status', models.CharField(choices=[('confirmed', '確定'), ('cancelled', '取消'), ('came', '来所'), ('no_show', '不来所')], default='confirmed', max_length=10, verbose_name='状態')),
                ('booked_at', models.DateTimeField(verbose_name='受付日時')),
                ('read_back_at', models.DateTimeField(blank=True, null=True, verbose_name='読み上げ日時')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='取消日時')),
                ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='取消の理由')),
                ('outcome_at', models.DateTimeField(blank=True, null=True, verbose_name='来所・不来所の記録日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ('applicant', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.applicant', verbose_name='予約者')),
                ('booked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受付者')),
                ('cancelled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取消の担当者')),
                ('outcome_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='来所・不来所の記録者')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.reservation')),
                ('read_back_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='読み上げた担当者')),
                ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約期間')),
                ('slot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slot', verbose_name='枠')),
            ],
            options={
                'abstract': False,
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
                ('desk', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.pickupdesk', verbose_name='窓口')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.slot')),
                ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.slotplan', verbose_name='枠の型')),
            ],
            options={
                'abstract': False,
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
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録者')),
                ('desk', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reservations.pickupdesk', verbose_name='窓口')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reservations.slotplan')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='applicant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_applicantevent" ("id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."key_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7b3b39163bd5c67cc9936028b4ea45d565888478', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e4189', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_applicant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='applicant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_applicantevent" ("id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."key_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."key_id" IS DISTINCT FROM (new_values."key_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='82dca64dec007a03733f049521d16e6fffd66386', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5d90a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_applicant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='applicant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_applicantevent" ("id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."key_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='76e3965306728b8b31408d2eeed301b56f7adfc9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5e4ab', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_applicant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='applicantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f38dd2329bcb14bfd122ca3d99a108326c3ea4f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bf7a3', table='reservations_applicantevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pickupdesk',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_pickupdeskevent" ("id", "is_active", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "site_id", "what_to_bring") SELECT new_values."id", new_values."is_active", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."site_id", new_values."what_to_bring" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='47166ce83b8ebbfedae0c6af61827c05d2eb2bbb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a191a', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_pickupdesk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pickupdesk',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_pickupdeskevent" ("id", "is_active", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "site_id", "what_to_bring") SELECT new_values."id", new_values."is_active", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."site_id", new_values."what_to_bring" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c0b98e524715b7d74205f4d41e8f7f27143035a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_51eb8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_pickupdesk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pickupdesk',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_pickupdeskevent" ("id", "is_active", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "site_id", "what_to_bring") SELECT old_values."id", old_values."is_active", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."site_id", old_values."what_to_bring" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0ad0c6a13c9fd0047163d8f7bc47490e16018122', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cc706', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_pickupdesk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pickupdeskevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8345952a7fafe07851960f5d7363c38d7e00c83', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4c17a', table='reservations_pickupdeskevent', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationevent" ("applicant_id", "booked_at", "booked_by_id", "cancel_reason", "cancelled_at", "cancelled_by_id", "id", "number", "outcome_at", "outcome_by_id", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_back_at", "read_back_by_id", "slot_id", "status", "submission_key", "term_id") SELECT new_values."applicant_id", new_values."booked_at", new_values."booked_by_id", new_values."cancel_reason", new_values."cancelled_at", new_values."cancelled_by_id", new_values."id", new_values."number", new_values."outcome_at", new_values."outcome_by_id", new_values."party_size", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."read_back_at", new_values."read_back_by_id", new_values."slot_id", new_values."status", new_values."submission_key", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5e3e2a488f7e446b04e2d9c7975e3e42a380e0ed', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4d55e', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_reservation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reservation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationevent" ("applicant_id", "booked_at", "booked_by_id", "cancel_reason", "cancelled_at", "cancelled_by_id", "id", "number", "outcome_at", "outcome_by_id", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_back_at", "read_back_by_id", "slot_id", "status", "submission_key", "term_id") SELECT new_values."applicant_id", new_values."booked_at", new_values."booked_by_id", new_values."cancel_reason", new_values."cancelled_at", new_values."cancelled_by_id", new_values."id", new_values."number", new_values."outcome_at", new_values."outcome_by_id", new_values."party_size", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."read_back_at", new_values."read_back_by_id", new_values."slot_id", new_values."status", new_values."submission_key", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cd75d308e5357549af47a5f68dda631c7771754a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f53a8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_reservation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reservation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_reservationevent" ("applicant_id", "booked_at", "booked_by_id", "cancel_reason", "cancelled_at", "cancelled_by_id", "id", "number", "outcome_at", "outcome_by_id", "party_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_back_at", "read_back_by_id", "slot_id", "status", "submission_key", "term_id") SELECT old_values."applicant_id", old_values."booked_at", old_values."booked_by_id", old_values."cancel_reason", old_values."cancelled_at", old_values."cancelled_by_id", old_values."id", old_values."number", old_values."outcome_at", old_values."outcome_by_id", old_values."party_size", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."read_back_at", old_values."read_back_by_id", old_values."slot_id", old_values."status", old_values."submission_key", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c051de63cc4f4d7221b7549db28dc1bf1ec4cec0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7b67a', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_reservation', when='AFTER')),
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
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotevent" ("booked", "capacity", "desk_id", "ends_at", "id", "is_closed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_at") SELECT new_values."booked", new_values."capacity", new_values."desk_id", new_values."ends_at", new_values."id", new_values."is_closed", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e80ec6667aa59de9f50cf59fbe1eecaa5fd5a679', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c1bab', referencing='REFERENCING NEW TABLE AS new_values ', table='reservations_slot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='slot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotevent" ("booked", "capacity", "desk_id", "ends_at", "id", "is_closed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_at") SELECT new_values."booked", new_values."capacity", new_values."desk_id", new_values."ends_at", new_values."id", new_values."is_closed", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='be42edcc86ff816508de6c7088c6ae540d7021b3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_792e0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reservations_slot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='slot',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reservations_slotevent" ("booked", "capacity", "desk_id", "ends_at", "id", "is_closed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_at") SELECT old_values."booked", old_values."capacity", old_values."desk_id", old_values."ends_at", old_values."id", old_values."is_closed", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f7c33b5a8b01c5f7c75fdafdfd59b84ebf37eaf2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3ee83', referencing='REFERENCING OLD TABLE AS old_values ', table='reservations_slot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='slotplanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='858ec4e9a21b2937ac9a8aa4f54eb964e633646f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1676', table='reservations_slotplanevent', when='BEFORE')),
        ),
    ]
