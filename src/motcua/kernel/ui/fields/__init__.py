"""Form fields for what Vietnamese people type: dates, money, identity and tax numbers, telephones, clean text.

They forgive blanks and dots, keep what was typed when it is wrong, and say what happened and what to do.
"""

from motcua.kernel.ui.fields.dates import DateField
from motcua.kernel.ui.fields.identity import IdentityField, TaxCodeField
from motcua.kernel.ui.fields.money import MoneyField
from motcua.kernel.ui.fields.phones import PhoneField
from motcua.kernel.ui.fields.texts import CleanCharField

__all__ = ["CleanCharField", "DateField", "IdentityField", "MoneyField", "PhoneField", "TaxCodeField"]
