"""Operations of migrations that are quick where a hundred of Django's own, one after another, are not."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class _AtOnce(Operation):
    """Takes `operations` together: Django draws the models once, and not anew after each of them."""

    reversible = False
    carried_out: ClassVar[type[Operation]]
    """Those of the operations that are more than a part of what another one makes."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # drawn again by the first who asks
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            if isinstance(operation, self.carried_out):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{len(self.operations)} operations at once"


class CreateTables(_AtOnce):
    """Makes tables that are not there yet; columns, constraints and indexes added to them are made with them."""

    carried_out = CreateModel


class AddTriggers(_AtOnce):
    """Adds triggers to tables that are there; each may read all of them."""

    carried_out = AddTrigger
