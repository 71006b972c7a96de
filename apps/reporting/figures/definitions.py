"""What the words in the call reports mean (agreed with the city; printed on every report with the version's number)."""

DEFINITIONS_VERSION = 1


def definitions(*, short_seconds: int, target_percent: int) -> list[tuple[str, str]]:
    """Version 1 as (term, meaning). C14, C17: the strict rate is the contract's figure, the other is for reference."""
    return [
        (
            "着信",
            "開設日の受付時間内（開始時刻を含み、終了時刻を含まない）に届いた通話。転送や呼び直しがあっても1通話は1件とする。",
        ),
        ("応答", "着信のうち、オペレーターにつながった通話。自動音声だけの通話は含めない。"),
        (
            "切電",
            f"着信のうち、オペレーターにつながる前に発信者が切った通話。{short_seconds}秒未満のものは参考として内数で示す。",
        ),
        ("溢れ", "着信のうち、混雑のため自動音声の案内で終わった通話。"),
        ("時間外", "受付時間の外に届いた通話。着信にも応答率にも含めない。"),
        (
            "応答率",
            (
                "期間の応答の合計 ÷ 期間の着信の合計（日ごとの率の平均ではない）。"
                f"小数第2位以下は切り捨てて示し、目標{target_percent} %の判定は件数の整数で行う。"
            ),
        ),
        ("センター内完了率", "（応答 − 転送 − 未了）÷ 応答。案内で終えたものを含む。"),
        ("転送率", "転送（市の担当課への引き継ぎ）÷ 応答。センター内完了率との合計は、未了の分だけ100 %に満たない。"),
        ("苦情", "分類にかかわらず苦情と記録した問合せ。苦情転送は、そのうち転送したもの。"),
    ]
