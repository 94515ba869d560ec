/**
 * What the week board shows, computed from what the server sent. Nothing here touches the page.
 *
 * A template is `{id, name, weekday, from, to, roles}`; a role of it is
 * `{id, seats, waiting, places}`; a place is `[enrollment, member, seat, last day or false]`;
 * people are `{member: [number, name, standing]}`.
 */

/** Seats of a role that nobody holds. */
export function gapOf(role) {
    return Math.max(role.seats - role.places.length, 0);
}

/** Seats, members and gaps of a list of templates, of one role or of all. */
export function totals(templates, roleId = 0) {
    const sum = { seats: 0, taken: 0, free: 0 };
    for (const template of templates) {
        for (const role of template.roles) {
            if (!roleId || role.id === roleId) {
                sum.seats += role.seats;
                sum.taken += role.places.length;
                sum.free += gapOf(role);
            }
        }
    }
    return sum;
}

/** Text without accents or capitals, so that "Ines" finds "Inès". */
export function plain(text) {
    return text
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .toLowerCase();
}

/** Whether a member's number or name contains what was typed. */
export function isFound(person, typed) {
    const wanted = plain(typed.trim());
    return Boolean(wanted) && plain(`${person[0]} ${person[1]}`).includes(wanted);
}

/**
 * The templates that pass the filters; roles that are filtered out are left out of them.
 *
 * @param {Object[]} templates
 * @param {Object} people
 * @param {{role: number, gaps: boolean, typed: string}} filters
 */
export function filtered(templates, people, filters) {
    const kept = [];
    for (const template of templates) {
        const roles = template.roles.filter(
            (role) => (!filters.role || role.id === filters.role) && (!filters.gaps || gapOf(role))
        );
        const found =
            !filters.typed.trim() ||
            roles.some((role) => role.places.some((p) => isFound(people[p[1]], filters.typed)));
        if (roles.length && found) {
            kept.push({ ...template, roles });
        }
    }
    return kept;
}

/**
 * The rows of the board: one for each hour at which something begins, with seven days each.
 *
 * @returns {{hour: string, days: Object[][]}[]}
 */
export function rowsOf(templates) {
    const rows = new Map();
    for (const template of templates) {
        if (!rows.has(template.from)) {
            rows.set(template.from, [[], [], [], [], [], [], []]);
        }
        rows.get(template.from)[template.weekday].push(template);
    }
    return [...rows.keys()].sort().map((hour) => ({ hour, days: rows.get(hour) }));
}

/** Where a place is: `{template, role, place}`, or undefined. */
export function findPlace(templates, placeId) {
    for (const template of templates) {
        for (const role of template.roles) {
            const place = role.places.find((p) => p[0] === placeId);
            if (place) {
                return { template, role, place };
            }
        }
    }
}
