import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { startInteractions, setupInteractionWhiteList } from "@web/../tests/public/helpers";
import "@coop_campaign/interactions/share_amount";

describe.current.tags("interaction_dev");
setupInteractionWhiteList("coop_campaign.share_amount");

const FORM = `
    <form class="o_coop_share_amount" data-currency="EUR">
        <input type="radio" name="type_id" id="worker" value="1" checked="checked"
            data-value="10" data-minimum="10" data-minimum-reduced="1"/>
        <input type="radio" name="type_id" id="supporter" value="2"
            data-value="12.5" data-minimum="4" data-minimum-reduced="4"/>
        <input type="checkbox" name="reduced"/>
        <input type="number" name="quantity" value="10"/>
        <output></output>
    </form>`;

const shown = () => queryOne("output").textContent.replace(/[^0-9.,]/g, "");

test("the amount follows the number of shares", async () => {
    await startInteractions(FORM);
    expect(shown()).toBe("100");
    await click("[name=quantity]");
    await edit("25");
    expect(shown()).toBe("250");
});

test("the minimum follows the kind of share and the lowered minimum", async () => {
    await startInteractions(FORM);
    await click("#supporter");
    await animationFrame();
    expect("[name=quantity]").toHaveValue(4);
    expect(shown()).toBe("50");
    await click("#worker");
    await click("[name=reduced]");
    await animationFrame();
    expect("[name=quantity]").toHaveValue(1);
});

test("a number of one's own stays when it is enough", async () => {
    await startInteractions(FORM);
    await click("[name=quantity]");
    await edit("30");
    await click("[name=reduced]");
    await animationFrame();
    expect("[name=quantity]").toHaveValue(30);
});
