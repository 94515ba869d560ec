import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** The amount of all the shares asked for, and the minimum that follows "minimum benefits". */
export class ShareAmount extends Interaction {
    static selector = ".o_coop_share_amount";
    dynamicContent = {
        _root: { "t-on-input": this.show },
        "[name=reduced]": { "t-on-change": this.follow },
    };

    start() {
        this.show();
    }

    get kinds() {
        return [...this.el.querySelectorAll("input[data-value]")];
    }

    /** The least of a kind, as the box stands now or as it stood before. */
    least(kind, reduced) {
        return Number(reduced ? kind.dataset.minimumReduced : kind.dataset.minimum) || 1;
    }

    /** A number that stood at the old minimum follows the new one; a number of one's own stays. */
    follow(ev) {
        const reduced = ev.currentTarget.checked;
        const wanted = this.kinds.filter((kind) => Number(kind.value) > 0);
        for (const kind of wanted) {
            const least = this.least(kind, reduced);
            const tooFew = wanted.length === 1 && Number(kind.value) < least;
            if (Number(kind.value) === this.least(kind, !reduced) || tooFew) {
                kind.value = least;
            }
        }
        this.show();
    }

    show() {
        const cents = this.kinds.map(
            (kind) => (Number(kind.value) || 0) * Math.round(Number(kind.dataset.value) * 100)
        );
        const amount = cents.reduce((sum, one) => sum + one, 0) / 100;
        this.el.querySelector("output").textContent = this.money(amount);
    }

    money(amount) {
        const lang = document.documentElement.lang || "en";
        const currency = this.el.dataset.currency;
        const digits = Number.isInteger(amount) ? 0 : 2;
        return new Intl.NumberFormat(lang, {
            style: "currency",
            currency,
            minimumFractionDigits: digits,
        }).format(amount);
    }
}

registry.category("public.interactions").add("coop_campaign.share_amount", ShareAmount);
