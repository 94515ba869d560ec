import { describe, expect, mockFetch, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { startInteractions, setupInteractionWhiteList } from "@web/../tests/public/helpers";
import "@coop_vote/interactions/ballot";

describe.current.tags("interaction_dev");
setupInteractionWhiteList("coop_vote.ballot");

const PAGE = `
    <div class="o_coop_vote" data-change="Change my vote" data-failed="Not taken" data-unreachable="Out of reach">
        <ul class="o_coop_mandates"><li class="active"><i class="fa fa-check d-none"></i></li></ul>
        <div class="o_coop_error d-none"><span class="o_coop_error_text"></span></div>
        <div class="o_coop_receipt d-none"><span class="o_coop_receipt_number"></span></div>
        <form class="o_coop_ballot" action="/cast" data-ballot-url="/ballot">
            <input type="hidden" name="right" value="7"/>
            <input type="radio" name="choice" id="choice_yes" value="yes____"/>
            <button type="submit">Vote</button>
        </form>
    </div>`;

const json = (said) => new Response(JSON.stringify(said));

/** Choose yes on the page of a server that answers so, and vote. */
async function vote(answer) {
    await startInteractions(PAGE);
    mockFetch((url, { body }) => {
        if (url !== "/ballot") {
            return json({}); // what other addons ask at the start
        }
        expect.step(`${url} ${body}`);
        return answer();
    });
    await click("#choice_yes");
    await click("button");
    await animationFrame();
}

test("a ballot is sent, and its receipt shown", async () => {
    await vote(() => json({ receipt: "K7Q" }));
    expect.verifySteps(["/ballot right=7&choice=yes____"]);
    expect(".o_coop_receipt:not(.d-none) .o_coop_receipt_number").toHaveText("K7Q");
    expect("button").toHaveText("Change my vote");
    expect("button").not.toHaveAttribute("disabled");
    expect(".o_coop_mandates .fa-check").not.toHaveClass("d-none");
    expect(".o_coop_error").toHaveClass("d-none");
});

test("a ballot that is refused says why, and keeps the choice", async () => {
    await vote(() => json({ error: "This vote is closed." }));
    expect.verifySteps(["/ballot right=7&choice=yes____"]);
    expect(".o_coop_error:not(.d-none) .o_coop_error_text").toHaveText("This vote is closed.");
    expect(".o_coop_receipt").toHaveClass("d-none");
    expect("#choice_yes").toBeChecked();
    expect("button").toHaveText("Vote");
});

for (const [what, answer, told] of [
    ["a server that fails", () => new Response("", { status: 500 }), "Not taken"],
    ["a server out of reach", () => Promise.reject(new TypeError("no network")), "Out of reach"],
]) {
    test(`${what} gives no receipt, and the button can be pressed again`, async () => {
        await vote(answer);
        expect.verifySteps(["/ballot right=7&choice=yes____"]);
        expect(".o_coop_error:not(.d-none) .o_coop_error_text").toHaveText(told);
        expect(".o_coop_receipt").toHaveClass("d-none");
        expect("button").not.toHaveAttribute("disabled");
    });
}
