"""Answers from a CSV file: taken once, previewed, and rejected row by row with the reason."""

import csv

import pytest
from django.core.management import CommandError, call_command

from apps.callcenter import actions
from apps.callcenter.faq_file import FaqFileRefused, import_rows, read_rows
from apps.callcenter.models import FaqEntry, FaqVersion, InquiryCategory

from .faq import NOW, TODAY

pytestmark = pytest.mark.django_db
HEADER = "分類,質問,回答,検索語,出典,出典の日付"
GOOD = [
    "更新・再交付,手数料はかかりますか,再交付は千円です。,料金,市の条例,2025-04-01",
    "certificate,更新できる時期は,3か月前からです。,,機構の案内,",
]


def take(*lines, header=HEADER, **options):
    content = "\r\n".join([header, *lines]).encode("utf-8-sig")
    return import_rows(read_rows(content), at=NOW, **options)


@pytest.fixture
def leader(masters, user_of):
    return user_of("cc_leader")


def test_rows_become_drafts_of_nobody(masters):
    report = take(*GOOD)
    assert (report.added, report.rejected) == ([2, 3], [])
    first = FaqVersion.objects.get(question="手数料はかかりますか")
    assert (first.state, first.author, first.entry.category.code) == ("draft", None, "renewal")


def test_same_file_again_changes_nothing(masters):
    take(*GOOD)
    for _ in range(3):
        report = take(*GOOD)
        assert (report.added, report.revised, report.unchanged) == ([], [], [2, 3])
    assert FaqVersion.objects.count() == FaqEntry.objects.count() == 2


def test_preview_tells_the_same_and_writes_nothing(masters):
    preview = take(*GOOD, "なし,質問,回答,,出典,", dry_run=True)
    assert (preview.added, [row.line for row, _ in preview.rejected]) == ([2, 3], [4])
    assert not FaqEntry.objects.exists()


def test_changed_words_rewrite_the_draft_and_follow_an_approved_version(leader, user_of):
    take(*GOOD)
    changed = [GOOD[0].replace("千円", "800円"), GOOD[1]]
    assert take(*changed).revised == [2]
    version = FaqVersion.objects.get(question="手数料はかかりますか")
    assert (version.number, "800円" in version.answer) == (1, True)
    actions.submit_answer(version=version, by=leader, on=TODAY)
    assert [reason for _, reason in take(*GOOD).rejected] == ["この項目には、承認待ちの版があります。"]
    actions.approve_answer(version=version, by=user_of("city_staff"), on=TODAY, in_force_from=TODAY)
    assert take(*GOOD).revised == [2]
    assert version.entry.versions.count() == 2
    assert take(*GOOD).unchanged == [2, 3]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("なし,質問,回答,,出典,", "分類「なし」がありません。"),
        ("renewal,,回答,,出典,", "質問が空欄です。"),
        ("renewal,質問,,,,", "回答・出典が空欄です。"),
        ("renewal,質問,回答,,出典,きのう", "出典の日付は"),
        ("renewal,質問,回答,,出典,2030-01-01", "今日より後"),
        ("renewal,質問,1234 5678 9018,,出典,", "マイナンバー"),
        (f"renewal,{'長' * 201},回答,,出典,", "200"),
        ("renewal", "質問・回答・出典が空欄です。"),
    ],
)
def test_bad_row_is_rejected_and_the_others_taken(masters, line, reason):
    report = take(line, *GOOD)
    assert report.added == [3, 4]
    assert [(row.line, reason in why) for row, why in report.rejected] == [(2, True)]


def test_row_twice_in_one_file_is_taken_once(masters):
    report = take(GOOD[0], GOOD[0])
    assert (report.added, [why for _, why in report.rejected]) == (
        [2],
        ["同じ項目が、このファイルの前の行にあります。"],
    )


def test_personal_looking_words_are_pointed_out(masters):
    assert [line for line, _ in take("renewal,質問,電話は 090-1234-5678 です。,,出典,").noticed] == [2]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空です"),
        (b"\r\n\r\n", "空です"),
        ("質問,回答".encode(), "分類、出典"),
        (b"\x81\xff\xff", "文字コード"),
        (f"{HEADER}\n\0".encode(), "CSVのファイルではありません"),
        (f'{HEADER}\n"閉じない'.encode(), "CSVとして読み取れません"),
        (f"{HEADER},質問\n".encode(), "同じ意味の列"),
    ],
)
def test_file_that_is_none_is_refused_as_a_whole(content, why):
    with pytest.raises(FaqFileRefused, match=why):
        read_rows(content)


def test_reference_facts_are_taken(masters, shared_data):
    rows = read_rows((shared_data / "reference" / "mynumber_faq_facts.csv").read_bytes())
    report = import_rows(rows, at=NOW, default_category=InquiryCategory.objects.get(code="other"))
    assert len(report.added) == len(rows) > 20
    assert report.rejected == []


def test_command_previews_takes_and_writes_what_it_rejects(masters, tmp_path, capsys):
    file, rejected = tmp_path / "faq.csv", tmp_path / "rejected.csv"
    file.write_bytes("\n".join([HEADER, *GOOD, "なし,=質問,回答,,出典,"]).encode("cp932"))
    call_command("import_faq", str(file), "--dry-run")
    assert "確認のみ" in capsys.readouterr().out
    assert not FaqEntry.objects.exists()
    call_command("import_faq", str(file), "--rejected", str(rejected))
    shown = capsys.readouterr()
    assert "追加2" in shown.out
    assert "4行目" in shown.err
    rows = list(csv.reader(rejected.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][2] == "'=質問"
    assert "分類「なし」" in rows[1][-1]
    with pytest.raises(CommandError):
        call_command("import_faq", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="分類"):
        call_command("import_faq", str(file), "--category", "nothing")


def test_seeds_are_loaded_once_as_drafts(contract):
    entries, versions = FaqEntry.objects.count(), FaqVersion.objects.count()
    assert entries == versions >= 25
    assert not FaqVersion.objects.exclude(state="draft").exists()
    call_command("load_contract", verbosity=0)
    assert (FaqEntry.objects.count(), FaqVersion.objects.count()) == (entries, versions)
