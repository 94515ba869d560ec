import { normaliseCardCode } from "@coop_membership/card_code";
import { verdictAt } from "@coop_membership/verdict";
import { normalize } from "@web/core/l10n/utils";

/**
 * Everybody who may present a card, found by card, number or name, with their verdict timelines.
 * Knows nothing of the server, the screen or the store; judging takes no network.
 *
 * @typedef {Object} Person
 * @property {number} id id of the partner
 * @property {string} name
 * @property {number} number member number, 0 for who is not a member
 * @property {string[]} codes
 * @property {string[]} revoked
 * @property {[string, string][]} line verdict timeline
 * @property {number} of id of the member whose standing it is, 0 for one's own
 * @property {[string, string, string][]} messages office's messages: from, to, text
 * @property {boolean} photo whether the server has a photo of them
 */

/** The persons of an answer of the server (see `coop.verdict.persons_export`). */
export function unpack({ timelines, persons }) {
    return persons.map(([id, name, number, codes, revoked, line, of, messages, photo]) => ({
        id,
        name,
        number,
        codes,
        revoked,
        line: timelines[line],
        of,
        messages,
        photo,
    }));
}

const APOSTROPHE = /['\u2019\u02bc]/g;
/** A member number or a card: nobody has it in their name. A scanner's keys come too fast to search. */
const LONG_NUMBER = /^[0-9]{4,}$/;
/** Names whose words are worked out in one go. */
const WARMED = 500;
/** The shortest card code that is looked for behind something else. */
const SHORTEST_CARD = 6;

function split(text) {
    return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Words to compare: no accents, no case, double-barrelled names split. */
export function words(text) {
    return split(normalize(text));
}

/** The words under which a name is found: d'Arcy by "d'arcy", "arcy" and "darcy". */
export function wordsOfName(name) {
    const own = words(name);
    return name.search(APOSTROPHE) < 0 ? own : [...own, ...words(name.replace(APOSTROPHE, ""))];
}

/**
 * EAN-13 codes whose first digit was lost or misread: the check digit tells which one it was.
 * Only the other digits are trusted.
 */
export function withRightFirstDigit(code) {
    if (!/^[0-9]{12,13}$/.test(code)) {
        return null;
    }
    const rest = code.slice(-12);
    const sum = [...rest].reduce((total, digit, i) => total + digit * (i % 2 ? 1 : 3), 0);
    return String((10 - (sum % 10)) % 10) + rest;
}

export class PersonDirectory {
    constructor() {
        this.clear();
    }

    clear() {
        this.persons = new Map();
        this.byCode = new Map();
        this.byNumber = new Map();
    }

    get size() {
        return this.persons.size;
    }

    /** @param {Person[]} persons added, or replacing those with the same id */
    put(persons) {
        for (const person of persons) {
            this.remove([person.id]);
            this.persons.set(person.id, person);
            person.codes.forEach((code) => this.byCode.set(code, person.id));
            person.revoked.forEach((code) => this.byCode.set(code, person.id));
            if (person.number) {
                this.byNumber.set(person.number, person.id);
            }
        }
    }

    /**
     * Work out the words of all names, some at a time: done at once for 48,000 persons, the first
     * search would stop the screen for a second.
     */
    async warm() {
        const cold = [...this.persons.values()].filter((person) => !person.words);
        while (cold.length) {
            for (const person of cold.splice(-WARMED)) {
                person.words = wordsOfName(person.name);
            }
            await new Promise((resolve) => setTimeout(resolve));
        }
    }

    remove(ids) {
        for (const id of ids) {
            const person = this.persons.get(id);
            if (!person) {
                continue;
            }
            for (const code of [...person.codes, ...person.revoked]) {
                if (this.byCode.get(code) === id) {
                    this.byCode.delete(code);
                }
            }
            if (this.byNumber.get(person.number) === id) {
                this.byNumber.delete(person.number);
            }
            this.persons.delete(id);
        }
    }

    get(id) {
        return this.persons.get(id);
    }

    /**
     * @param {string} scanned
     * @returns {{person: Person, revoked: boolean}|null}
     */
    findCard(scanned) {
        const code = normaliseCardCode(scanned);
        for (const candidate of [code, withRightFirstDigit(code)]) {
            const person = this.persons.get(this.byCode.get(candidate));
            if (person) {
                return { person, revoked: person.revoked.includes(candidate) };
            }
        }
        return null;
    }

    /**
     * The known card that a text is, or ends with: a scanner types into whatever field has the
     * focus, behind what somebody typed there before.
     *
     * @returns {string} what was scanned; empty when there is none
     */
    cardAtEnd(text) {
        for (let start = 0; start + SHORTEST_CARD <= text.length; start++) {
            if (this.findCard(text.slice(start))) {
                return text.slice(start);
            }
        }
        return "";
    }

    /**
     * Persons by name (any part of it, accents and hyphens do not matter), number or card.
     *
     * @returns {Person[]} the best matches first
     */
    search(query, limit = 20) {
        const text = query.trim();
        const wanted = words(text);
        if (!wanted.length) {
            return [];
        }
        const exact = [
            /^[0-9]{1,9}$/.test(text) && this.persons.get(this.byNumber.get(Number(text))),
            this.findCard(text)?.person,
        ].filter(Boolean);
        const found = new Set(exact);
        if (LONG_NUMBER.test(text)) {
            return [...found];
        }
        for (const person of this.persons.values()) {
            if (found.size >= limit) {
                break;
            }
            person.words = person.words || wordsOfName(person.name);
            if (wanted.every((word) => person.words.some((own) => own.startsWith(word)))) {
                found.add(person);
            }
        }
        return [...found];
    }

    /**
     * The verdict of a person on a day.
     *
     * @param {string} day ISO day at the co-op
     * @param {Object} reasons see `coop.verdict.reasons_payload`
     */
    verdict(id, day, reasons) {
        const person = this.persons.get(id);
        return verdictAt(person ? person.line : [["", "not_member"]], day, reasons);
    }

    /** The office's messages for a person on a day. */
    messages(id, day) {
        return (this.persons.get(id)?.messages || [])
            .filter(([from, to]) => from <= day && (!to || day <= to))
            .map(([, , text]) => text);
    }
}
