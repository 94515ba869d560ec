const TAPS = "taps";
const BOARDS = "boards";
const KEYS = { [TAPS]: "key", [BOARDS]: "id" };

function done(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

function committed(transaction) {
    return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
    });
}

/**
 * What a phone keeps: taps that the server does not have yet (or refused), and how each shift
 * looked last. A row for each tap, so that two tabs of one phone do not overwrite each other.
 *
 * Where the browser keeps nothing (private window, full disk) everything still works from memory;
 * it is only lost with a reload.
 */
export class TapStore {
    /** @param {string} name one per database and user: nobody's taps are sent as another's */
    constructor(name) {
        this.name = name;
        this.opening = null;
    }

    /** @returns {Promise<object[]>} the taps of a shift, first tapped first */
    async taps(shiftId) {
        const taps = await this._all(TAPS);
        return taps.filter((tap) => tap.shift === shiftId).sort((a, b) => a.seq - b.seq);
    }

    keepTap(tap) {
        return this._change(TAPS, (rows) => rows.put({ ...tap }));
    }

    dropTaps(keys) {
        return this._change(TAPS, (rows) => keys.forEach((key) => rows.delete(key)));
    }

    async board(shiftId) {
        const boards = await this._all(BOARDS);
        return boards.find((board) => board.id === shiftId);
    }

    keepBoard(board) {
        // What the screen watches cannot be stored as it is.
        const plain = JSON.parse(JSON.stringify(board));
        return this._change(BOARDS, (rows) => rows.put(plain));
    }

    /** Forget how shifts looked that are over: names do not stay on a phone for ever. */
    async dropBoards(isOver) {
        const over = (await this._all(BOARDS)).filter(isOver);
        await this._change(BOARDS, (rows) => over.forEach((board) => rows.delete(board.id)));
    }

    _open() {
        this.opening = this.opening || this._openNow().catch(() => null);
        return this.opening;
    }

    _openNow() {
        const request = window.indexedDB.open(this.name, 1);
        request.onupgradeneeded = () => {
            for (const [store, keyPath] of Object.entries(KEYS)) {
                request.result.createObjectStore(store, { keyPath });
            }
        };
        return done(request);
    }

    async _all(store) {
        const db = await this._open();
        return db ? done(db.transaction(store).objectStore(store).getAll()) : [];
    }

    /** Change a store in one transaction: all of it happens, or nothing. */
    async _change(store, change) {
        const db = await this._open();
        if (db) {
            const transaction = db.transaction(store, "readwrite");
            change(transaction.objectStore(store));
            await committed(transaction);
        }
    }
}
