import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { look } from "@coop_shift_floor/core/state_words";

/** Is everything sent? In words; and what was refused, until somebody has read it. */
export class SentLine extends Component {
    static template = "coop_shift_floor.SentLine";
    static props = { sent: Object, onRetry: Function, onAgain: Function, onDismiss: Function };

    get way() {
        const { way, waiting } = this.props.sent;
        return way === "ok" && waiting.length ? "sending" : way;
    }

    get icon() {
        const icons = { ok: "fa-check-circle", sending: "fa-upload", cut: "fa-plane" };
        return icons[this.way] || "fa-exclamation-triangle";
    }

    get words() {
        return {
            ok: _t("Everything is sent."),
            sending: _t("Sending…"),
            cut: _t("No network. You can go on: what you tap is kept on this phone."),
            signed_out: _t("You are signed out. What you tapped is kept: sign in to send it."),
            barred: _t(
                "You do not run this shift any more. What you tapped is kept on this phone: please show it to the members' office."
            ),
            other_user: _t(
                "Somebody else is signed in. What you tapped is kept: sign in as yourself to send it."
            ),
            trouble: _t("The server is in trouble. What you tapped is kept and sent again later."),
        }[this.way];
    }

    what(tap) {
        const words = {
            attendance: look(tap.state).word,
            scan: tap.code,
            note: _t("Note: %s", tap.text),
            shift_note: _t("Note: %s", tap.text),
            close: _t("Close the shift"),
        };
        return words[tap.kind] || tap.kind;
    }
}
