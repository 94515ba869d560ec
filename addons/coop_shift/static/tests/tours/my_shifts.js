import { registry } from "@web/core/registry";

/** A member in alert opens the tile, reads the date, the next shift and the ledger. */
registry.category("web_tour.tours").add("coop_shift_my_shifts", {
    steps: () => [
        { trigger: "#coop_tiles a[href='/my/shifts']", run: "click", expectUnloadPage: true },
        { trigger: ".o_coop_standing:contains(Make-up due)" },
        { trigger: ".o_coop_next_shifts .list-group-item" },
        { trigger: ".o_coop_ledger:contains(bsent)" },
    ],
});
