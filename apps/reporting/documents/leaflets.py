"""The flyer, and the letters that carry a facility's own link (第2-1-(4)-②)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reportlab.graphics import renderPDF
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from apps.core import qr
from apps.core.clock import long_date

from . import pdf
from .labels import Label, fitted
from .placed import EDGE, HEIGHT, INK, SOFT, WIDTH, draw_lines, draw_paragraph, to_bytes


@dataclass(frozen=True)
class Sender:
    """Who writes and whom one telephones, and when visits take place."""

    client: str
    contractor: str
    section: str
    phone: str
    hours: str


@dataclass(frozen=True)
class Letter:
    """A letter to one facility: its address and the address of its own page."""

    label: Label
    url: str


def flyer_pdf(sender: Sender, url: str, pictures: Path | None, made_at: datetime) -> bytes:
    """The leaflet itself: one page of A4."""

    def draw(canvas: Canvas) -> None:
        _flyer(canvas, sender, url, pictures)
        canvas.showPage()

    return to_bytes("出張申請受付の案内", sender.contractor, made_at, draw)


def letters_pdf(
    letters: Sequence[Letter], sender: Sender, expires_on: date, written_on: date, made_at: datetime
) -> bytes:
    """One page a facility, with its own code; the bytes are the only place where the addresses ever stand."""

    def draw(canvas: Canvas) -> None:
        for letter in letters:
            _letter(canvas, letter, sender, expires_on, written_on)
            canvas.showPage()

    return to_bytes("出張申請受付の案内", sender.contractor, made_at, draw)


# --- the flyer ----------------------------------------------------------------------------------------------------

HEADLINE = ("マイナンバーカードの申請を", "施設で受け付けます")
LEAD = (
    "窓口へ出向くことが難しい方のために、市の職員と受託者の従事者が福祉施設等へ伺い、"
    "マイナンバーカードの申請をその場でお手伝いします。"
)
WAYS = (
    (
        "ア",
        "専用の端末で申請",
        "お持ちの交付申請書のQRコードを読み取り、写真を撮影して、その場でオンライン申請をします。",
    ),
    ("イ", "郵便で申請", "交付申請書の記入、写真の撮影と貼付け、封筒の記入をお手伝いします。"),
    ("ウ", "ご自分のスマートフォンで申請", "QRコードの読取り、写真の撮影、入力をお手伝いします。"),
)
FACTS = (
    ("対象", "福祉施設等を利用している方で、申請を希望する方"),
    ("費用", "無料（写真の撮影も無料です）"),
    ("当日", "市の職員が本人確認をし、必要な書類を確かめます。写真の撮影から申請までお手伝いします。"),
)
PICTURES = (("tokimo.png", "ときも"), ("mainachan.png", "マイナちゃん"))
"""File of each character's picture, and its name (第2-1-(4)-①)."""


def has_pictures(folder: Path | None) -> bool:
    """Whether both characters can be printed."""
    return folder is not None and all((folder / file).is_file() for file, _ in PICTURES)


def _flyer(canvas: Canvas, sender: Sender, url: str, pictures: Path | None) -> None:
    left, width = 18 * mm, WIDTH - 36 * mm
    canvas.setFillColor(pdf.NAVY)
    canvas.rect(0, HEIGHT - 62 * mm, WIDTH, 62 * mm, stroke=0, fill=1)
    y = draw_paragraph(canvas, f"{sender.client}からのご案内", left, HEIGHT - 13 * mm, width, 12, color=colors.white)
    draw_lines(canvas, HEADLINE, left, y - 1 * mm, 29, font=pdf.BOLD, leading=1.4, color=colors.white)
    y = draw_paragraph(canvas, LEAD, left, HEIGHT - 68 * mm, width, 11.5, leading=1.7)
    y = _heading(canvas, "3つの方法から選べます", left, y - 5 * mm)
    column, gap = (width - 8 * mm) / 3, 4 * mm
    for number, (mark, title, body) in enumerate(WAYS):
        _way(canvas, mark, title, body, left + number * (column + gap), y - 2 * mm, column, 48 * mm)
    y = _heading(canvas, "ご利用について", left, y - 57 * mm)
    y -= 1.5 * mm
    for name, text in (*FACTS, ("日時", sender.hours)):
        canvas.setFillColor(pdf.PALE)
        canvas.roundRect(left, y - 7 * mm, 20 * mm, 6.4 * mm, 1.5 * mm, stroke=0, fill=1)
        draw_lines(canvas, [name], left + 5.8 * mm, y - 0.9 * mm, 10.5, font=pdf.BOLD, leading=1.6, color=pdf.NAVY)
        y = min(draw_paragraph(canvas, text, left + 25 * mm, y - 0.6 * mm, width - 25 * mm, 11), y - 7 * mm) - 2.4 * mm
    _how(canvas, sender, url, pictures, left, width)


