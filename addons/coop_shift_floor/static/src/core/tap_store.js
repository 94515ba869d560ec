import { IndexedDB } from "@web/core/utils/indexed_db";

/** Of the layout below. Never change it: another version would throw away what phones keep. */
const LAYOUT = "1";
const TAPS = "taps";
const BOARDS = "boards";

function done(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/**
 * What a phone keeps: taps that the server does not have yet (or refused), and how each shift
 * looked last.
 *
 * Where the browser keeps nothing (private window, full disk) everything still works from memory;
 * it is only lost with a reload.
 */
export class TapStore {
    /** @param {string} name one per database and user: nobody's taps are sent as another's */
    constructor(name) {
        this.idb = new IndexedDB(name, LAYOUT);
    }

    /** @returns {Promise<object[]>} the taps of a shift, first tapped first */
    async taps(shiftId) {
        const all = (await this._all(TAPS)) || [];
        return all.filter((tap) => tap.shift === shiftId).sort((a, b) => a.seq - b.seq);
    }

    keepTap(tap) {
        return this.idb.write(TAPS, tap.key, { ...tap });
    }

    async dropTaps(keys) {
        await this._remove(TAPS, keys);
    }

    board(shiftId) {
        return this.idb.read(BOARDS, `${shiftId}`);
    }

    keepBoard(board) {
        return this.idb.write(BOARDS, `${board.id}`, board);
    }

    /** Forget how shifts looked that are over: names do not stay on a phone for ever. */
    async dropBoards(wanted) {
        const boards = (await this._all(BOARDS)) || [];
        const keys = boards.filter((board) => wanted(board)).map((board) => `${board.id}`);
        await this._remove(BOARDS, keys);
    }

    async _all(table) {
        // Reading makes the table, where it is not there yet.
        await this.idb.read(table, "");
        return this.idb.execute((db) =>
            db ? done(db.transaction(table).objectStore(table).getAll()) : []
        );
    }

    async _remove(table, keys) {
        if (!keys.length) {
            return;
        }
        await this.idb.read(table, "");
        await this.idb.execute(async (db) => {
            const rows = db?.transaction(table, "readwrite").objectStore(table);
            await Promise.all(rows ? keys.map((key) => done(rows.delete(key))) : []);
        });
    }
}
