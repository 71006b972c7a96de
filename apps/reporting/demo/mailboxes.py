"""Made-up mailboxes of the two parties; what the demo sends to them lies in a folder of files."""

from apps.accounts.enums import Role
from apps.reporting.models import ReminderAddress

from .world import World, in_history

MAILBOXES = {
    Role.GENERAL_MANAGER: ("manager1", "toukatsu@itaku.example.jp"),
    Role.CC_LEADER: ("manager1", "callcenter@itaku.example.jp"),
    Role.CITY_STAFF: ("approver1", "shimin@shi.example.jp"),
}


@in_history
def build(world: World) -> None:
    """One mailbox for each role that is told of reports by mail."""
    for role, (name, address) in MAILBOXES.items():
        ReminderAddress.objects.register(
            role=role, address=address, since_on=world.terms[-1].starts_on, by=world.users[name]
        )