def _heading(canvas: Canvas, text: str, x: float, y: float) -> float:
    canvas.setFillColor(pdf.NAVY)
    canvas.rect(x, y - 7.2 * mm, 2 * mm, 6.4 * mm, stroke=0, fill=1)
    return draw_lines(canvas, [text], x + 5 * mm, y, 15, font=pdf.BOLD, leading=1.5, color=pdf.NAVY)


def _way(canvas: Canvas, mark: str, title: str, body: str, x: float, top: float, width: float, height: float) -> None:
    canvas.setStrokeColor(EDGE)
    canvas.setLineWidth(0.8)
    canvas.roundRect(x, top - height, width, height, 2 * mm, stroke=1, fill=0)
    canvas.setFillColor(pdf.NAVY)
    canvas.circle(x + 8 * mm, top - 8 * mm, 4.4 * mm, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.setFont(pdf.BOLD, 13)
    canvas.drawCentredString(x + 8 * mm, top - 9.7 * mm, mark)
    inner = width - 8 * mm
    y = draw_paragraph(canvas, title, x + 4 * mm, top - 13.5 * mm, inner, 12, font=pdf.BOLD, leading=1.4)
    draw_paragraph(canvas, body, x + 4 * mm, y - 1 * mm, inner, 10, leading=1.6)


def _how(canvas: Canvas, sender: Sender, url: str, pictures: Path | None, left: float, width: float) -> None:
    """The lower part: how to ask, with the code, the telephone and both characters."""
    bottom, height, size = 17 * mm, 60 * mm, 36 * mm
    canvas.setFillColor(pdf.PALE)
    canvas.roundRect(left, bottom, width, height, 3 * mm, stroke=0, fill=1)
    code_x, code_y = left + 6 * mm, bottom + height - size - 12 * mm
    draw_lines(canvas, ["お申込みの方法"], left + 6 * mm, bottom + height - 2 * mm, 13, font=pdf.BOLD, color=pdf.NAVY)
    canvas.setFillColor(colors.white)
    canvas.rect(code_x, code_y, size, size, stroke=0, fill=1)
    renderPDF.draw(qr.drawing(url, size), canvas, code_x, code_y)
    draw_paragraph(canvas, url, code_x, code_y - 1 * mm, 78 * mm, 8, color=SOFT)
    x, y = code_x + size + 6 * mm, bottom + height - 12 * mm
    steps = (
        "1　下の電話番号へお問い合わせください。",
        "2　施設専用の申込みページをお知らせします。",
        "3　希望する日時と人数を入力してください。",
    )
    inner = left + width - x - 42 * mm
    for step in steps:
        y = draw_paragraph(canvas, step, x, y, inner, 9.8, leading=1.5) - 0.6 * mm
    y = draw_paragraph(canvas, sender.section, x, y - 2 * mm, inner, 9.8, font=pdf.BOLD, leading=1.5)
    draw_lines(canvas, [f"電話 {sender.phone}"], x, y, 15, font=pdf.BOLD, leading=1.4, color=pdf.NAVY)
    box = 21 * mm
    for number, (file, name) in enumerate(PICTURES):
        up = bottom + height - 7 * mm - box - number * 27 * mm
        _picture(canvas, pictures, file, name, left + width - 27 * mm, up, box)
    made_by = f"この事業は、{sender.client}が{sender.contractor}に委託して行っています。"
    draw_paragraph(canvas, made_by, left, bottom - 1.5 * mm, width, 8, color=SOFT)


def _picture(canvas: Canvas, folder: Path | None, file: str, name: str, x: float, y: float, size: float) -> None:
    """A character's picture; without the file, an empty frame with its name keeps the place."""
    path = folder / file if folder else None
    if path and path.is_file():
        canvas.drawImage(str(path), x, y, size, size, preserveAspectRatio=True, mask="auto")
    else:
        canvas.setStrokeColor(EDGE)
        canvas.setDash(3, 2)
        canvas.setFillColor(colors.white)
        canvas.rect(x, y, size, size, stroke=1, fill=1)
        canvas.setDash()
    canvas.setFont(pdf.REGULAR, 7.5)
    canvas.setFillColor(SOFT)
    canvas.drawCentredString(x + size / 2, y - 3 * mm, name)


# --- letters ------------------------------------------------------------------------------------------------------

OWN_PAGE = "貴施設専用の申込みページをご用意しました。希望する日時と人数を、次の手順でお知らせください。"


def _letter(canvas: Canvas, letter: Letter, sender: Sender, expires_on: date, written_on: date) -> None:
    left, width = 22 * mm, WIDTH - 44 * mm
    y = HEIGHT - 20 * mm
    for lines, size, leading, font in fitted(letter.label, 86 * mm, 38 * mm):
        y = draw_lines(canvas, lines, left, y, size, font=font, leading=leading)
    right, y = left + width - 80 * mm, HEIGHT - 62 * mm
    y = draw_paragraph(canvas, long_date(written_on), right, y, 80 * mm, 10)
    for line in (sender.client, f"受託者　{sender.contractor}"):
        y = draw_paragraph(canvas, line, right, y, 80 * mm, 10)
    title = "マイナンバーカードの出張申請受付のご案内"
    canvas.setFont(pdf.BOLD, 17)
    canvas.setFillColor(pdf.NAVY)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 100 * mm, title)
    y = HEIGHT - 108 * mm
    for passage in (
        f"　{sender.client}では、{LEAD}費用はかかりません。",
        f"　訪問の日時は、{sender.hours}です。{OWN_PAGE}",
    ):
        y = draw_paragraph(canvas, passage, left, y, width, 11, leading=1.8)
    _own_page(canvas, letter.url, expires_on, left, y - 6 * mm, width)
    y = _heading(canvas, "お問い合わせ", left, 62 * mm)
    y = draw_paragraph(canvas, sender.section, left + 5 * mm, y - 1 * mm, width, 11)
    draw_lines(canvas, [f"電話 {sender.phone}"], left + 5 * mm, y, 14, font=pdf.BOLD, color=pdf.NAVY)


