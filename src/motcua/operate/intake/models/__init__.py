"""Tables of the counter, one noun a file."""

from motcua.operate.intake.models.blocks import BlockNumber, NumberBlock
from motcua.operate.intake.models.papers import Authority, Posting
from motcua.operate.intake.models.proposals import Proposal
from motcua.operate.intake.models.tickets import Ticket, TicketCounter

__all__ = ["Authority", "BlockNumber", "NumberBlock", "Posting", "Proposal", "Ticket", "TicketCounter"]
