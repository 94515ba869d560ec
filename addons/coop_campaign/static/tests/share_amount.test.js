import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { startInteractions, setupInteractionWhiteList } from "@web/../tests/public/helpers";
import "@coop_campaign/interactions/share_amount";

describe.current.tags("interaction_dev");
setupInteractionWhiteList("coop_campaign.share_amount");

const FORM = `
    <form class="o_coop_share_amount" data-currency="EUR">
        <input type="number" id="worker" name="shares_1" value="10"
            data-value="10" data-minimum="10" data-minimum-reduced="1"/>
        <input type="number" id="supporter" name="shares_2" value=""
            data-value="12.5" data-minimum="4" data-minimum-reduced="4"/>
        <input type="checkbox" name="reduced"/>
        <output></output>
    </form>`;

const shown = () => queryOne("output").textContent.replace(/[^0-9.,]/g, "");

test("the amount follows the number of shares", async () => {
    await startInteractions(FORM);
    expect(shown()).toBe("100");
    await click("#worker");
    await edit("25");
    expect(shown()).toBe("250");
});

test("shares of several kinds are added up", async () => {
    await startInteractions(FORM);
    await click("#supporter");
    await edit("3");
    expect(shown()).toBe("137.50");
    expect("#worker").toHaveValue(10);
});

test("the minimum follows the box of minimum benefits, there and back", async () => {
    await startInteractions(FORM);
    await click("[name=reduced]");
    await animationFrame();
    expect("#worker").toHaveValue(1);
    expect(queryOne("#supporter").value).toBe("");
    expect(shown()).toBe("10");
    await click("[name=reduced]");
    await animationFrame();
    expect("#worker").toHaveValue(10);
});

test("a number of one's own stays when it is enough", async () => {
    await startInteractions(FORM);
    await click("#worker");
    await edit("30");
    await click("[name=reduced]");
    await animationFrame();
    expect("#worker").toHaveValue(30);
});

test("a number below the only minimum rises to it", async () => {
    await startInteractions(FORM);
    await click("[name=reduced]");
    await click("#worker");
    await edit("4");
    await click("[name=reduced]");
    await animationFrame();
    expect("#worker").toHaveValue(10);
});
