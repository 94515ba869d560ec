import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";

/** How long a step of a tour waits, in milliseconds, where it does not say: for slow machines. */
const PATIENCE = 30000;

patch(registry.category("web_tour.tours"), {
    get() {
        return { timeout: PATIENCE, ...super.get(...arguments) };
    },
});
