"""Files of facilities that do not exist, in the form of the public care-service data set, with every kind of dirt."""

import csv
import io

HEADINGS = (
    "市区町村コード", "都道府県名", "市区町村名", "サービスの種類", "事業所番号", "事業所名", "事業所名カナ", "住所",
    "緯度", "経度", "電話番号", "FAX番号", "法人番号", "法人の名称", "定員", "URL",
)  # fmt: skip
CLEAN = {
    "市区町村コード": "112011", "都道府県名": "埼玉県", "市区町村名": "川越市", "サービスの種類": "介護老人福祉施設",
    "事業所番号": "9970000001", "事業所名": "特別養護老人ホーム 見本の杜",
    "事業所名カナ": "とくべつようごろうじんほーむ みほんのもり",
    "住所": "埼玉県川越市架空町1-1", "緯度": "35.926308392306160", "経度": "139.470019738098130",
    "電話番号": "049-000-1001", "FAX番号": "049-000-2001", "法人番号": "3030005008421",
    "法人の名称": "社会福祉法人見本会",
    "定員": "80", "URL": "https://example.com/mihon/",
}  # fmt: skip


def row(number: int = 1, **cells: str) -> dict[str, str]:
    """A clean row of a facility of its own; `cells` say otherwise."""
    own = {
        "事業所番号": f"99700{number:05}",
        "事業所名": f"特別養護老人ホーム 見本{number}",
        "事業所名カナ": f"とくべつようごろうじんほーむ みほん{number}",
        "住所": f"埼玉県川越市架空町{number}番地",
        "電話番号": f"049-000-{number:04}",
        "FAX番号": "",
    }
    return CLEAN | own | cells


def written(rows: list[dict[str, str]], *, headings: tuple[str, ...] = HEADINGS, encoding: str = "utf-8") -> bytes:
    """The rows as a file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([cells.get(name, "") for name in headings] for cells in rows)
    return text.getvalue().encode(encoding)


DIRTY = [
    row(1),
    row(
        2,
        事業所番号="９９７００－００００２",
        事業所名="特別養護老人ホーム　　ﾐﾎﾝ２",
        事業所名カナ="ﾄｸﾍﾞﾂﾖｳｺﾞﾛｳｼﾞﾝﾎｰﾑ　ﾐﾎﾝ２",
    ),
    row(3, 住所="小架空８８番地", 市区町村名="", 定員="0"),
    row(4, 電話番号="０４９（０００）０００４（代表）"),
    row(5, 電話番号="049-000-0004"),
    row(6, 電話番号="100-0006", 定員="29名以下"),
    row(7, 電話番号="+81-49-000-0007 内線12", サービスの種類="短期入所生活介護"),
    row(8, 電話番号="090-0000-0008"),
    row(1, 事業所名="同じ番号の施設"),
    row(10, 事業所番号="99700", 事業所名カナ=""),
    row(11, 事業所名="見本 123456789018"),
]
"""Lines 2 to 12: a clean row, widths, no city and capacity 0, brackets, a shared telephone, no area code, +81 and an
extension, a mobile, a number twice, a broken row, a My Number."""
