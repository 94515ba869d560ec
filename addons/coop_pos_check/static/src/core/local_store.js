/**
 * What a till or a door keeps in its browser: the list of persons, and the checks that the server
 * does not have yet. A thin promise layer over IndexedDB.
 *
 * Where the browser keeps nothing (private window, full disk) everything still works from memory;
 * it is only lost with a reload.
 */

const STORES = { persons: "id", meta: "key", checks: "uuid" };

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

export class LocalStore {
    /** @param {string} name one per device role, database and point of sale */
    constructor(name) {
        this.name = name;
        this.opening = null;
    }

    open() {
        this.opening = this.opening || this._open().catch(() => null);
        return this.opening;
    }

    _open() {
        const request = window.indexedDB.open(this.name, 1);
        request.onupgradeneeded = () => {
            for (const [store, keyPath] of Object.entries(STORES)) {
                request.result.createObjectStore(store, { keyPath });
            }
        };
        return done(request);
    }

    /** @returns {Promise<object[]>} all rows of a store, none when nothing is kept */
    async all(store) {
        const db = await this.open();
        return db ? done(db.transaction(store).objectStore(store).getAll()) : [];
    }

    /** Change a store in one transaction: all of it happens, or nothing. */
    async change(store, { clear = false, remove = [], put = [] }) {
        const db = await this.open();
        if (!db) {
            return;
        }
        const transaction = db.transaction(store, "readwrite");
        const rows = transaction.objectStore(store);
        if (clear) {
            rows.clear();
        }
        remove.forEach((key) => rows.delete(key));
        put.forEach((row) => rows.put(row));
        await committed(transaction);
    }
}
