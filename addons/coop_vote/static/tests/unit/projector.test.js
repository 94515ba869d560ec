import { describe, expect, mockFetch, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { startInteractions, setupInteractionWhiteList } from "@web/../tests/public/helpers";
import "@coop_vote/interactions/projector";

describe.current.tags("interaction_dev");
setupInteractionWhiteList("coop_vote.projector");

const page = (number) => `
    <main class="o_coop_projector">
        <button class="o_coop_follow" aria-pressed="false">Stand still</button>
        <div class="o_coop_projected">Present: ${number}</div>
    </main>`;

/** Open the page of a server that gives these answers, one each time. */
async function open(...answers) {
    await startInteractions(page(1));
    mockFetch((url) => (url === window.location.href ? answers.shift()() : new Response("{}")));
}

async function tenSeconds() {
    await advanceTime(10000);
    await animationFrame();
}

const shows = (number) => expect(".o_coop_projected").toHaveText(`Present: ${number}`);

test("the page follows the assembly", async () => {
    await open(
        () => new Response(page(2)),
        () => new Response(page(3))
    );
    shows(1);
    await tenSeconds();
    shows(2);
    await tenSeconds();
    shows(3);
});

test("it stands still when asked to, and goes on when asked again", async () => {
    await open(() => new Response(page(2)));
    await click("button");
    expect("button").toHaveAttribute("aria-pressed", "true");
    await tenSeconds();
    shows(1);
    await click("button");
    expect("button").toHaveAttribute("aria-pressed", "false");
    await tenSeconds();
    shows(2);
});

test("a server that is out of reach leaves what is shown", async () => {
    await open(
        () => {
            throw new TypeError("no network");
        },
        () => new Response("", { status: 500 }),
        () => new Response("<p>Sign in</p>"),
        () => new Response(page(4))
    );
    for (let time = 0; time < 3; time++) {
        await tenSeconds();
        shows(1);
    }
    await tenSeconds();
    shows(4);
});
