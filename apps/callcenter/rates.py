"""Rates are judged in integers and cut, never rounded (第2-2-(3)-ア): 8,996 of 10,000 prints 89.9 and fails."""


def cut_rate(part: int, whole: int) -> str | None:
    """`part / whole` in percent, cut to 0.1; None when there is nothing to divide by."""
    if whole <= 0:
        return None
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}"


def meets(part: int, whole: int, target_percent: int) -> bool | None:
    """Whether `part / whole` reaches the target, exactly; None when nothing is there to judge."""
    return None if whole <= 0 else part * 100 >= whole * target_percent


def still_allowed(part: int, whole: int, target_percent: int) -> int:
    """How many of the `part` successes could have failed too with the target still met; 0 when it is missed already.

    For a month: 許される取りこぼし floor(着信 × (100 − 目標) / 100) less the calls that were lost, never below 0.
    """
    return max(0, whole * (100 - target_percent) // 100 - (whole - part))


def missing_answers(part: int, whole: int, target_percent: int) -> int:
    """How many of the lost calls would have had to be answered for the target; 0 when it is met."""
    return max(0, -(-whole * target_percent // 100) - part)


def answers_until_met(part: int, whole: int, target_percent: int) -> int:
    """How many more calls, all answered, lift a missed rate to the target; 0 when it is met. Target below 100."""
    missing = whole * target_percent - part * 100
    return max(0, -(-missing // (100 - target_percent)))
