from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.coop_membership.controllers.portal import CoopPortal


class VotePortal(CoopPortal):
    """My votes. Each page starts from the rights of the current user's own member record."""

    def _coop_page_values(self):
        values = super()._coop_page_values()
        rights = self._coop_rights(*self._coop_me())
        rights = rights.filtered(lambda right: right.vote_id._takes_ballots())._standing()
        values["votes_to_cast"] = len(rights.filtered(lambda right: not right.used_via))
        values["votes_cast"] = len(rights) - values["votes_to_cast"]
        return values

    def _coop_me(self):
        """The current user's member record, and the accepted proxies that they hold in assemblies
        not yet over."""
        member = request.env["coop.member"]._coop_current()
        today = member.company_id._coop_today() if member else None
        held = (
            request.env["coop.proxy"]
            # sudo: lends a member the proxies that they hold.
            .sudo()
            .search_fetch(
                [
                    ("holder_id", "=", member.id),
                    ("state", "=", "accepted"),
                    ("assembly_id.state", "in", ("convened", "open")),
                ],
                ["giver_id", "holder_id", "assembly_id"],
            )
        )
        if held and not member._coop_able_to_vote(today):
            held = held.browse()
        return member, held

    def _coop_rights(self, member, held, vote_id=None):
        """The rights that the current user uses, newest vote first: their own, and those of their
        mandates. With a vote: those in this vote."""
        mandates = Domain("member_id", "in", held.giver_id.ids) & Domain(
            "vote_id.assembly_id", "in", held.assembly_id.ids
        )
        domain = Domain("member_id", "=", member.id) | mandates
        if vote_id is not None:
            domain &= Domain("vote_id", "=", vote_id)
        # sudo: lends a portal user the lines of the rolls that are theirs to use; bounded to their
        # own member record and to the proxies that they hold.
        rights = request.env["coop.vote.right"].sudo()
        columns = ["vote_id", "member_id", "exclusion", "used_via", "receipt"]
        found = rights.search_fetch(domain, columns, order="vote_id.id desc, id", limit=200)
        return found.filtered(
            lambda right: right.member_id == member or self._coop_proxy(held, right)
        )

    def _coop_proxy(self, held, right):
        """The proxy by which the current user uses a right; empty for their own right."""
        return held.filtered(
            lambda proxy: (
                proxy.giver_id == right.member_id and proxy.assembly_id == right.vote_id.assembly_id
            )
        )

    def _coop_right(self, vote_id, right_id=None):
        """A right of the current user in a vote, their own by default, with the proxy by which they
        use it; 404 when there is none."""
        member, held = self._coop_me()
        rights = self._coop_rights(member, held, vote_id)
        if right_id and str(right_id).isdecimal() and len(right_id) < 10:
            right = rights.filtered(lambda line: line.id == int(right_id))
        else:
            right = rights.filtered(lambda line: line.member_id == member) or rights[:1]
        if not right:
            raise NotFound()
        return right, self._coop_proxy(held, right), rights

    @route("/my/votes", type="http", auth="user", website=True, readonly=True)
    def my_votes(self, **kwargs):
        member, held = self._coop_me()
        rights = self._coop_rights(member, held)
        standing = rights._standing()
        awaited = standing.filtered(
            lambda right: not right.used_via and right.vote_id._takes_ballots()
        )
        return request.render(
            "coop_vote.portal_my_votes",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "coop_votes",
                "rights": rights.sorted(lambda right: right not in awaited),
                "standing": standing,
                "member": member,
            },
        )

    @route("/my/votes/secret", type="http", auth="user", website=True, readonly=True)
    def my_votes_secret(self, **kwargs):
        values = self._prepare_portal_layout_values()
        return request.render("coop_vote.portal_secret", {**values, "page_name": "coop_votes"})

    @route("/my/votes/<int:vote_id>", type="http", auth="user", website=True, readonly=True)
    def my_vote(self, vote_id, right="", **kwargs):
        return self._coop_vote_page(*self._coop_right(vote_id, right))

    def _coop_vote_page(self, right, proxy, mandates, **values):
        return request.render(
            "coop_vote.portal_my_vote",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "coop_vote",
                "right": right,
                "vote": right.vote_id,
                "proxy": proxy,
                "mandates": mandates,
                **values,
            },
        )

    @route("/my/votes/<int:vote_id>/cast", type="http", auth="user", website=True, methods=["POST"])
    def my_vote_cast(self, vote_id, right="", **kwargs):
        """A ballot from a browser without scripts: the answer is a page."""
        form = self._coop_form()
        try:
            with request.env.cr.savepoint():
                line, _receipt = self._coop_cast(vote_id, right, form)
        except UserError as error:
            found = self._coop_right(vote_id, right)
            return self._coop_vote_page(*found, error=str(error), filled=form)
        return request.redirect(f"/my/votes/{vote_id}?right={line.id}")

    @route("/my/votes/<int:vote_id>/ballot", type="http", auth="user", methods=["POST"])
    def my_vote_ballot(self, vote_id, right="", **kwargs):
        """A ballot from the page's own script: the answer is the receipt and nothing else, so that
        a whole assembly can vote within minutes."""
        try:
            _line, receipt = self._coop_cast(vote_id, right, self._coop_form())
        except UserError as error:
            return request.make_json_response({"error": str(error)})
        return request.make_json_response({"receipt": receipt})

    def _coop_form(self):
        """The filled form: field name → list of values."""
        form = request.httprequest.form
        return {key: form.getlist(key) for key in form}

    def _coop_cast(self, vote_id, right, form):
        """Cast for the current user; 404 when they have no such right."""
        number = int(right) if str(right).isdecimal() and len(right) < 10 else None
        if right and number is None:
            raise NotFound()
        # sudo: lends a portal user the use of the rights that are theirs; bounded by the statement
        # that finds them to their own member record and to the proxies that they hold.
        done = request.env["coop.vote.right"].sudo()._cast_form(vote_id, number, form)
        if not done:
            raise NotFound()
        return done

    @route(
        "/my/votes/<int:vote_id>/ballots.tsv", type="http", auth="user", website=True, readonly=True
    )
    def my_vote_ballots(self, vote_id, **kwargs):
        vote = self._coop_right(vote_id)[0].vote_id
        if not vote._shows_ballots():
            raise NotFound()
        headers = [
            ("Content-Type", "text/tab-separated-values; charset=utf-8"),
            ("Content-Disposition", f'attachment; filename="ballots-{vote.id}.tsv"'),
        ]
        return request.make_response(vote._ballot_file().encode(), headers)
