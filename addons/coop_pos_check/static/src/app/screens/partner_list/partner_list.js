import { patch } from "@web/core/utils/patch";
import { useEffect } from "@odoo/owl";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";
import { PartnerLine } from "@point_of_sale/app/screens/partner_list/partner_line/partner_line";
import { VerdictBadge } from "@coop_pos_check/app/components/person_panel/verdict_badge";

/** Odoo preloads a hundred customers; the till's own list has everybody, also without network. */
patch(PartnerList.prototype, {
    setup() {
        super.setup();
        this.coopFound = new Set();
        useEffect(
            (query) => this.coopSearch(query),
            () => [this.state.query]
        );
    },

    coopSearch(query) {
        const persons = this.pos.coopChecker?.directory.search(query || "") || [];
        this.coopFound = new Set(persons.map((person) => person.id));
        for (const { id } of persons) {
            if (!this.loadedPartnerIds.has(id)) {
                const models = this.pos.models["res.partner"];
                this.loadedPartnerIds.add(id);
                this.state.loadedPartners.push(models.get(id) || this.pos.coopLocalPartner(id));
            }
        }
        if (persons.length) {
            // The list is rendered before the search is done: show what was found.
            this.render();
        }
    },

    getPartners(partners) {
        const found = super.getPartners(partners);
        if (!this.coopFound.size) {
            return found;
        }
        const mine = partners.filter((partner) => this.coopFound.has(partner.id));
        return [...new Set([...mine, ...found])];
    },

    /** Somebody of whom the till only knows the name: fetch the rest when the network is there. */
    async clickPartner(partner) {
        if (partner && this.pos.coopChecker && !("write_date" in partner.raw)) {
            await this.pos.coopComplete(partner.id);
        }
        return super.clickPartner(partner);
    },
});

patch(PartnerLine, {
    components: { ...PartnerLine.components, VerdictBadge },
});
