import { beforeEach, expect, test } from "@odoo/hoot";
import {
    PersonDirectory,
    unpack,
    withRightFirstDigit,
    words,
    wordsOfName,
} from "@coop_pos_check/core/person_directory";
import { answer, day, REASONS } from "../coop_data";

let directory;

beforeEach(() => {
    directory = new PersonDirectory();
    directory.put(unpack(answer()));
});

const names = (query) => directory.search(query).map((person) => person.name);

test("a card is found whatever the scanner does to it", () => {
    for (const scanned of ["0420000000013", " 0420000000013\r", "420000000013"]) {
        expect(directory.findCard(scanned).person.name).toBe("Zoé Àjour");
    }
    expect(directory.findCard("LOUVE-77").person.name).toBe("Bruno Arrêt");
    expect(directory.findCard("0429999999990")).toBe(null);
});

test("a lost or misread first digit is put right by the check digit", () => {
    expect(withRightFirstDigit("9420000000013")).toBe("0420000000013");
    expect(withRightFirstDigit("420000000013")).toBe("0420000000013");
    expect(withRightFirstDigit("LOUVE-77")).toBe(null);
    expect(directory.findCard("7420000000013").person.name).toBe("Zoé Àjour");
});

test("a revoked card is known as such", () => {
    const found = directory.findCard("0420000000044");
    expect(found.person.name).toBe("Zoé Àjour");
    expect(found.revoked).toBe(true);
});

test("names are found without accents, by any part, in any order", () => {
    expect(names("zoe")).toEqual(["Zoé Àjour"]);
    expect(names("AJOUR zo")).toEqual(["Zoé Àjour"]);
    expect(names("retard")).toEqual(["Anne-Lise Dupont-Retard"]);
    expect(names("dupont retard")).toEqual(["Anne-Lise Dupont-Retard"]);
    expect(names("dupont-retard")).toEqual(["Anne-Lise Dupont-Retard"]);
    expect(names("arret")).toEqual(["Bruno Arrêt", "Théo Arrêt"]);
    expect(names("nobody")).toEqual([]);
    expect(names("  ")).toEqual([]);
});

test("a member number is found", () => {
    expect(names("13")).toEqual(["Bruno Arrêt"]);
    expect(names("1")).toEqual([]);
});

test("words", () => {
    expect(words("Anne-Lise d'Œuvre")).toEqual(["anne", "lise", "d", "oeuvre"]);
});

test("a name with an apostrophe is found with it, without it, and by its second half", () => {
    expect(wordsOfName("Éléonore d’Arcy")).toEqual(["eleonore", "d", "arcy", "eleonore", "darcy"]);
    for (const name of ["Éléonore d'Arcy", "Éléonore d’Arcy"]) {
        directory.put([{ ...directory.get(3), name, words: undefined }]);
        for (const query of ["d'arcy", "d’Arcy", "darcy", "arcy", "arcy eleonore"]) {
            expect(names(query)).toEqual([name]);
        }
    }
});

test("a card is found behind what was typed before it", () => {
    for (const [text, card] of [
        ["0420000000013", "0420000000013"],
        ["dup0420000000013", "0420000000013"],
        ["910420000000013", "0420000000013"],
        ["dup 9420000000013", " 9420000000013"],
        ["louLOUVE-77", "LOUVE-77"],
        ["dup0429999999990", ""],
        ["Dupont-Retard", ""],
        ["13", ""],
    ]) {
        expect(directory.cardAtEnd(text)).toBe(card);
    }
});

test("the words of names are worked out before anybody searches", async () => {
    expect(directory.get(3).words).toBe(undefined);
    await directory.warm();
    expect([3, 18, 900, 901].map((id) => directory.get(id).words[0])).toEqual([
        "zoe",
        "bruno",
        "anne",
        "theo",
    ]);
});

test("nobody is looked for by name while a scanner types digits", () => {
    directory.put([{ ...directory.get(3), name: "Crew 0420", words: undefined }]);
    expect(names("0420")).toEqual([]);
    expect(names("042")).toEqual(["Crew 0420"]);
});

test("the verdict follows the day", () => {
    expect(directory.verdict(900, day(0), REASONS).code).toBe("alert");
    expect(directory.verdict(900, day(1), REASONS).code).toBe("blocked");
    expect(directory.verdict(18, day(9), REASONS).until).toBe(day(10));
    expect(directory.verdict(18, day(10), REASONS).allowed).toBe(true);
});

test("who is not in the list is not a member", () => {
    expect(directory.verdict(555, day(0), REASONS).code).toBe("not_member");
});

test("messages are those of the day", () => {
    expect(directory.messages(18, day(0))).toEqual(["See Claire."]);
    expect(directory.messages(18, day(-4))).toEqual([]);
    expect(directory.messages(555, day(0))).toEqual([]);
});

test("a person sent again replaces the old one, cards included", () => {
    directory.put([{ ...directory.get(3), codes: ["NEW"], revoked: ["0420000000013"] }]);
    expect(directory.size).toBe(4);
    expect(directory.findCard("0420000000013").revoked).toBe(true);
    expect(directory.findCard("0420000000044")).toBe(null);
    expect(directory.findCard("NEW").person.id).toBe(3);
});

test("a person removed is gone from every index", () => {
    directory.remove([3, 555]);
    expect(directory.findCard("0420000000013")).toBe(null);
    expect(names("12")).toEqual([]);
    expect(directory.size).toBe(3);
});
