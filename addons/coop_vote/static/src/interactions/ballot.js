import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/**
 * Sends a ballot without loading the page again: when a whole assembly votes at once, only the
 * ballots go over the wire. Without scripts the form works as any other.
 */
export class Ballot extends Interaction {
    static selector = ".o_coop_vote";
    dynamicContent = {
        ".o_coop_ballot": { "t-on-submit.prevent": this.send },
    };

    async send(ev) {
        const form = ev.currentTarget;
        const button = form.querySelector("[type=submit]");
        const body = new URLSearchParams(new FormData(form));
        button.disabled = true;
        try {
            const said = await this.waitFor(this.post(form.dataset.ballotUrl, body));
            this.protectSyncAfterAsync(() => this.show(said))();
        } finally {
            button.disabled = false;
        }
    }

    /** The server's answer; a sentence of the page when the server is out of reach. */
    async post(url, body) {
        try {
            const answer = await fetch(url, { method: "POST", body });
            return answer.ok ? await answer.json() : { error: this.el.dataset.failed };
        } catch {
            return { error: this.el.dataset.unreachable };
        }
    }

    show({ receipt, error }) {
        this.swap(".o_coop_error", ".o_coop_error_text", error);
        if (!receipt) {
            return;
        }
        this.swap(".o_coop_receipt", ".o_coop_receipt_number", receipt);
        this.el.querySelector(".o_coop_ballot [type=submit]").textContent = this.el.dataset.change;
        this.el.querySelector(".o_coop_mandates .active .fa-check")?.classList.remove("d-none");
        this.el.querySelector(".o_coop_receipt").scrollIntoView({ block: "center" });
    }

    /** Show a box with its text, or hide it. */
    swap(box, inside, text) {
        this.el.querySelector(box).classList.toggle("d-none", !text);
        this.el.querySelector(inside).textContent = text || "";
    }
}

registry.category("public.interactions").add("coop_vote.ballot", Ballot);
