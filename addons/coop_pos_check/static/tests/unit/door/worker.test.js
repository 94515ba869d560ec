import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { keepPage } from "@coop_pos_check/door/worker";

definePosModels();

class Channel {
    port1 = {};
    port2 = { postMessage: (data) => this.port1.onmessage({ data }) };
}

test("the page asks its worker to keep it, with its files", async () => {
    const active = {
        postMessage({ keep }, [port]) {
            expect(keep).toInclude(location.href.split("#")[0]);
            port.postMessage({ missing: 0 });
        },
    };
    const container = {
        register: async (path, { scope }) => expect.step(`${path} for ${scope}`),
        ready: Promise.resolve({ active }),
    };
    expect(await keepPage(container, Channel)).toBe(true);
    expect.verifySteps(["/coop/door/worker.js for /coop/door"]);
});

test("where there is no worker, the page works while the network is there", async () => {
    expect(await keepPage(undefined)).toBe(false);
});
