"""Two jobs at once on real connections: each mail once, and none lost."""

from odoo.tests import tagged

from odoo.addons.coop_shift.tests.test_concurrency import Races

ROUNDS = 6


@tagged("post_install", "-at_install")
class TestMailRaces(Races):
    def setUp(self):
        super().setUp()
        with self.connection() as env:
            self.company(env).coop_mails = True
            member = env["coop.member"].browse(self.ids["member"])
            member.partner_id.email = "une@example.com"

    def company(self, env):
        return env["res.company"].browse(self.ids["company"])

    def clean(self):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM mail_mail WHERE id IN (SELECT mail_id FROM coop_mail_log)")
            cr.execute("DELETE FROM coop_mail_log")
            cr.execute("UPDATE res_company SET coop_mails = false")
        super().clean()

    def job(self, env):
        env["coop.mail.due"]._note_all(self.company(env))
        while env["coop.mail.log"]._send_waiting(limit=1):
            pass
        return "done"

    def test_two_jobs_at_once(self):
        for number in range(ROUNDS):
            with self.connection() as env:
                start = self.company(env)._coop_today()
                shift = env["coop.shift"].create(
                    {
                        "company_id": self.ids["company"],
                        "start": f"{start} 23:{number:02}:00",
                        "stop": f"{start} 23:59:00",
                    }
                )
                env["coop.assignment"].create(
                    {"shift_id": shift.id, "member_id": self.ids["member"], "origin": "enrollment"}
                )
            self.assertEqual(self.race(self.job, self.job), ["done", "done"])
            with self.connection() as env:
                self.job(env)  # what one of them left to the other
            sent = self.count(
                "SELECT count(*) FROM mail_mail m JOIN coop_mail_log l ON l.mail_id = m.id"
            )
            rows = self.count("SELECT count(*) FROM coop_mail_log WHERE state = 'sent'")
            self.assertEqual((sent, rows), (number + 1, number + 1))

    def test_a_crash_half_way_sends_once(self):
        with self.connection() as env:
            start = self.company(env)._coop_today()
            shift = env["coop.shift"].create(
                {
                    "company_id": self.ids["company"],
                    "start": f"{start} 23:58:00",
                    "stop": f"{start} 23:59:00",
                }
            )
            env["coop.assignment"].create(
                {"shift_id": shift.id, "member_id": self.ids["member"], "origin": "enrollment"}
            )
            env["coop.mail.due"]._note_all(self.company(env))

        def crash(env):
            env["coop.mail.log"]._send_waiting()
            env.cr.rollback()
            return "gone"

        self.assertEqual(self.retried(crash), "gone")
        self.assertEqual(self.retried(self.job), "done")
        self.assertEqual(self.count("SELECT count(*) FROM coop_mail_log WHERE state = 'sent'"), 1)
