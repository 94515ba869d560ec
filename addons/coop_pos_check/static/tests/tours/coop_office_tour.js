import { registry } from "@web/core/registry";

/** Go on to another screen, as by a bookmark, and see that it has something to show. */
function screen(path, shows) {
    return [
        {
            content: `open ${path}`,
            trigger: ".o_action_manager",
            run: () => window.location.assign(`/odoo/${path}`),
            expectUnloadPage: true,
        },
        { content: `${path} shows ${shows}`, trigger: shows },
    ];
}

const chart = ".o_graph_renderer canvas";

registry.category("web_tour.tours").add("coop_office_screens", {
    steps: () =>
        [
            { content: "visits by hour", trigger: chart },
            { content: "only visits are counted", trigger: ".o_searchview_facet:contains(Visits)" },
            screen("coop-refusals", ".o_searchview_facet:contains(Refusals)"),
            { content: "drawn, or nothing to draw", trigger: ".o_graph_view" },
            screen("coop-lifted", ".o_searchview_facet:contains(Lifted)"),
            screen("coop-check-statistics", chart),
            screen("coop-checks", ".o_data_row"),
            screen("coop-sales-to-look-at", ".o_list_view"),
            screen("coop-sales", ".o_list_view"),
        ].flat(),
});
