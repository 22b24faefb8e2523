"""The standard's element names: who takes part under which name, and what a text in which element is.

Names are those of all versions; where one was renamed, both stand here (`BIC` became `BICFI`, `BICOrBEI` `AnyBIC`).
"""

from typing import Literal

Kind = Literal[
    "name", "bic", "lei", "id", "member", "country", "birth_date", "birth_place", "address", "number", "iban",
    "account", "text", "purpose",
]  # fmt: skip
Side = Literal["from", "to", "via", ""]

ROLES: dict[str, tuple[str, Side]] = {
    "Dbtr": ("debtor", "from"),
    "UltmtDbtr": ("ultimate debtor", "from"),
    "DbtrAgt": ("debtor agent", "from"),
    "Cdtr": ("creditor", "to"),
    "UltmtCdtr": ("ultimate creditor", "to"),
    "CdtrAgt": ("creditor agent", "to"),
    "InitgPty": ("initiating party", ""),
    "IntrmyAgt1": ("intermediary agent 1", "via"),
    "IntrmyAgt2": ("intermediary agent 2", "via"),
    "IntrmyAgt3": ("intermediary agent 3", "via"),
    "PrvsInstgAgt": ("previous instructing agent", "via"),
    "PrvsInstgAgt1": ("previous instructing agent 1", "via"),
    "PrvsInstgAgt2": ("previous instructing agent 2", "via"),
    "PrvsInstgAgt3": ("previous instructing agent 3", "via"),
    "InstgAgt": ("instructing agent", "via"),
    "InstdAgt": ("instructed agent", "via"),
    "InstgRmbrsmntAgt": ("instructing reimbursement agent", "via"),
    "InstdRmbrsmntAgt": ("instructed reimbursement agent", "via"),
    "ThrdRmbrsmntAgt": ("third reimbursement agent", "via"),
    "FwdgAgt": ("forwarding agent", "via"),
    "ChrgsAcct": ("charges account", ""),
    "ChrgsAcctAgt": ("charges agent", "via"),
    "ChrgsInf": ("charges agent", ""),
    "SttlmAcct": ("settlement account", ""),
    "Invcr": ("invoicer", ""),
    "Invcee": ("invoicee", ""),
    "Grnshee": ("garnishee", ""),
    "GrnshmtAdmstr": ("garnishment administrator", ""),
    "Authrty": ("authority", ""),
    "RltdRmtInf": ("related remittance", ""),
    "Fr": ("sender of the message", ""),
    "To": ("receiver of the message", ""),
}
"""Of each element: what it stands for, and the side of the payment it is on."""

KINDS: dict[str, Kind] = {
    "Nm": "name",
    **dict.fromkeys(("BICFI", "BIC", "AnyBIC", "BICOrBEI", "BEI"), "bic"),
    "LEI": "lei",
    "MmbId": "member",
    **dict.fromkeys(("Ctry", "CtryOfRes"), "country"),
    "BirthDt": "birth_date",
    **dict.fromkeys(("CityOfBirth", "PrvcOfBirth", "CtryOfBirth"), "birth_place"),
    **dict.fromkeys(
        ("AdrLine", "StrtNm", "BldgNm", "TwnNm", "TwnLctnNm", "DstrctNm", "CtrySubDvsn", "Dept", "SubDept", "CareOf"),
        "address",
    ),
    **dict.fromkeys(("PstCd", "PstBx", "BldgNb", "Flr", "Room", "UnitNb"), "number"),
    "IBAN": "iban",
    **dict.fromkeys(("Ustrd", "AddtlRmtInf", "InstrInf", "Desc", "Inf", "AddtlInf", "RmtId", "AddtlRmtncInf"), "text"),
}
"""What a text is by the name of its element, wherever it stands."""

TEXT_WITHIN = frozenset({"RmtInf", "RltdRmtInf", "RgltryRptg"})
"""Whatever else stands within these is read as text, unless it is a code, a date or a figure."""
NO_TEXT = frozenset(
    {"Cd", "Dt", "DtTm", "RltdDt", "RltdTm", "Amt", "Ccy", "DbtCdtRptgInd", "RmtLctnMtd", "Mtd", "Issr"}
)
PURPOSES = frozenset({"Purp", "CtgyPurp"})
NOT_PROVIDED = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NOTAVAILABLE", "UNKNOWN", "N/A", "NONE"})
"""What senders write where they leave a required element without content."""


def kind_of(tags: tuple[str, ...]) -> Kind | None:
    """What the text under these names is; None where it is nothing that is screened or read."""
    last, above = tags[-1], tags[:-1]
    if PURPOSES.intersection(above):
        return "text" if last == "Prtry" else "purpose"
    if last == "Id" and above[-1:] == ("Othr",):
        return "account" if is_account(above) else "id"
    known = KINDS.get(last)
    if known:
        return known
    return "text" if TEXT_WITHIN.intersection(above) and last not in NO_TEXT and not last.endswith("Amt") else None


def is_account(tags: tuple[str, ...]) -> bool:
    """Whether one of the names is an account's: `DbtrAcct`, `CdtrAgtAcct`."""
    return any(tag.endswith("Acct") for tag in tags)
