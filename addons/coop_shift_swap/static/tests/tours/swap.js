import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

function click(trigger, more = {}) {
    return { trigger, run: "click", expectUnloadPage: true, ...more };
}

/** A member offers a shift against another one, and everybody may answer. */
tours.add("coop_shift_swap_offer", {
    url: "/my/shifts",
    steps: () => [
        click(".o_coop_next_shifts li:first-child .o_coop_offer"),
        { trigger: "h1:contains('Offer a shift')" },
        { trigger: "#swap_note", run: "edit A wedding in the family" },
        click(".o_coop_swap_form button[type=submit]"),
        { trigger: ".o_coop_flash[role=status]:contains('on offer')" },
        { trigger: ".o_coop_swap_mine:contains('A wedding in the family')" },
    ],
});

/** Another member finds it on the board and proposes one of theirs. */
tours.add("coop_shift_swap_propose", {
    url: "/my/shifts",
    steps: () => [
        click(".o_coop_shifts_nav a[href$='/my/shifts/swap']"),
        click(".o_coop_swaps_board li:contains('A wedding in the family') a"),
        { trigger: "h1:contains('An offered shift')" },
        click(".o_coop_choices li:first-child button"),
        { trigger: ".o_coop_flash[role=status]:contains('proposed')" },
        { trigger: "#coop_proposed" },
    ],
});

/** The first member accepts: the home page shows the new day, and what it stands for. */
tours.add("coop_shift_swap_accept", {
    url: "/my/shifts/swap",
    steps: () => [
        click(".o_coop_proposals li:first-child form[action$='/accept'] button"),
        { trigger: ".o_coop_flash[role=status]:contains('Swapped')" },
        { trigger: ".o_coop_moves li" },
        click(".o_coop_shifts_nav a[href$='/my/shifts']"),
        { trigger: ".o_coop_next_shifts li:contains('Stands for your shift of')" },
    ],
});

/** Somebody looks for a stand-in; whoever is asked accepts in two clicks. */
tours.add("coop_shift_swap_stand_in", {
    url: "/my/shifts/swap",
    steps: () => [
        click(".o_coop_swaps_asked li a.btn-primary"),
        { trigger: "#coop_take" },
        click(".o_coop_take"),
        { trigger: ".o_coop_flash[role=status]:contains('Thank you for standing in')" },
        click(".o_coop_shifts_nav a[href$='/my/shifts']"),
        { trigger: ".o_coop_next_shifts li:contains('You stand in for someone')" },
    ],
});

/** A shift is moved to a free seat. */
tours.add("coop_shift_swap_move", {
    url: "/my/shifts",
    steps: () => [
        click(".o_coop_next_shifts li:first-child .o_coop_move"),
        { trigger: "h1:contains('Move a shift')" },
        click(".o_coop_places li:first-child button"),
        { trigger: ".o_coop_flash[role=status]:contains('has moved')" },
    ],
});
