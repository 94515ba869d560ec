from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.coop_membership.controllers.portal import CoopPortal


class VotePortal(CoopPortal):
    """My votes. Each page starts from the rights of the current user's own member record."""

    def _coop_page_values(self):
        values = super()._coop_page_values()
        open_rights = self._coop_rights().filtered(
            lambda right: right.vote_id._takes_ballots() and not right.exclusion
        )
        values["votes_to_cast"] = len(open_rights.filtered(lambda right: not right.used_via))
        values["votes_cast"] = len(open_rights) - values["votes_to_cast"]
        return values

    def _coop_rights(self, vote_id=None):
        """The rights of the current user's member record, newest vote first; or the one in a vote."""
        member = request.env["coop.member"]._coop_current()
        domain = [("member_id", "=", member.id)]
        if vote_id:
            domain.append(("vote_id", "=", vote_id))
        # sudo: lends a portal user the lines of the rolls that are theirs; bounded to the member
        # record of the current user.
        return request.env["coop.vote.right"].sudo().search(domain, order="vote_id desc", limit=200)

    def _coop_right(self, vote_id):
        """The right of the current user in a vote; 404 when there is none."""
        right = self._coop_rights(vote_id)
        if not right:
            raise NotFound()
        return right

    @route("/my/votes", type="http", auth="user", website=True, readonly=True)
    def my_votes(self, **kwargs):
        values = self._prepare_portal_layout_values()
        return request.render(
            "coop_vote.portal_my_votes",
            {**values, "page_name": "coop_votes", "rights": self._coop_rights()},
        )

    @route("/my/votes/secret", type="http", auth="user", website=True, readonly=True)
    def my_votes_secret(self, **kwargs):
        values = self._prepare_portal_layout_values()
        return request.render("coop_vote.portal_secret", {**values, "page_name": "coop_votes"})

    @route("/my/votes/<int:vote_id>", type="http", auth="user", website=True, readonly=True)
    def my_vote(self, vote_id, **kwargs):
        return self._coop_vote_page(self._coop_right(vote_id))

    def _coop_vote_page(self, right, **values):
        return request.render(
            "coop_vote.portal_my_vote",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "coop_vote",
                "right": right,
                "vote": right.vote_id,
                **values,
            },
        )

    @route("/my/votes/<int:vote_id>/cast", type="http", auth="user", website=True, methods=["POST"])
    def my_vote_cast(self, vote_id, choice="", **kwargs):
        right = self._coop_right(vote_id)
        try:
            with request.env.cr.savepoint():
                right._cast(choice)
        except UserError as error:
            return self._coop_vote_page(right, error=str(error), chosen=choice)
        return request.redirect(f"/my/votes/{vote_id}")
