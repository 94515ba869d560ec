import { EventBus, mount } from "@odoo/owl";
import { after, getFixture } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { appTranslateFn } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { getTemplate } from "@web/core/templates";

export function person(id, more = {}) {
    return {
        id,
        name: `Person ${id}`,
        role: "Till",
        state: "expected",
        make_up: false,
        by: "",
        note: "",
        otherwise: false,
        ...more,
    };
}

export function board(more = {}) {
    return {
        id: 7,
        title: "Monday",
        day: "Monday 23 November",
        hours: "09:00–12:00",
        state: "planned",
        closed: "",
        states: ["present", "late", "absent", "excused", "replaced"],
        note: "",
        now: Date.now() / 1000,
        people: [person(1), person(2)],
        ...more,
    };
}

/** What a phone keeps, in memory: the same object outlives a page. */
export class MemoryStore {
    constructor() {
        this.kept = new Map();
        this.boards = new Map();
    }
    async taps(shiftId) {
        const taps = [...this.kept.values()].filter((tap) => tap.shift === shiftId);
        return taps.sort((a, b) => a.seq - b.seq).map((tap) => ({ ...tap }));
    }
    async keepTap(tap) {
        this.kept.set(tap.key, { ...tap });
    }
    async dropTaps(keys) {
        keys.forEach((key) => this.kept.delete(key));
    }
    async board(shiftId) {
        return this.boards.get(shiftId);
    }
    async keepBoard(one) {
        this.boards.set(one.id, one);
    }
    async dropBoards() {}
}

/** A server that takes every tap, once; `online` false: no network. */
export class FakeServer {
    constructor() {
        Object.assign(this, { online: true, got: [], known: new Map(), board: board() });
        this.refuse = () => "";
    }

    take(taps) {
        if (!this.online) {
            throw new ConnectionLostError();
        }
        this.got.push(...taps.map((tap) => tap.key));
        for (const tap of taps) {
            this.takeOne(tap);
        }
        const results = Object.fromEntries(taps.map(({ key }) => [key, this.known.get(key)]));
        return { results, board: structuredClone(this.board) };
    }

    takeOne(tap) {
        if (this.known.has(tap.key)) {
            return;
        }
        const words = this.refuse(tap);
        this.known.set(tap.key, { result: words ? "refused" : "applied", words });
        const about = this.board.people.find((one) => one.id === tap.assignment);
        if (!words && tap.kind === "attendance") {
            about.state = tap.state;
        }
        if (!words && tap.kind === "close") {
            Object.assign(this.board, { state: "closed", closed: "Closed by Ana." });
        }
    }

    async ask(what, params) {
        if (!this.online) {
            throw new ConnectionLostError();
        }
        return what === "taps" ? this.take(params.taps) : structuredClone(this.board);
    }
}

/** Mount a component alone: no service of the web client is needed. */
export async function show(Component, props, services = {}) {
    allowTranslations();
    const app = await mount(Component, getFixture(), {
        env: { services: { barcode: { bus: new EventBus() }, ...services }, bus: new EventBus() },
        getTemplate,
        props,
        translateFn: appTranslateFn,
        test: true,
    });
    after(() => app.__owl__.app.destroy());
    await animationFrame();
    return app;
}
