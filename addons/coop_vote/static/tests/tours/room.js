import { registry } from "@web/core/registry";
import { click, confirm, press, sees } from "@coop_vote/../tests/tours/steps";

const tours = registry.category("web_tour.tours");

const noted = "[role='status']:contains('Noted. The next ballot, please.')";
const hasRead = (number) =>
    sees(`${number} read`, `.o_coop_read:contains('Ballots that you have read: ${number}.')`);

// A teller reads the paper ballots of an election: two for Ada, a third one taken back, one blank.
tours.add("coop_vote_read_paper", {
    steps: () => [
        click("Ada is ticked on it", "label:contains('Ada')"),
        { content: "Three are like that", trigger: "#number", run: "edit 3" },
        click("Note them", "button:contains('Note it')", { loads: true }),
        sees("They are noted", noted),
        hasRead(3),
        click("One of them was for nobody", "tr:contains('Ada') button:contains('One less')", {
            loads: true,
        }),
        hasRead(2),
        click("Nothing is ticked on it", "button:contains('Note it')", { loads: true }),
        hasRead(3),
        sees("A blank ballot is a ballot", "tr:contains('Blank ballot'):contains('1')"),
    ],
});

const answer = (name, word, told) => [
    click(`${name}: ${word}`, `li:contains('${name}') button:contains('${word}')`, { loads: true }),
    sees(told, `li:contains('${name}'):contains('${told}')`),
];

// The first teller calls the names: a member in the room, and the mandate that this member holds.
tours.add("coop_vote_call_first", {
    steps: () => [
        sees("A mandate is called too", "li:contains('Ada'):contains('by proxy: Inès Portail')"),
        ...answer("Inès Portail", "Yes", "Waits for the second teller"),
        ...answer("Ada", "No", "Waits for the second teller"),
    ],
});

// The second one misheard a name, is told so, and hears it again.
tours.add("coop_vote_call_second", {
    steps: () => [
        ...answer("Inès Portail", "No", "The tellers differ: ask again"),
        ...answer("Inès Portail", "Yes", "Both tellers agree"),
        ...answer("Ada", "No", "Both tellers agree"),
        sees("Both names are settled", ".o_coop_called:contains('Names settled: 2 of 2.')"),
    ],
});

// The office closes the vote in the room and counts what the tellers noted.
tours.add("coop_vote_count_room", {
    steps: () => [
        press("Close the vote"),
        confirm,
        press("Count"),
        sees("The outcome", ".o_form_view .o_field_widget[name='outcome']"),
    ],
});
