import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** The amount under the number of shares, and the minimum that the choice asks for. */
export class ShareAmount extends Interaction {
    static selector = ".o_coop_share_amount";
    dynamicContent = {
        _root: { "t-on-input": this.show, "t-on-change": this.follow },
    };

    start() {
        this.least = this.minimum();
        this.show();
    }

    get quantity() {
        return this.el.querySelector("[name=quantity]");
    }

    get type() {
        return (
            this.el.querySelector("[name=type_id]:checked") ||
            this.el.querySelector("select[name=type_id] option:checked")
        );
    }

    minimum() {
        const reduced = this.el.querySelector("[name=reduced]")?.checked;
        const data = this.type?.dataset || {};
        return Number(reduced ? data.minimumReduced : data.minimum) || 1;
    }

    /** A number that stood at the old minimum follows the new one; a number of one's own stays. */
    follow() {
        const least = this.minimum();
        const quantity = Number(this.quantity.value) || 0;
        if (quantity === this.least || quantity < least) {
            this.quantity.value = least;
        }
        this.least = least;
        this.quantity.min = least;
        this.show();
    }

    show() {
        const amount = (Number(this.quantity.value) || 0) * (Number(this.type?.dataset.value) || 0);
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
