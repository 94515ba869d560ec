import { expect, getFixture, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { share } from "@coop_campaign/share_link";

const LINK = `
    <div class="o_coop_share_link" data-url="https://coop.example/join?by=s" data-title="Co-op"
            data-copied="The link is copied.">
        <button type="button">Share</button>
        <span role="status"></span>
    </div>`;

function show() {
    getFixture().innerHTML = LINK;
    return getFixture().firstElementChild;
}

test("the phone's own sheet gets the link and the title", async () => {
    const sheet = async ({ url, title }) => expect.step(`${title} ${url}`);
    await share(show(), { navigator: { share: sheet } });
    expect.verifySteps(["Co-op https://coop.example/join?by=s"]);
    expect("[role=status]").toHaveText("");
});

test("a sheet that is closed again says nothing", async () => {
    const sheet = async () => {
        throw new Error("closed");
    };
    await share(show(), { navigator: { share: sheet } });
    expect("[role=status]").toHaveText("");
});

test("without a sheet the link is copied, and it is said", async () => {
    const clipboard = { writeText: async (text) => expect.step(text) };
    await share(show(), { navigator: { clipboard } });
    expect.verifySteps(["https://coop.example/join?by=s"]);
    expect("[role=status]").toHaveText("The link is copied.");
});

test("when nothing may be copied, the link is shown", async () => {
    const writeText = async () => {
        throw new Error("denied");
    };
    await share(show(), { navigator: { clipboard: { writeText } } });
    expect("[role=status]").toHaveText("https://coop.example/join?by=s");
});

test("a press on the button of a page shares", async () => {
    show();
    await click("button");
    await animationFrame();
    await animationFrame();
    expect("[role=status]").toHaveText("The link is copied.");
});
