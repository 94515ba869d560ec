/**
 * A shift as the screen shows it: what the server said last, and over it what was tapped since.
 * Pure functions.
 */

/** States in which somebody came. */
const HERE = ["present", "late", "replaced"];

/**
 * @param {Object} board see `coop.shift._floor_board`
 * @param {Object[]} taps that wait, first tapped first
 * @returns {Object} the board with the taps in it; each person has `waiting`: said, not sent yet
 */
export function withTaps(board, taps) {
    const people = new Map(board.people.map((one) => [one.id, { ...one, waiting: false }]));
    const shown = { ...board, scans: [] };
    for (const tap of taps) {
        const person = people.get(tap.assignment);
        if (tap.kind === "attendance" && person) {
            const by = tap.state === "replaced" ? tap.code || "" : "";
            Object.assign(person, { state: tap.state, by, waiting: true, otherwise: false });
        } else if (tap.kind === "note" && person) {
            Object.assign(person, { note: tap.text, waiting: true });
        } else if (tap.kind === "shift_note") {
            shown.note = tap.text;
        } else if (tap.kind === "scan") {
            shown.scans.push(tap);
        } else if (tap.kind === "close") {
            shown.closing = true;
        }
    }
    shown.people = [...people.values()].filter((one) => one.state !== "cancelled");
    return shown;
}

/** Those of whom nothing was said yet. */
export function unsaid(board) {
    return board.people.filter((person) => person.state === "expected");
}

/** @returns {{here: number, away: number, unsaid: number, makeUps: number}} */
export function counts(board) {
    const said = board.people.filter((p) => !["expected", "waiting"].includes(p.state));
    const here = said.filter((person) => HERE.includes(person.state));
    return {
        here: here.length,
        away: said.length - here.length,
        unsaid: unsaid(board).length,
        makeUps: here.filter((person) => person.make_up).length,
    };
}
