import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";

/** A button that shares a link: the phone's own sheet where there is one, the clipboard otherwise. */
export class ShareLink extends Interaction {
    static selector = ".o_coop_share_link";
    dynamicContent = {
        button: { "t-on-click": this.share },
    };

    async share() {
        const { url, title } = this.el.dataset;
        if (browser.navigator.share) {
            // The visitor may close the sheet: nothing to say then.
            await browser.navigator.share({ url, title }).catch(() => {});
            return;
        }
        this.say(await this.copy(url));
    }

    async copy(url) {
        try {
            await browser.navigator.clipboard.writeText(url);
            return _t("The link is copied.");
        } catch {
            return url;
        }
    }

    say(text) {
        this.el.querySelector("[role=status]").textContent = text;
    }
}

registry.category("public.interactions").add("coop_campaign.share_link", ShareLink);
