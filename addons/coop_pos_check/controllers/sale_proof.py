from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SaleProofController(http.Controller):
    """The proof of a period as a spreadsheet, told with the rights of whoever asks."""

    @http.route("/coop/sale_proof/<int:proof_id>.xlsx", type="http", auth="user", readonly=True)
    def spreadsheet(self, proof_id):
        proof = request.env["coop.sale.proof"].browse(proof_id)
        try:
            proof._check_may_export()
        except AccessError:
            return request.not_found()
        if not proof.exists():
            return request.not_found()
        words = request.env._("Sales")
        name = f"{words} {proof.date_from} {proof.date_to}.xlsx"
        headers = [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(proof._spreadsheet(), headers)
