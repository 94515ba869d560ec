import { describe, expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { startInteractions, setupInteractionWhiteList } from "@web/../tests/public/helpers";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import "@coop_campaign/interactions/share_link";

describe.current.tags("interaction_dev");
setupInteractionWhiteList("coop_campaign.share_link");

const LINK = `
    <div class="o_coop_share_link" data-url="https://coop.example/join?by=s" data-title="Co-op">
        <button type="button">Share</button>
        <span role="status"></span>
    </div>`;

async function share(navigator) {
    patchWithCleanup(browser, { navigator });
    await startInteractions(LINK);
    await click("button");
    await animationFrame();
}

test("the phone's own sheet gets the link and the title", async () => {
    await share({ share: async ({ url, title }) => expect.step(`${title} ${url}`) });
    expect.verifySteps(["Co-op https://coop.example/join?by=s"]);
    expect("[role=status]").toHaveText("");
});

test("without a sheet the link is copied, and it is said", async () => {
    await share({ clipboard: { writeText: async (text) => expect.step(text) } });
    expect.verifySteps(["https://coop.example/join?by=s"]);
    expect("[role=status]").toHaveText("The link is copied.");
});

test("when nothing may be copied, the link is shown", async () => {
    await share({
        clipboard: {
            writeText: async () => {
                throw new Error("denied");
            },
        },
    });
    expect("[role=status]").toHaveText("https://coop.example/join?by=s");
});
