import { expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { newUuid, serialiseMoment } from "@coop_pos_check/core/checker";
import { answer, day, makeChecker, REASONS } from "../coop_data";

test("a uuid is what the server takes", () => {
    expect(newUuid()).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    );
    expect(newUuid()).not.toBe(newUuid());
});

test("moments are written in UTC", () => {
    expect(serialiseMoment(0)).toBe("1970-01-01 00:00:00");
});

test("not ready before the first list", async () => {
    const { checker, log } = makeChecker();
    log.online = false;
    expect(await checker.refresh()).toBe(false);
    expect(checker.ready).toBe(false);
    expect(checker.age()).toBe(null);
    log.online = true;
    expect(await checker.refresh()).toBe(true);
    expect(checker.ready).toBe(true);
    expect(checker.age()).toBe(0);
});

test("judges a person, and says whose standing it is", async () => {
    const { checker } = makeChecker();
    await checker.refresh();
    const theo = checker.judge(901);
    expect(theo.allowed).toBe(false);
    expect(theo.standingOf).toBe("Bruno Arrêt");
    expect(theo.standingOfId).toBe(18);
    expect(theo.until).toBe(day(10));
    expect(theo.since).toBe(day(-3));
    expect(theo.thenTitle).toBe("Up to date");
    expect(checker.judge(18).messages).toEqual(["See Claire."]);
    expect(checker.judge(18).photo).toBe(true);
    expect(checker.judge(3).allowed).toBe(true);
    expect([3, 901, 555].map((id) => checker.judge(id).number)).toEqual([12, 0, 0]);
    expect(checker.judge(555, "Nora").name).toBe("Nora");
    expect(checker.judge(555, "Nora").known).toBe(false);
});

test("judges a card", async () => {
    const { checker } = makeChecker();
    await checker.refresh();
    expect(checker.judgeCard("0420000000013").code).toBe("ok");
    expect(checker.judgeCard("0420000000044").code).toBe("revoked_card");
    expect(checker.judgeCard("0420000000044").name).toBe("Zoé Àjour");
    expect(checker.judgeCard("nothing").code).toBe("unknown_card");
});

test("midnight changes the verdict without any server", async () => {
    const { checker, log } = makeChecker();
    await checker.refresh();
    log.online = false;
    expect(checker.judge(900).code).toBe("alert");
    mockDate(`${day(1)} 00:00:01`, 0);
    expect(checker.judge(900).code).toBe("blocked");
});

test("a wrong clock is put right by the server's", async () => {
    const now = new Date(Date.now() - 3600 * 1000).toISOString().slice(0, 19).replace("T", " ");
    const { checker } = makeChecker({ pulls: [answer({ now })] });
    await checker.refresh();
    expect(Math.abs(checker.state.skew - 3600 * 1000)).toBeLessThan(5000);
    expect(checker.record(checker.judge(3), { outcome: "allowed" }).skew).toBeGreaterThan(3590);
});

test("a delta changes some and removes some", async () => {
    const delta = answer({
        full: false,
        gone: [900],
        timelines: [[["", "blocked"]]],
        persons: [[3, "Zoé Renommée", 12, ["NEW"], [], 0, 0, [], false]],
        cursor: "epoch|later",
    });
    const { checker, log } = makeChecker({ pulls: [answer(), delta] });
    await checker.refresh();
    const version = checker.state.version;
    await checker.pull([3]);
    expect(log.asked.at(-1)).toEqual({ cursor: answer().cursor, ids: [3] });
    expect(checker.judge(3).code).toBe("blocked");
    expect(checker.judge(3).name).toBe("Zoé Renommée");
    expect(checker.directory.size).toBe(3);
    expect(checker.state.version).toBe(version + 1);
});

test("a full list forgets who is not in it", async () => {
    const { checker } = makeChecker({ pulls: [answer(), answer({ persons: [] })] });
    await checker.refresh();
    await checker.pull();
    expect(checker.directory.size).toBe(0);
});

test("list and waiting checks survive a reload", async () => {
    const name = `coop-reload-${newUuid()}`;
    const before = makeChecker({ name });
    await before.checker.refresh();
    before.log.online = false;
    before.checker.record(before.checker.judge(18), { outcome: "refused" });
    await before.checker.push();
    await new Promise((resolve) => setTimeout(resolve, 50));

    const after = makeChecker({ name, online: false });
    await after.checker.load();
    expect(after.checker.ready).toBe(true);
    expect(after.checker.judgeCard("0420000000013").code).toBe("ok");
    expect(after.checker.state.waiting).toBe(1);
    after.log.online = true;
    expect(await after.checker.push()).toBe(true);
    expect(after.log.pushed.map((row) => row.outcome)).toEqual(["refused"]);

    const empty = makeChecker({ name });
    await empty.checker.load();
    expect(empty.checker.state.waiting).toBe(0);
});

test("a check waits for the network and is sent once", async () => {
    const { checker, log } = makeChecker();
    await checker.refresh();
    log.online = false;
    checker.record(checker.judge(3), { outcome: "allowed", order_uuid: "o1" });
    checker.record(checker.judge(18), { outcome: "refused" });
    expect(await checker.push()).toBe(false);
    expect(checker.state.waiting).toBe(2);
    log.online = true;
    expect(await checker.push()).toBe(true);
    await checker.push();
    expect(log.pushed.map((row) => row.code)).toEqual(["ok", "blocked"]);
    expect(log.pushed[0].order_uuid).toBe("o1");
    expect(checker.state.waiting).toBe(0);
});

