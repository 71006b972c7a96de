from .cells import FrozenCell
from .clearances import DoubtfulPlace, TextClearance
from .decisions import ReportDecision
from .files import TransitionNotAllowed, sha256
from .inspections import Inspection
from .invoices import Invoice, InvoiceIssuer, InvoiceRevision, PaymentChange
from .orders import AnswerRow, OrderAnswer, ReportOrder
from .reminders import ReminderAddress, ReminderMail, ReminderSent
from .reports import DataFile, Report, ReportRevision
from .runs import ReportRun
from .withdrawals import RevisionWithdrawal
from .withheld import WithheldText

__all__ = [
    "AnswerRow",
    "DataFile",
    "DoubtfulPlace",
    "FrozenCell",
    "Inspection",
    "Invoice",
    "InvoiceIssuer",
    "InvoiceRevision",
    "OrderAnswer",
    "PaymentChange",
    "ReminderAddress",
    "ReminderMail",
    "ReminderSent",
    "Report",
    "ReportDecision",
    "ReportOrder",
    "ReportRevision",
    "ReportRun",
    "RevisionWithdrawal",
    "TextClearance",
    "TransitionNotAllowed",
    "WithheldText",
    "sha256",
]
