"""What a role is shown or changes of another member by right, with the reason.

Everything else that an address shows or changes is a finding, and so is a line that is not needed.
"""

from typing import NamedTuple

from .seed import DOCUMENT, MARK, NUMBER

NAME = (f"{MARK}First", f"{MARK}Last")
CALLED = (*NAME, str(NUMBER))


class Right(NamedTuple):
    """Who is let in, which words of another member they are shown, which tables they change."""

    roles: tuple
    why: str
    sees: tuple = ()
    changes: tuple = ()


MEMBERS = ("member", "former")
ASSEMBLY = ("assembly",)
DESK = ("office", "manager")
AGENDA = "the agenda and its documents are for all members"
TELLERS = "tellers and the check-in see the roll of the assembly that they hold"
ENROLS = "the office enrols people, at every meeting"
OWN = "the asker's own row, whatever id a form named"
NO_KEY = "says that nobody is there"

BY_RIGHT = {
    "/coop/assembly/<int:assembly_id>": Right(ASSEMBLY, TELLERS),
    "/coop/assembly/<int:assembly_id>/check-in": Right(ASSEMBLY, TELLERS, sees=NAME),
    "/coop/assembly/<int:assembly_id>/screen": Right(ASSEMBLY, TELLERS),
    "/coop/meeting/<int:meeting_id>": Right(DESK, ENROLS, sees=(f"{MARK}Applicant",)),
    "/coop/meeting/<int:meeting_id>/drop/<int:request_id>": Right(
        DESK, ENROLS, changes=("coop_join_request",)
    ),
    "/coop/meeting/<int:meeting_id>/paper": Right(DESK, ENROLS),
    "/coop/meeting/<int:meeting_id>/sign/<int:request_id>": Right(
        DESK, ENROLS, sees=(f"{MARK}Applicant",)
    ),
    "/coop/sale_proof/<int:proof_id>.xlsx": Right(("manager",), "the manager's own proof"),
    "/coop/vote/<int:vote_id>/call": Right(ASSEMBLY, TELLERS, sees=CALLED),
    "/coop/vote/<int:vote_id>/call/hear": Right(
        ASSEMBLY, TELLERS, sees=CALLED, changes=("coop_vote_call",)
    ),
    "/coop/vote/<int:vote_id>/paper": Right(ASSEMBLY, TELLERS),
    "/coop/vote/<int:vote_id>/paper/read": Right(ASSEMBLY, TELLERS, changes=("coop_vote_paper",)),
    "/my/assemblies/<int:assembly_id>": Right(MEMBERS, AGENDA),
    "/my/assemblies/<int:assembly_id>/documents/<int:document_id>": Right(
        MEMBERS, AGENDA, sees=(DOCUMENT,)
    ),
    "/my/assemblies/<int:assembly_id>/points": Right(
        MEMBERS,
        "a point of one's own; a former member is told that they have no vote",
        changes=("coop_assembly_proposal", "coop_assembly_support"),
    ),
    "/my/assemblies/<int:assembly_id>/proxy": Right(
        MEMBERS, "the page again, which says that number and name do not belong together"
    ),
    "/my/assemblies/<int:assembly_id>/proxy-form": Right(("member",), "a form with one's own name"),
    "/my/committees/declare": Right(MEMBERS, OWN, changes=("coop_committee_work", "coop_member")),
    "/my/coop/charter/<int:charter_id>/sign": Right(
        ("member",), "one's own signature", changes=("coop_charter_signature",)
    ),
    "/my/shifts/leave/preview": Right(MEMBERS, "what a leave of one's own would change"),
    "/my/shifts/waiting/ask": Right(
        ("member",),
        "a place in the list",
        changes=("coop_member", "coop_waiting", "mail_mail", "mail_message"),
    ),
    "/my/points/<int:proposal_id>/<string:answer>": Right(
        ("former",), "the page again, which says that they have no vote"
    ),
    "/my/shifts/book/<int:shift_id>/<int:role_id>": Right(
        ("member",), "a seat that is free", changes=("coop_assignment", "coop_member")
    ),
}

PORTAL = ("stranger", "member", "former", "employee", "checker", "cashier", "assembly", *DESK)
OWN_PAGE = Right(PORTAL, "one's own page")
EXPORT = Right(("manager",), "the manager exports members", sees=NAME)
#: The same for addresses of Odoo's.
ODOOS_RIGHTS = {
    "/my/account": OWN_PAGE,
    "/my/addresses": OWN_PAGE,
    "/my/counters": OWN_PAGE,
    "/my/home": OWN_PAGE,
    "/my/invoices": OWN_PAGE,
    "/web/export/xlsx": EXPORT,
    "/web/export/xlsx grouped": EXPORT,
}