def _own_page(canvas: Canvas, url: str, expires_on: date, left: float, top: float, width: float) -> None:
    size, height = 44 * mm, 74 * mm
    canvas.setFillColor(pdf.PALE)
    canvas.roundRect(left, top - height, width, height, 3 * mm, stroke=0, fill=1)
    code_x, code_y = left + 7 * mm, top - 8 * mm - size
    canvas.setFillColor(colors.white)
    canvas.rect(code_x, code_y, size, size, stroke=0, fill=1)
    renderPDF.draw(qr.drawing(url, size), canvas, code_x, code_y)
    x, y = code_x + size + 8 * mm, top - 7 * mm
    inner = left + width - x - 6 * mm
    y = draw_paragraph(canvas, "貴施設専用の申込みページ", x, y, inner, 13, font=pdf.BOLD, color=pdf.NAVY) - 1.5 * mm
    for step in (
        "1　QRコードを読み取り、ページを開きます。",
        "2　希望する日時、人数、配慮が必要なことを入力します。",
        "3　市と受託者が日程を調整します。決まった日時は、同じページで確認できます。",
    ):
        y = draw_paragraph(canvas, step, x, y, inner, 10.2, leading=1.55) - 0.8 * mm
    draw_paragraph(canvas, f"有効期限　{long_date(expires_on)}", x, y - 1.5 * mm, inner, 10.2, font=pdf.BOLD)
    y = code_y - 2 * mm
    for small, color in (
        ("QRコードを読み取れないときは、次のアドレスを入力してください。", SOFT),
        (url, INK),
        ("このページは貴施設だけのものです。ほかの施設や個人へ渡さないでください。", SOFT),
    ):
        y = draw_paragraph(canvas, small, left + 7 * mm, y, width - 14 * mm, 8.5, leading=1.5, color=color)
