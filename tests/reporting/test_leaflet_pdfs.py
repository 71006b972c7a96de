"""Labels, flyer and letters: every address is on its label, each letter has its own code, and no token is kept."""

import re
import subprocess
import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from PIL import Image

from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent
from apps.core import qr
from apps.outreach import leaflets as figures
from apps.outreach.actions import close_facility, leaflet_letters, leaflet_lines, leaflets, request_visit
from apps.outreach.actors import Actor
from apps.outreach.models import FacilityLink, LeafletLetter, NotPossible
from apps.outreach.tokens import token_hash
from apps.reporting.documents import placed
from apps.reporting.documents.labels import LAYOUTS, Label, labels_pdf
from apps.reporting.documents.leaflets import Letter, Sender, flyer_pdf, has_pictures, letters_pdf
from tests.outreach.factories import NOW, TODAY, make_facility, term
from tests.outreach.leaflet_rows import add, agree, bring_to, check, city, line, make_campaign, manager
from tests.threads import at_once

SENDER = Sender("川越市", "架空受託センター", "市民課 住民記録担当", "049-000-0000", "平日の9時から17時まで")
PLAIN = Label("〒350-0001", "埼玉県川越市元町1-3-1", "架空の園", "御中")
LONGEST = Label(
    "〒350-0001",
    "埼玉県川越市" + "的場" * 90 + "2797-24",
    "社会福祉法人　" + "長い名称の会　" * 13,
    "総務部　生活相談室　御中",
)
RARE = Label(
    "〒350-0001",
    "埼玉県川越市𠮷原町1-1　髙﨑ビル3階301号室",
    "社会福祉法人　𠮷田会　特別養護老人ホーム　𠮷の里",
    "御中",
)


