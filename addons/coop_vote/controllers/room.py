from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class VoteRoom(Controller):
    """The pages of the tellers: paper ballots one after the other, and the call by name.

    Plain forms, for a tablet or a laptop; each teller uses their own login.
    """

    def _vote(self, vote_id):
        """The vote, for those who may write it; 404 for everybody else."""
        vote = request.env["coop.vote"].browse(vote_id)
        if not request.env.user.has_group("coop_vote.group_assembly") or not vote.exists():
            raise NotFound()
        vote.check_access("write")
        return vote

    def _done(self, work):
        """Do a piece of work; its result and the sentence of a refusal."""
        try:
            with request.env.cr.savepoint():
                return work(), None
        except UserError as error:
            return None, str(error)

    # ------------------------------------------------------------------ paper ballots

    def _paper_page(self, vote, **values):
        return request.render(
            "coop_vote.room_paper", {"vote": vote, "lines": vote._paper_read(), **values}
        )

    @route("/coop/vote/<int:vote_id>/paper", type="http", auth="user", readonly=True)
    def paper(self, vote_id, done="", **kwargs):
        vote = self._vote(vote_id)
        if not vote._counts_on_paper():
            raise NotFound()
        return self._paper_page(vote, done=done)

    @route("/coop/vote/<int:vote_id>/paper/read", type="http", auth="user", methods=["POST"])
    def paper_read(self, vote_id, number="1", college="", **kwargs):
        vote = self._vote(vote_id)
        form = {key: request.httprequest.form.getlist(key) for key in request.httprequest.form}
        many = int(number) if number.isdecimal() and len(number) < 5 else 0

        def read():
            if not many:
                raise UserError(request.env._("Enter how many such ballots there are, 1 or more."))
            choice = vote._choice_from_form(form)
            self._read_out(vote, choice, many, college)

        _none, error = self._done(read)
        if error:
            return self._paper_page(vote, error=error, filled=form, number=number)
        return request.redirect(f"/coop/vote/{vote_id}/paper?done=1")

    def _read_out(self, vote, choice, many, college):
        colleges = vote._paper_colleges()
        chosen = colleges.filtered(lambda one: str(one.id) == college)
        request.env["coop.vote.paper"]._read_out(vote, choice, many, chosen)

    @route("/coop/vote/<int:vote_id>/paper/take-back", type="http", auth="user", methods=["POST"])
    def paper_take_back(self, vote_id, line="", **kwargs):
        """One ballot less of a line of one's own."""
        vote = self._vote(vote_id)
        mine = vote._paper_read().filtered(lambda one: str(one.id) == line)
        if not mine:
            raise NotFound()
        less = lambda: mine._read_out(vote, mine.choice or "", -1, mine.college_id)  # noqa: E731
        _none, error = self._done(less)
        if error:
            return self._paper_page(vote, error=error)
        return request.redirect(f"/coop/vote/{vote_id}/paper")

    # ------------------------------------------------------------------ the call by name

    def _call_page(self, vote, **values):
        called = vote._called()
        rights = request.env["coop.vote.right"].union(*(right for right, _proxy in called))
        shown = {"vote": vote, "called": called, "heard": vote._heard(rights), **values}
        return request.render("coop_vote.room_call", shown)

    @route("/coop/vote/<int:vote_id>/call", type="http", auth="user", readonly=True)
    def call(self, vote_id, **kwargs):
        vote = self._vote(vote_id)
        _none, error = self._done(vote._check_calls_names)
        if error:
            return request.render("coop_vote.room_call", {"vote": vote, "error": error})
        return self._call_page(vote)

    @route("/coop/vote/<int:vote_id>/call/hear", type="http", auth="user", methods=["POST"])
    def call_hear(self, vote_id, right="", choice="", **kwargs):
        vote = self._vote(vote_id)
        line = vote.right_ids.browse(int(right) if right.isdecimal() and len(right) < 10 else 0)
        if line.exists().vote_id != vote:
            raise NotFound()
        _none, error = self._done(lambda: request.env["coop.vote.call"]._hear(line, choice))
        if error:
            return self._call_page(vote, error=error)
        return request.redirect(f"/coop/vote/{vote_id}/call#call_{line.id}")
