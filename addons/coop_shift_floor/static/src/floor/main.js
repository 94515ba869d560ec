import { App, whenReady } from "@odoo/owl";
import {
    appTranslateFn,
    translatedTerms,
    translatedTermsGlobal,
    translationIsReady,
    translationLoaded,
} from "@web/core/l10n/translation";
import { getTemplate } from "@web/core/templates";
import { makeEnv, startServices } from "@web/env";
import { FloorApp } from "@coop_shift_floor/floor/floor_app";
import { keepThisPage } from "@coop_shift_floor/floor/kept_pages";

/** The words came with the page: it needs no other question, and keeps them. */
function takeWords(words) {
    const terms = Object.fromEntries(words.map((word) => [word.id, word.string]));
    Object.assign(translatedTermsGlobal, terms);
    translatedTerms.coop_shift_floor = terms;
    translatedTerms[translationLoaded] = true;
    translationIsReady.resolve(true);
}

async function startFloor() {
    await whenReady();
    const holder = document.getElementById("coop_floor");
    if (!holder) {
        return;
    }
    const info = JSON.parse(holder.dataset.info);
    takeWords(info.words);
    const env = makeEnv();
    await startServices(env);
    const app = new App(FloorApp, {
        env,
        getTemplate,
        props: { info },
        translateFn: appTranslateFn,
        translatableAttributes: ["aria-label", "placeholder", "title"],
    });
    await app.mount(holder);
    try {
        holder.dataset.kept = await keepThisPage();
    } catch (error) {
        console.warn("This page needs the network to start.", error);
    }
}

startFloor();
