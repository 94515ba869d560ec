import { App, whenReady } from "@odoo/owl";
import { appTranslateFn } from "@web/core/l10n/translation";
import { getTemplate } from "@web/core/templates";
import { makeEnv, startServices } from "@web/env";
import { keepAwake } from "@coop_pos_check/door/awake";
import { DoorApp } from "@coop_pos_check/door/door_app";
import { keepPage } from "@coop_pos_check/door/worker";

async function startDoor() {
    await whenReady();
    const holder = document.getElementById("coop_door");
    const info = JSON.parse(holder.dataset.info);
    const env = makeEnv();
    await startServices(env);
    const app = new App(DoorApp, {
        env,
        getTemplate,
        props: { info },
        translateFn: appTranslateFn,
        translatableAttributes: ["aria-label", "placeholder", "title"],
    });
    await app.mount(holder);
    keepAwake();
    // A full tablet is not to throw the log away.
    navigator.storage?.persist?.();
    if (await keepPage()) {
        holder.dataset.kept = "1";
    }
}

startDoor();