def text_of(pdf: bytes) -> str:
    """The words of the file without blanks."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s", "", read.stdout.decode())


def pages_of(pdf: bytes) -> int:
    said = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return int(re.search(r"Pages:\s+(\d+)", said)[1])


def picture_of(pdf: bytes, page: int = 1) -> Image.Image:
    drawn = subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-gray", "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(drawn.stdout)).convert("L")


def shows_code(picture: Image.Image, text: str, size_mm: float) -> bool:
    """Whether the code of this text stands somewhere on the page, module by module, at this size."""
    rows = qr.modules(text)
    step = size_mm / 25.4 * 150 / (len(rows) + 2 * qr.QUIET)
    dark = picture.point(lambda value: 255 if value < 128 else 0)
    width, height = dark.size
    span = len(rows) * step
    pixels = dark.load()
    corner = [(r, c) for r in range(7) for c in range(7)]
    cells = [(r, c) for r in range(len(rows)) for c in range(len(rows))]

    def fits(x: float, y: float, among: list[tuple[int, int]]) -> bool:
        return all(bool(pixels[int(x + (c + 0.5) * step), int(y + (r + 0.5) * step)]) == rows[r][c] for r, c in among)

    places = ((x, y) for y in range(0, int(height - span), 2) for x in range(0, int(width - span), 2))
    return any(fits(x, y, corner) and fits(x, y, cells) for x, y in places)


# --- labels -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LAYOUTS)
@pytest.mark.parametrize("label", [PLAIN, LONGEST, RARE], ids=["plain", "longest", "rare"])
def test_every_label_is_printed_whole(code, label):
    words = "".join((label.postal_mark, label.address, label.name, label.addressee))
    assert text_of(labels_pdf([label], LAYOUTS[code], 1, NOW)) == re.sub(r"\s", "", words)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
def test_labels_stay_on_the_sheet(layout):
    assert layout.left * 2 + layout.columns * layout.width == pytest.approx(210, abs=0.5)
    assert layout.top * 2 + layout.rows * layout.height == pytest.approx(297, abs=0.5)
    assert layout.corner(layout.places - 1)[1] >= layout.height


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
@pytest.mark.parametrize("label", [PLAIN, LONGEST, RARE], ids=["plain", "longest", "rare"])
def test_label_stays_inside_its_place(layout, label):
    """Nothing is drawn outside the label: a lone label in the second place leaves the rest of the page white."""
    picture = picture_of(labels_pdf([label], layout, 2, NOW))
    left, top = (layout.left + layout.width) / 25.4 * 150, layout.top / 25.4 * 150
    right, bottom = left + layout.width / 25.4 * 150, top + layout.height / 25.4 * 150
    found = picture.point(lambda value: 255 if value < 200 else 0).getbbox()
    assert found is not None
    assert left <= found[0]
    assert top <= found[1]
    assert found[2] <= right
    assert found[3] <= bottom


@pytest.mark.parametrize(("count", "start", "pages"), [(12, 1, 1), (13, 1, 2), (12, 2, 2), (1, 12, 1), (2, 12, 2)])
def test_labels_begin_where_the_sheet_is_free(count, start, pages):
    assert pages_of(labels_pdf([PLAIN] * count, LAYOUTS["12"], start, NOW)) == pages


def test_character_that_cannot_be_printed_is_known():
    assert RARE.is_printable
    assert not Label("", "川越市1-1", "架空の\U00020bb8園", "御中").is_printable
    assert Label("", "川越市1-1", "〓の園", "御中").is_printable


@pytest.mark.parametrize("width", [20, 60, 200, 500])
def test_wrapped_lines_fit_and_lose_no_letter(width):
    for text in (LONGEST.name, LONGEST.address, RARE.address, "https://example.jp/" + "a-_9" * 30, "「あ」、。" * 20):
        lines = placed.wrapped(text, width, 10)
        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
        assert all(placed.pdf.width(row, 10) <= width for row in lines)


# --- flyer and letters --------------------------------------------------------------------------------------------


def test_flyer_says_what_whom_when_and_how():
    pdf = flyer_pdf(SENDER, "https://shisetsu.example.jp/f/", None, NOW)
    found = text_of(pdf)
    for words in (
        "マイナンバーカードの申請を", "専用の端末で申請", "郵便で申請", "スマートフォン", "無料", "平日の9時から17時",
        "049-000-0000", "市民課住民記録担当", "https://shisetsu.example.jp/f/", "ときも", "マイナちゃん",
    ):  # fmt: skip
        assert words in found
    assert pages_of(pdf) == 1
    assert shows_code(picture_of(pdf), "https://shisetsu.example.jp/f/", 36)
    assert not shows_code(picture_of(pdf), "https://shisetsu.example.jp/g/", 36)


def test_flyer_prints_the_characters_once_their_pictures_are_there(tmp_path):
    assert not has_pictures(None)
    empty = flyer_pdf(SENDER, "https://x.example/f/", tmp_path, NOW)
    for name in ("tokimo.png", "mainachan.png"):
        Image.new("RGB", (40, 40), "black").save(tmp_path / name)
    assert has_pictures(tmp_path)
    assert b"/Subtype /Image" in flyer_pdf(SENDER, "https://x.example/f/", tmp_path, NOW)
    assert b"/Subtype /Image" not in empty


def test_letter_carries_its_own_code():
    urls = [f"https://shisetsu.example.jp/f/{mark * 43}/" for mark in "ab"]
    letters = [Letter(PLAIN, urls[0]), Letter(RARE, urls[1])]
    pdf = letters_pdf(letters, SENDER, date(2025, 11, 29), TODAY, NOW)
    assert pages_of(pdf) == 2
    found = text_of(pdf)
    assert all(word in found for word in (*urls, "架空の園", "𠮷の里", "有効期限2025年11月29日"))
    assert shows_code(picture_of(pdf, 2), urls[1], 44)
    assert not shows_code(picture_of(pdf, 1), urls[1], 44)


def test_equal_content_is_equal_bytes():
    made = [flyer_pdf(SENDER, "https://x.example/f/", None, NOW) for _ in range(2)]
    assert made[0] == made[1]


# --- pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def office(contract, time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def manager_page(office, client_of):
    return client_of(Role.GENERAL_MANAGER, user=manager())


def url(name: str, pk: int) -> str:
    return reverse(f"reporting:leaflet_{name}", args=[pk])


def with_facilities(count: int = 2):
    """A checked leaflet to facilities of the register, and to one organisation that is not in it."""
    campaign = make_campaign()
    for number in range(count):
        make_facility(name=f"登録の園{number}", address=f"川越市元町{number}-1")
    leaflet_lines.add_register(campaign=campaign, kinds=["care_home"], by=manager(), at=NOW)
    add(campaign, line(name="登録のない園"))
    agree(campaign)
    check(campaign)
    return campaign


def test_labels_are_streamed_unstored_and_leave_an_access_row(manager_page):
    campaign = bring_to("stuffed")
    out = campaign.addresses.last()
    leaflet_lines.leave_out(address=out, reason="廃止", by=manager(), at=NOW)
    answer = manager_page.get(url("labels", campaign.pk), {"layout": "24", "start": "5"})
    found = text_of(answer.content)
    assert [row.name in found for row in campaign.addresses.all()] == [True, True, False]
    assert "no-store" in answer["Cache-Control"]
    event = AccessEvent.objects.filter(kind=AccessKind.EXPORT).latest("pk")
    assert (event.reason, event.target_id) == ("チラシの宛名ラベル 2件", str(campaign.pk))


@pytest.mark.parametrize(("layout", "start"), [("", ""), ("99", "1"), ("12", "13"), ("12", "9" * 5000)])
def test_wrong_place_on_the_sheet_gives_the_page_back(manager_page, layout, start):
    campaign = bring_to("filled")
    assert manager_page.get(url("labels", campaign.pk), {"layout": layout, "start": start}).status_code == 422


def test_nothing_is_printed_of_an_erased_list(manager_page):
    campaign = bring_to("posted")
    leaflets.erase_addresses(campaign=campaign, by=manager(), at=NOW)
    assert manager_page.get(url("prints", campaign.pk)).status_code == 404
    assert manager_page.get(url("labels", campaign.pk), {"layout": "12", "start": "1"}).status_code == 404
    assert manager_page.post(url("letters", campaign.pk)).status_code == 404
    assert manager_page.get(url("flyer", campaign.pk))["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("role", [Role.COUNTER_STAFF, Role.SITE_LEADER, Role.OPERATOR, Role.SYSTEM_ADMIN])
def test_addresses_are_printed_by_the_manager_and_the_city_only(office, client_of, role):
    campaign = bring_to("checked")
    client = client_of(role)
    assert client.get(url("labels", campaign.pk), {"layout": "12", "start": "1"}).status_code == 403
    assert client.post(url("letters", campaign.pk)).status_code == 403
    assert client_of(Role.CITY_STAFF, user=city()).get(url("prints", campaign.pk)).status_code == 200


def test_line_that_cannot_be_printed_leads_to_its_page_whoever_may_open_it(manager_page, client_of):
    campaign = bring_to("filled", lines=0)
    address = add(campaign, line(name="架空の\U00020bb8園"))
    page = reverse("outreach:leaflet_address", args=[campaign.pk, address.pk])
    officer = client_of(Role.CITY_STAFF, user=city())
    shown = [client.get(url("prints", campaign.pk)).content.decode() for client in (manager_page, officer)]
    assert all("「〓」と印字されます" in words for words in shown)
    assert [page in words for words in shown] == [True, False]


def test_letters_make_a_link_for_each_registered_facility_once(manager_page):
    campaign = with_facilities()
    answer = manager_page.post(url("letters", campaign.pk))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert pages_of(answer.content) == 2
    tokens = re.findall(r"http://testserver/f/([\w-]{43})/", text_of(answer.content))
    assert {token_hash(token) for token in tokens} == set(FacilityLink.objects.values_list("token_hash", flat=True))
    assert len(tokens) == 2
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for token in tokens:
                cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{token}%"])
                assert cursor.fetchone()[0] == 0, table
    again = manager_page.post(url("letters", campaign.pk))
    assert again.status_code == 422
    assert FacilityLink.objects.count() == 2


def test_renewed_letters_revoke_the_links_of_the_first(manager_page):
    campaign = with_facilities()
    manager_page.post(url("letters", campaign.pk))
    answer = manager_page.post(url("letters", campaign.pk), {"renew": "on"})
    assert pages_of(answer.content) == 2
    assert FacilityLink.objects.living(NOW).count() == 2
    assert FacilityLink.objects.filter(revoked_at=NOW).count() == 2
    assert LeafletLetter.objects.filter(replaced_at__isnull=True).count() == 2


def test_letters_wait_for_the_check(office):
    campaign = make_campaign()
    given = {"campaign": campaign, "renew": False, "by": manager(), "at": NOW, "days": 180}
    with pytest.raises(NotPossible, match="市が宛先を確認"):
        leaflet_letters.make_letters(**given)


def test_a_facility_that_was_closed_after_the_check_gets_no_letter(office):
    campaign = with_facilities()
    address = campaign.addresses.filter(facility__isnull=False).first()
    close_facility(facility=address.facility, reason="廃止", by=city(), at=NOW)
    letters = leaflet_letters.make_letters(campaign=campaign, renew=False, by=manager(), at=NOW, days=180)
    assert address not in {letter.address for letter in letters}
    assert len(letters) == 1


@pytest.mark.django_db(transaction=True)
def test_letters_renewed_while_a_facility_is_closed_leave_it_no_link(contract):
    """Both lock the facility before its links; whoever comes second knows of the first."""
    campaign = with_facilities()
    given = {"campaign": campaign, "by": manager(), "at": NOW, "days": 180}
    leaflet_letters.make_letters(**given, renew=False)
    by = city()
    for address in campaign.addresses.filter(facility__isnull=False).select_related("facility"):
        results = at_once([
            lambda: leaflet_letters.make_letters(**given, renew=True),
            lambda facility=address.facility: close_facility(facility=facility, reason="廃止", by=by, at=NOW),
        ])  # fmt: skip
        assert all(result is None or isinstance(result, list | NotPossible) for result in results), results
        assert not address.facility.links.living(NOW).exists()


def test_requests_that_came_by_a_letter_are_counted(office):
    campaign = with_facilities()
    letters = leaflet_letters.make_letters(campaign=campaign, renew=False, by=manager(), at=NOW, days=180)
    link = FacilityLink.objects.get(token_hash=token_hash(letters[0].token))
    asked = {"head_count": 5, "wish": "", "requested_on": TODAY, "at": NOW}
    request_visit(facility=link.facility, by=Actor.by_link(link), submission_key=uuid.uuid4(), **asked)
    request_visit(facility=make_facility(), by=Actor.of(city()), submission_key=uuid.uuid4(), **asked)
    assert figures.figures(term(), TODAY).requests == 1
    assert figures.figures(term(), TODAY - timedelta(days=1)).requests == 0
