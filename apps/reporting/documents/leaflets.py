"""What is printed for a leaflet: labels, the flyer, and letters with a facility's own link (第2-1-(4)-②)."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reportlab.graphics import renderPDF
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from apps.core import qr
from apps.core.clock import long_date

from . import pdf

WIDTH, HEIGHT = A4
STAND_INS = str.maketrans({"𠮷": "吉", "𡈽": "土", "𣘺": "橋", "𥔎": "崎", "𡌛": "塙", "𠀋": "丈"})
"""Forms of characters that the typeface lacks, and the form that the post reads for them."""
SMALLEST = 0.5
"""How far a label's text may shrink."""
INK, SOFT, EDGE = colors.HexColor("#1A1A1A"), colors.HexColor("#595959"), colors.HexColor("#B3B3B3")
NEVER_FIRST = frozenset("、。，．・）」』】！？ーっゃゅょッャュョ々")
"""What no line begins with."""
_TOKENS = re.compile(r"[0-9A-Za-z.,:/_~%?&=+-]+|.", re.DOTALL)


@dataclass(frozen=True)
class Layout:
    """One kind of label sheet on A4; measures in mm."""

    code: str
    label: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    padding: float

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a place (from 0, along the rows), in points from the lower left of the page."""
        row, column = divmod(place, self.columns)
        return (self.left + column * self.width) * mm, HEIGHT - (self.top + row * self.height) * mm


LAYOUTS = {
    layout.code: layout
    for layout in (
        Layout("12", "12面（86.4×42.3 mm）", 2, 6, 86.4, 42.3, 18.6, 21.6, 5.0),
        Layout("21", "21面（70.0×42.3 mm）", 3, 7, 70.0, 42.3, 0.0, 0.45, 5.0),
        Layout("24", "24面（70.0×33.9 mm）", 3, 8, 70.0, 33.9, 0.0, 12.9, 4.5),
    )
}


@dataclass(frozen=True)
class Label:
    """One address as it is printed."""

    postal_mark: str
    address: str
    name: str
    addressee: str

    @property
    def is_printable(self) -> bool:
        """Whether every character can be printed."""
        text = "".join((self.address, self.name, self.addressee))
        return pdf.MISSING not in pdf.drawable(text.translate(STAND_INS)).replace(pdf.MISSING, "", text.count("〓"))


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


def labels_pdf(labels: Sequence[Label], layout: Layout, start: int, made_at: datetime) -> bytes:
    """Labels in order, the first one at place `start` (from 1) of the first sheet."""

    def draw(canvas: Canvas) -> None:
        place = start - 1
        for number, label in enumerate(labels):
            if number and place % layout.places == 0:
                canvas.showPage()
            _label(canvas, label, layout, place % layout.places)
            place += 1
        canvas.showPage()

    return _document("宛名ラベル", made_at, draw)


def flyer_pdf(sender: Sender, url: str, pictures: Path | None, made_at: datetime) -> bytes:
    """The leaflet itself: one page of A4."""

    def draw(canvas: Canvas) -> None:
        _flyer(canvas, sender, url, pictures)
        canvas.showPage()

    return _document("出張申請受付の案内", made_at, draw)


def letters_pdf(
    letters: Sequence[Letter], sender: Sender, expires_on: date, written_on: date, made_at: datetime
) -> bytes:
    """One page a facility, with its own code; the bytes are the only place where the addresses ever stand."""

    def draw(canvas: Canvas) -> None:
        for letter in letters:
            _letter(canvas, letter, sender, expires_on, written_on)
            canvas.showPage()

    return _document("出張申請受付の案内", made_at, draw)


def _document(title: str, made_at: datetime, draw: Callable[[Canvas], None]) -> bytes:
    pdf.register_fonts()
    result = io.BytesIO()
    canvas = Canvas(result, pagesize=A4, invariant=1, pageCompression=1, lang="ja-JP")
    canvas.setTitle(title)
    canvas.setSubject(made_at.strftime("%Y-%m-%d"))
    draw(canvas)
    canvas.save()
    return result.getvalue()


# --- text on a canvas ---------------------------------------------------------------------------------------------


def wrapped(text: str, width: float, size: float, font: str = pdf.REGULAR) -> list[str]:
    """Lines of at most `width` points: broken at a blank where there is one, and not inside a number that fits."""
    lines, line = [], ""
    for token in _tokens(pdf.drawable(text.translate(STAND_INS)), width, size, font):
        if _width(line + token, size, font) <= width:
            line += token
            continue
        head, blank, tail = line.rpartition("　")
        if blank and _width(head, size, font) > width / 2:
            lines.append(head)
            line = tail + token
        elif token in NEVER_FIRST and len(line) > 1:
            lines.append(line[:-1])
            line = line[-1] + token
        else:
            lines.append(line.rstrip())
            line = token.lstrip()
    return [line for line in [*lines, line] if line]


def _tokens(text: str, width: float, size: float, font: str) -> Iterator[str]:
    for match in _TOKENS.finditer(text):
        if _width(match[0], size, font) <= width:
            yield match[0]
        else:
            yield from match[0]


def _width(text: str, size: float, font: str) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


def _lines(
    canvas: Canvas,
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    *,
    font: str = pdf.REGULAR,
    leading: float = 1.5,
    color: colors.Color = INK,
) -> float:
    """Draws lines downwards from the top `y`; gives the height below them."""
    canvas.setFont(font, size)
    canvas.setFillColor(color)
    for line in lines:
        y -= size * leading
        canvas.drawString(x, y + size * (leading - 1) / 2 + size * 0.12, line)
    return y


def _paragraph(
    canvas: Canvas, text: str, x: float, y: float, width: float, size: float, *, font: str = pdf.REGULAR,
    leading: float = 1.6, color: colors.Color = INK,
) -> float:  # fmt: skip
    return _lines(canvas, wrapped(text, width, size, font), x, y, size, font=font, leading=leading, color=color)


# --- labels -------------------------------------------------------------------------------------------------------


def _label(canvas: Canvas, label: Label, layout: Layout, place: int) -> None:
    left, top = layout.corner(place)
    padding = layout.padding * mm
    width, height = layout.width * mm - 2 * padding, layout.height * mm - 2 * padding
    blocks = _fitted(label, width, height)
    used = sum(size * leading * len(lines) for lines, size, leading, _ in blocks)
    y = top - padding - max(0.0, (height - used) / 3)
    for lines, size, leading, font in blocks:
        y = _lines(canvas, lines, left + padding, y, size, font=font, leading=leading)


def _fitted(label: Label, width: float, height: float) -> list[tuple[list[str], float, float, str]]:
    """The parts of a label with size and leading, as large as they fit."""
    scale = 1.0
    while True:
        blocks = [
            (wrapped(text, width, size * scale, font), size * scale, leading, font)
            for text, size, leading, font in (
                (label.postal_mark, 10.5, 1.4, pdf.REGULAR),
                (label.address, 9.5, 1.35, pdf.REGULAR),
                (label.name, 12.5, 1.5, pdf.BOLD),
                (label.addressee, 10.5, 1.4, pdf.REGULAR),
            )
            if text
        ]
        used = sum(size * leading * len(lines) for lines, size, leading, _ in blocks)
        if used <= height or scale <= SMALLEST:
            return blocks
        scale -= 0.05


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
    y = _paragraph(canvas, f"{sender.client}からのご案内", left, HEIGHT - 13 * mm, width, 12, color=colors.white)
    _lines(canvas, HEADLINE, left, y - 1 * mm, 29, font=pdf.BOLD, leading=1.4, color=colors.white)
    y = _paragraph(canvas, LEAD, left, HEIGHT - 68 * mm, width, 11.5, leading=1.7)
    y = _heading(canvas, "3つの方法から選べます", left, y - 5 * mm)
    column, gap = (width - 8 * mm) / 3, 4 * mm
    for number, (mark, title, body) in enumerate(WAYS):
        _way(canvas, mark, title, body, left + number * (column + gap), y - 2 * mm, column, 48 * mm)
    y = _heading(canvas, "ご利用について", left, y - 57 * mm)
    y -= 1.5 * mm
    for name, text in (*FACTS, ("日時", sender.hours)):
        canvas.setFillColor(pdf.PALE)
        canvas.roundRect(left, y - 7 * mm, 20 * mm, 6.4 * mm, 1.5 * mm, stroke=0, fill=1)
        _lines(canvas, [name], left + 5.8 * mm, y - 0.9 * mm, 10.5, font=pdf.BOLD, leading=1.6, color=pdf.NAVY)
        y = min(_paragraph(canvas, text, left + 25 * mm, y - 0.6 * mm, width - 25 * mm, 11), y - 7 * mm) - 2.4 * mm
    _how(canvas, sender, url, pictures, left, width)


def _heading(canvas: Canvas, text: str, x: float, y: float) -> float:
    canvas.setFillColor(pdf.NAVY)
    canvas.rect(x, y - 7.2 * mm, 2 * mm, 6.4 * mm, stroke=0, fill=1)
    return _lines(canvas, [text], x + 5 * mm, y, 15, font=pdf.BOLD, leading=1.5, color=pdf.NAVY)


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
    y = _paragraph(canvas, title, x + 4 * mm, top - 13.5 * mm, inner, 12, font=pdf.BOLD, leading=1.4)
    _paragraph(canvas, body, x + 4 * mm, y - 1 * mm, inner, 10, leading=1.6)


def _how(canvas: Canvas, sender: Sender, url: str, pictures: Path | None, left: float, width: float) -> None:
    """The lower part: how to ask, with the code, the telephone and both characters."""
    bottom, height, size = 17 * mm, 60 * mm, 36 * mm
    canvas.setFillColor(pdf.PALE)
    canvas.roundRect(left, bottom, width, height, 3 * mm, stroke=0, fill=1)
    code_x, code_y = left + 6 * mm, bottom + height - size - 12 * mm
    _lines(canvas, ["お申込みの方法"], left + 6 * mm, bottom + height - 2 * mm, 13, font=pdf.BOLD, color=pdf.NAVY)
    canvas.setFillColor(colors.white)
    canvas.rect(code_x, code_y, size, size, stroke=0, fill=1)
    renderPDF.draw(qr.drawing(url, size), canvas, code_x, code_y)
    _paragraph(canvas, url, code_x, code_y - 1 * mm, 78 * mm, 8, color=SOFT)
    x, y = code_x + size + 6 * mm, bottom + height - 12 * mm
    steps = (
        "1　下の電話番号へお問い合わせください。",
        "2　施設専用の申込みページをお知らせします。",
        "3　希望する日時と人数を入力してください。",
    )
    inner = left + width - x - 42 * mm
    for step in steps:
        y = _paragraph(canvas, step, x, y, inner, 9.8, leading=1.5) - 0.6 * mm
    y = _paragraph(canvas, sender.section, x, y - 2 * mm, inner, 9.8, font=pdf.BOLD, leading=1.5)
    _lines(canvas, [f"電話 {sender.phone}"], x, y, 15, font=pdf.BOLD, leading=1.4, color=pdf.NAVY)
    box = 21 * mm
    for number, (file, name) in enumerate(PICTURES):
        up = bottom + height - 7 * mm - box - number * 27 * mm
        _picture(canvas, pictures, file, name, left + width - 27 * mm, up, box)
    made_by = f"この事業は、{sender.client}が{sender.contractor}に委託して行っています。"
    _paragraph(canvas, made_by, left, bottom - 1.5 * mm, width, 8, color=SOFT)


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
    for lines, size, leading, font in _fitted(letter.label, 86 * mm, 38 * mm):
        y = _lines(canvas, lines, left, y, size, font=font, leading=leading)
    right, y = left + width - 80 * mm, HEIGHT - 62 * mm
    y = _paragraph(canvas, long_date(written_on), right, y, 80 * mm, 10)
    for line in (sender.client, f"受託者　{sender.contractor}"):
        y = _paragraph(canvas, line, right, y, 80 * mm, 10)
    title = "マイナンバーカードの出張申請受付のご案内"
    canvas.setFont(pdf.BOLD, 17)
    canvas.setFillColor(pdf.NAVY)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 100 * mm, title)
    y = HEIGHT - 108 * mm
    for passage in (
        f"　{sender.client}では、{LEAD}費用はかかりません。",
        f"　訪問の日時は、{sender.hours}です。{OWN_PAGE}",
    ):
        y = _paragraph(canvas, passage, left, y, width, 11, leading=1.8)
    _own_page(canvas, letter.url, expires_on, left, y - 6 * mm, width)
    y = _heading(canvas, "お問い合わせ", left, 62 * mm)
    y = _paragraph(canvas, sender.section, left + 5 * mm, y - 1 * mm, width, 11)
    _lines(canvas, [f"電話 {sender.phone}"], left + 5 * mm, y, 14, font=pdf.BOLD, color=pdf.NAVY)


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
    y = _paragraph(canvas, "貴施設専用の申込みページ", x, y, inner, 13, font=pdf.BOLD, color=pdf.NAVY) - 1.5 * mm
    for step in (
        "1　QRコードを読み取り、ページを開きます。",
        "2　希望する日時、人数、配慮が必要なことを入力します。",
        "3　市と受託者が日程を調整します。決まった日時は、同じページで確認できます。",
    ):
        y = _paragraph(canvas, step, x, y, inner, 10.2, leading=1.55) - 0.8 * mm
    _paragraph(canvas, f"有効期限　{long_date(expires_on)}", x, y - 1.5 * mm, inner, 10.2, font=pdf.BOLD)
    y = code_y - 2 * mm
    for small, color in (
        ("QRコードを読み取れないときは、次のアドレスを入力してください。", SOFT),
        (url, INK),
        ("このページは貴施設だけのものです。ほかの施設や個人へ渡さないでください。", SOFT),
    ):
        y = _paragraph(canvas, small, left + 7 * mm, y, width - 14 * mm, 8.5, leading=1.5, color=color)
