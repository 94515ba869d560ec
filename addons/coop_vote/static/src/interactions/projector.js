import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const EVERY = 10000;

/** The projector's page follows the assembly by itself, until somebody asks it to stand still. */
export class Projector extends Interaction {
    static selector = ".o_coop_projector";
    dynamicContent = {
        ".o_coop_follow": { "t-on-click": this.toggle },
    };

    setup() {
        this.follows = true;
    }

    start() {
        this.waitForTimeout(this.follow, EVERY);
    }

    async follow() {
        if (this.follows) {
            const text = await this.waitFor(this.read());
            this.protectSyncAfterAsync(() => this.show(text))();
        }
        this.waitForTimeout(this.follow, EVERY);
    }

    /** The page as it is now; nothing when the server is out of reach. */
    async read() {
        try {
            const answer = await fetch(window.location.href);
            return answer.ok ? await answer.text() : "";
        } catch {
            return "";
        }
    }

    show(text) {
        const read = new DOMParser().parseFromString(text, "text/html");
        const fresh = read.querySelector(".o_coop_projected");
        if (fresh) {
            this.el.querySelector(".o_coop_projected").replaceWith(fresh);
        }
    }

    toggle(ev) {
        this.follows = !this.follows;
        ev.currentTarget.setAttribute("aria-pressed", String(!this.follows));
    }
}

registry.category("public.interactions").add("coop_vote.projector", Projector);