test("a check is sent at once where there is a network", async () => {
    const { checker, log } = makeChecker();
    await checker.refresh();
    checker.record(checker.judge(3), { outcome: "allowed" });
    await checker.pushing;
    expect(log.pushed).toHaveLength(1);
});

test("a server that keeps nothing is not asked again at once", async () => {
    const { checker } = makeChecker();
    await checker.refresh();
    let asked = 0;
    checker.tellServer = async () => (asked++ ? null : []);
    checker.record(checker.judge(3), { outcome: "allowed" });
    expect(await checker.pushing).toBe(false);
    expect([asked, checker.state.waiting]).toEqual([1, 1]);
});

test("many checks go in batches", async () => {
    const { checker, log } = makeChecker({ online: false });
    log.online = true;
    await checker.refresh();
    log.online = false;
    for (let n = 0; n < 250; n++) {
        checker.record(checker.judge(3), { outcome: "allowed" });
    }
    log.online = true;
    await checker.push();
    expect(log.pushed).toHaveLength(250);
});

test("a list that cannot be kept still judges", async () => {
    const { checker } = makeChecker();
    checker.store.change = async () => {
        throw new Error("disk full");
    };
    expect(await checker.refresh()).toBe(true);
    expect(checker.judge(3).code).toBe("ok");
});

test("a clock set back while the page is open does not bring yesterday back", async () => {
    const { checker } = makeChecker();
    await checker.refresh();
    mockDate(`${day(1)} 12:00:00`, 0);
    expect(checker.judge(900).code).toBe("blocked");
    mockDate(`${day(-1)} 12:00:00`, 0);
    expect(checker.judge(900).code).toBe("blocked");
});

test("a dead battery: the clock says 1970, and the list is newer than that", async () => {
    const name = `coop-battery-${newUuid()}`;
    const before = makeChecker({ name });
    await before.checker.refresh();
    const today = before.checker.today();
    mockDate("1970-01-01 00:00:00", 0);
    const after = makeChecker({ name, online: false });
    await after.checker.load();
    expect(after.checker.today()).toBe(today);
    expect(after.checker.judge(18).code).toBe("blocked");
    expect(after.checker.record(after.checker.judge(18), { outcome: "refused" }).at).toInclude(
        today
    );
});

test("what was logged by a wrong clock is put right once the right time is known", async () => {
    const { checker, log } = makeChecker({ online: false });
    const ahead = new Date(Date.now() - 3600 * 1000).toISOString().slice(0, 19).replace("T", " ");
    checker._take({ cursor: "x", reasons: REASONS, tz: "UTC", listAt: Date.now() - 9e6, skew: 0 });
    const row = checker.record(checker.judge(3), { outcome: "allowed" });
    const wrong = row.at;
    checker.askServer = async () => answer({ now: ahead });
    await checker.pull();
    log.online = true;
    await checker.push();
    const [sent] = log.pushed;
    expect(
        Date.parse(wrong.replace(" ", "T") + "Z") - Date.parse(sent.at.replace(" ", "T") + "Z")
    ).toBeWithin(3590 * 1000, 3610 * 1000);
    expect(sent.skew).toBeWithin(3590, 3610);
});

test("what was logged before the clock was set ahead keeps its moment", async () => {
    const { checker, log } = makeChecker({ online: false });
    const right = serialiseMoment(Date.now());
    checker._take({ cursor: "x", reasons: REASONS, tz: "UTC", listAt: Date.now() - 9e6, skew: 0 });
    const before = checker.record(checker.judge(3), { outcome: "allowed" }).at;
    mockDate(serialiseMoment(Date.now() + 3600 * 1000), 0);
    checker.record(checker.judge(18), { outcome: "refused" });
    checker.askServer = async () => answer({ now: right });
    await checker.pull();
    log.online = true;
    await checker.push();
    const passed = log.pushed.map((row) => Date.parse(`${row.at}Z`) - Date.parse(`${before}Z`));
    expect(Math.max(...passed.map(Math.abs))).toBeLessThan(5000);
    expect(log.pushed[0].skew).toBeWithin(-5, 5);
    expect(log.pushed[1].skew).toBeWithin(3590, 3610);
});

test("two tabs of one till keep one list and lose no check", async () => {
    const name = `coop-tabs-${newUuid()}`;
    const [one, two] = [makeChecker({ name }), makeChecker({ name })];
    await one.checker.refresh();
    await two.checker.load();
    expect(two.checker.judgeCard("0420000000013").code).toBe("ok");
    one.log.online = two.log.online = false;
    one.checker.record(one.checker.judge(3), { outcome: "allowed" });
    two.checker.record(two.checker.judge(18), { outcome: "refused" });
    await Promise.all([one.checker.push(), two.checker.push()]);
    await one.checker.store.all("checks");
    // Both tabs are closed and one is opened again: it sends what both wrote down.
    const later = makeChecker({ name });
    await later.checker.load();
    await later.checker.push();
    expect(later.log.pushed.map((row) => row.outcome).sort()).toEqual(["allowed", "refused"]);
});

test("a revoked right leaves nobody's name, but what was not sent yet", async () => {
    const name = `coop-forget-${newUuid()}`;
    const { checker, log } = makeChecker({ name });
    await checker.refresh();
    log.online = false;
    checker.record(checker.judge(3), { outcome: "allowed" });
    await checker.push();
    await checker.forget();
    expect(checker.ready).toBe(false);
    expect(checker.directory.size).toBe(0);
    const after = makeChecker({ name, online: false });
    await after.checker.load();
    expect(after.checker.ready).toBe(false);
    expect(after.checker.state.waiting).toBe(1);
});
