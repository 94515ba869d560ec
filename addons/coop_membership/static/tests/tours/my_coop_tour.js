import { registry } from "@web/core/registry";

/** A member reads the own page on a phone, in French. */
registry.category("web_tour.tours").add("coop_my_coop_fr", {
    steps: () => [
        { trigger: "a[href='/my/coop']", run: "click", expectUnloadPage: true },
        { trigger: ".o_coop_standing h2:contains(À jour)" },
        { trigger: ".o_coop_phone_card img[alt*='0420000000013']" },
        { trigger: "#coop_tiles h2:contains(Mes parts)" },
        { trigger: "#coop_tiles li:contains(10):contains(100,00)" },
        { trigger: "#coop_tiles h2:contains(Mon foyer)" },
        { trigger: "#coop_tiles li:contains(Lou)" },
    ],
});
