"""The addresses with true ids of somebody else: which row stands for each part."""

import re

from odoo.addons.coop_campaign.tests.common import PIXEL

#: ``{part of an address: the row of the seed that it names}``
PARTS = {
    "assembly_id": "assembly",
    "assignment_id": "booked",
    "certificate_id": "certificate",
    "charter_id": "charter",
    "contest_id": "contest",
    "document_id": "document",
    "gift_id": "gift",
    "leave_id": "holiday",
    "meeting_id": "meeting",
    "member_id": "other",
    "note_id": "note",
    "partner_id": "person",
    "proof_id": "proof",
    "proxy_id": "proxy",
    "request_id": "application",
    "role_id": "role",
    "shift_id": "shift",
    "signature_id": "signature",
    "subscription_id": "subscription",
    "swap_id": "swap",
    "vote_id": "called",
    "waiting_id": "waiting",
    "work_id": "work",
}
#: Where an address means another row than its part says elsewhere.
OF_ITS_OWN = {
    "/my/points/<int:proposal_id>/<string:answer>": {"proposal_id": "point"},
    "/my/shift/<int:shift_id>/photo/<int:assignment_id>": {"assignment_id": "on"},
    "/my/shifts/<int:assignment_id>/contest": {"assignment_id": "missed"},
    "/my/shifts/book/<int:shift_id>/<int:role_id>": {"shift_id": "open_shift"},
    "/my/shifts/swap/<int:swap_id>": {"swap_id": "asked"},
    "/my/shifts/swap/<int:swap_id>/decline": {"swap_id": "asked"},
    "/my/shifts/swap/<int:swap_id>/propose": {"swap_id": "asked"},
    "/my/shifts/swap/<int:swap_id>/take": {"swap_id": "asked"},
    "/my/shifts/swap/proposal/<int:proposal_id>/withdraw": {"proposal_id": "made"},
    "/my/shifts/solidarity/give/<int:assignment_id>": {"assignment_id": "worked"},
    "/my/assemblies/<int:assembly_id>/points": {"assembly_id": "early"},
    "/coop/vote/<int:vote_id>/paper": {"vote_id": "election"},
    "/coop/vote/<int:vote_id>/paper/read": {"vote_id": "election"},
    "/coop/vote/<int:vote_id>/paper/take-back": {"vote_id": "election"},
}
SIGNED = {"name": "Eve", "signature": PIXEL}
#: ``{address: {field of its form: row, or word}}``: what a form names besides.
FORMS = {
    "/coop/assembly/<int:assembly_id>/check-in": {"typed": "number", "member_id": "other"},
    "/coop/assembly/tablet/check-in": {"typed": "number", "member_id": "other"},
    "/coop/vote/<int:vote_id>/call/hear": {"right": "right", "choice": "yes"},
    "/coop/vote/<int:vote_id>/paper/read": {"number": "1"},
    "/coop/vote/<int:vote_id>/paper/take-back": {"line": "paper"},
    "/my/assemblies/<int:assembly_id>/points": {"name": "Open on Sundays"},
    "/my/assemblies/<int:assembly_id>/proxy": {"number": "number", "name": "Quetz"},
    "/my/committees/answer": {"work": "work", "answer": "approve"},
    "/my/committees/declare": {
        "committee_id": "committee",
        "date": "today",
        "hours": "2",
        "description": "Weeding",
    },
    "/my/shifts/<int:assignment_id>/contest": {"words": "I was there"},
    "/my/shifts/why/contest": {"words": "I was there"},
    "/my/shifts/leave/ask": {"type_id": "leave_type", "date_from": "today", "date_to": ""},
    "/my/shifts/leave/preview": {"type_id": "leave_type", "date_from": "today", "date_to": ""},
    "/my/shifts/swap/offer/<int:assignment_id>/send": {"who": "all", "kind": "swap", "number": ""},
    "/my/shifts/swap/<int:swap_id>/accept": {"proposal_id": "received"},
    "/my/shifts/swap/<int:swap_id>/refuse": {"proposal_id": "received"},
    "/my/shifts/swap/<int:swap_id>/propose": {"assignment_id": "free"},
    "/my/shifts/swap/move/<int:assignment_id>/send": {"shift_id": "open_shift", "role_id": "role"},
    "/my/shifts/waiting/ask": {"template_id": "evening", "role_id": "role"},
    "/my/votes/<int:vote_id>": {"right": "right"},
    "/my/votes/<int:vote_id>/ballot": {"right": "right", "choice": "yes"},
    "/my/votes/<int:vote_id>/ballots.tsv": {},
    "/my/votes/<int:vote_id>/cast": {"right": "right", "choice": "yes"},
    "/my/shift/<int:shift_id>/taps": {"user_id": "asker", "taps": "taps", "sent_at": 0},
    "/coop/meeting/<int:meeting_id>/sign/<int:request_id>/accept/<int:charter_id>": SIGNED,
    "/join/charter/<int:charter_id>/sign": SIGNED,
    "/my/coop/charter/<int:charter_id>/sign": SIGNED,
    "/coop/door/list": {"partner_ids": "partner_ids"},
    "/coop/door/visit": {"code": "card"},
}
#: ``{address: words in it}``. A secret of another kind stands for one that is not the asker's.
WORDS = {
    "/campaign/<string:slug>": ("hidden-roof",),
    "/campaign/<string:slug>/picture.png": ("hidden-roof",),
    "/coop/assembly/tablet/<string:key>": ("door_token",),
    "/coop/door/<string:token>": ("tablet_key",),
    "/coop/mails/<int:member_id>/<string:token>": ("mails_of_third",),
    "/join/resume/<string:mail_token>": ("session_token",),
    "/my/points/<int:proposal_id>/<string:answer>": ("withdraw",),
    "/my/proxies/<int:proxy_id>/<string:answer>": ("accept", "refuse", "return", "revoke"),
    "/my/shifts/calendar/<string(maxlength=64):secret>.ics": ("digest", "calendar_of_third"),
    "/my/shifts/waiting/<int:waiting_id>/<any(leave, accept):answer>": ("leave", "accept"),
}
#: The true words, for the one whose row it is.
TRUE_WORDS = {
    "/campaign/<string:slug>": ("shown-roof",),
    "/campaign/<string:slug>/picture.png": ("shown-roof",),
    "/coop/assembly/tablet/<string:key>": ("tablet_key",),
    "/coop/door/<string:token>": ("door_token",),
    "/coop/mails/<int:member_id>/<string:token>": ("mails_of_other",),
    "/join/resume/<string:mail_token>": ("mail_token",),
    "/my/points/<int:proposal_id>/<string:answer>": ("support",),
    "/my/proxies/<int:proxy_id>/<string:answer>": ("revoke",),
    "/my/shifts/calendar/<string(maxlength=64):secret>.ics": ("calendar",),
    "/my/shifts/waiting/<int:waiting_id>/<any(leave, accept):answer>": ("leave",),
}
#: Whose an address is, by how it begins; all others are the other member's.
OWNERS = {
    "/coop/assembly/<": "assembly",
    "/coop/vote/": "teller",
    "/coop/meeting/<int:meeting_id>/paper": "office",
    "/coop/sale_proof/": "manager",
    "/coop/paper": "office",
}
#: Where even the one whose row it is is told no at this moment, and why.
SHUT = {
    "/join/charter/<int:charter_id>/sign": "the application is in a session of its own",
    "/coop/meeting/<int:meeting_id>/sign/<int:request_id>/accept/<int:charter_id>": (
        "the co-op of the tests chose no accounts"
    ),
    "/my/committees/answer": "nobody answers their own hours",
    "/my/coop/charter/<int:charter_id>/sign": "signed already",
    "/my/votes/<int:vote_id>/ballots.tsv": "not before the count",
}
SLOT = re.compile(r"<[^>]*?(\w+)>")


def named(path):
    """Whether an address, or its form, names a row or holds a word."""
    return "<" in path.replace("<int:page>", "") or path in FORMS


def addresses(path, values, words):
    """Every address of a route with true ids: ``values`` gives an id for the name of a row."""
    own = OF_ITS_OWN.get(path, {})

    def fill(word):
        def part(found):
            name = found[1]
            if name == "page":
                return "1"
            row = own.get(name) or PARTS.get(name)
            return str(values[row] if row else values.get(word, word))

        return SLOT.sub(part, path)

    return [fill(word) for word in words.get(path, ("",))]


def form_of(path, values):
    """What a form of a route holds, with true ids."""
    return {
        field: values.get(word, word) if isinstance(word, str) else word
        for field, word in FORMS.get(path, {}).items()
    }
