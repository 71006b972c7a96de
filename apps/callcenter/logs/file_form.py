"""Judges the form of a whole file: is it text, in which encoding, and did it come to its end?"""

import codecs
from collections.abc import Sequence
from typing import BinaryIO

from .records import FileRefused

CHUNK = 1 << 16
LONGEST_LINE = 1 << 16
WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
ARCHIVE_STARTS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
UTF16_STARTS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(
    file: BinaryIO, encodings: Sequence[str], *, ends_with_newline: bool, longest_line: int | None = LONGEST_LINE
) -> str:
    """The encoding of a file whose form is right.

    Raises `FileRefused` when it is empty, not text, cut off, or in none of `encodings`.
    """
    length, last = 0, b""
    file.seek(0)
    for number, chunk in enumerate(iter(lambda: file.read(CHUNK), b"")):
        if number == 0:
            _refuse_other_kinds(chunk)
        if b"\0" in chunk:
            raise FileRefused("文字ではないデータ（NUL文字）が含まれています。通話記録のファイルか確認してください。")
        lines = chunk.split(b"\n")
        if longest_line and (length + len(lines[0]) > longest_line or any(len(line) > longest_line for line in lines)):
            raise FileRefused(f"1行が長すぎます（上限{longest_line:,}バイト）。改行のあるファイルか確認してください。")
        length = len(lines[-1]) + (length if len(lines) == 1 else 0)
        last = chunk[-1:]
    if not last:
        raise FileRefused("ファイルが空です。")
    encoding = _encoding(file, encodings)
    if ends_with_newline and last != b"\n":
        raise FileRefused(
            "最後の行が改行で終わっていません。ファイルが途中で切れている可能性があります。出力し直してください。"
        )
    return encoding


def _refuse_other_kinds(start: bytes) -> None:
    if start.startswith(WORKBOOK_STARTS):
        raise FileRefused(
            "Excelのブックや圧縮されたファイル（ZIP）は読み込めません。CSVなど、文字のファイルで保存し直してください。"
        )
    if start.startswith(ARCHIVE_STARTS):
        raise FileRefused("圧縮されたファイルは読み込めません。展開してから取り込んでください。")
    if start.startswith(UTF16_STARTS):
        raise FileRefused("文字コードがUTF-16のファイルは読み込めません。UTF-8またはShift_JISで保存し直してください。")
    if start.startswith(codecs.BOM_UTF8 * 2):
        raise FileRefused("先頭の印（BOM）が二重に付いています。ファイルを出力し直してください。")


def _encoding(file: BinaryIO, encodings: Sequence[str]) -> str:
    """The first encoding in which the whole file can be read."""
    is_cut = False
    for encoding in encodings:
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in iter(lambda: file.read(CHUNK), b""):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            continue
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_cut = True
            continue
        return encoding
    if is_cut:
        raise FileRefused("最後の文字が途中で切れています。ファイルを出力し直してください。")
    raise FileRefused(f"文字コードが正しくありません（{'、'.join(encodings)} のいずれでも読めません）。")
