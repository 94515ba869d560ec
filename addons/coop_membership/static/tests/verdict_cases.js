// The exported value is pure JSON: the Python tests read it too.
// prettier-ignore
export default {
    "reasons": {
        "unknown_card": {"allowed": false, "liftable": false},
        "revoked_card": {"allowed": false, "liftable": false},
        "not_member": {"allowed": false, "liftable": false},
        "left": {"allowed": false, "liftable": false},
        "blocked": {"allowed": false, "liftable": false},
        "unpaid": {"allowed": false, "liftable": true},
        "household_ended": {"allowed": false, "liftable": false},
        "on_leave": {"allowed": false, "liftable": true},
        "unsubscribed": {"allowed": false, "liftable": true},
        "suspended": {"allowed": false, "liftable": true},
        "grace": {"allowed": true, "liftable": false},
        "alert": {"allowed": true, "liftable": false},
        "exempted": {"allowed": true, "liftable": false},
        "ok": {"allowed": true, "liftable": false},
        "pass": {"allowed": true, "liftable": false}
    },
    "cases": [
        {
            "why": "nobody knows this person",
            "spans": [],
            "timeline": [["2026-01-01", "not_member"]],
            "at": {
                "2026-01-01": {"allowed": false, "code": "not_member", "since": "2026-01-01", "until": null, "then": null},
                "2020-01-01": {"allowed": false, "code": "not_member", "since": "2026-01-01", "until": null, "then": null}
            }
        },
        {
            "why": "a member who leaves",
            "spans": [["ok", "2020-01-01", "2026-06-01"], ["left", "2026-06-01", null]],
            "timeline": [["2026-01-01", "ok"], ["2026-06-01", "left"]],
            "at": {
                "2026-05-31": {"allowed": true, "code": "ok", "since": "2026-01-01", "until": "2026-06-01", "then": "left"},
                "2026-06-01": {"allowed": false, "code": "left", "since": "2026-06-01", "until": null, "then": null}
            }
        },
        {
            "why": "alert until 21 December, then suspended; a pass on the 23rd",
            "spans": [
                ["ok", "2020-01-01", null],
                ["alert", "2026-11-23", "2026-12-21"],
                ["suspended", "2026-12-21", null],
                ["pass", "2026-12-23", "2026-12-24"]
            ],
            "timeline": [
                ["2026-01-01", "ok"],
                ["2026-11-23", "alert"],
                ["2026-12-21", "suspended"],
                ["2026-12-23", "pass"],
                ["2026-12-24", "suspended"]
            ],
            "at": {
                "2026-12-20": {"allowed": true, "code": "alert", "since": "2026-11-23", "until": "2026-12-21", "then": "suspended"},
                "2026-12-22": {"allowed": false, "code": "suspended", "since": "2026-12-21", "until": "2026-12-23", "then": "pass"},
                "2026-12-23": {"allowed": true, "code": "pass", "since": "2026-12-23", "until": "2026-12-24", "then": "suspended"}
            }
        },
        {
            "why": "a pass does not lift a block",
            "spans": [
                ["ok", "2020-01-01", null],
                ["blocked", "2026-02-01", "2026-03-01"],
                ["pass", "2026-02-10", "2026-02-11"]
            ],
            "timeline": [["2026-01-01", "ok"], ["2026-02-01", "blocked"], ["2026-03-01", "ok"]],
            "at": {
                "2026-02-10": {"allowed": false, "code": "blocked", "since": "2026-02-01", "until": "2026-03-01", "then": "ok"}
            }
        },
        {
            "why": "left, then came back",
            "spans": [["ok", "2020-01-01", "2026-02-01"], ["left", "2026-02-01", null], ["ok", "2026-05-01", null]],
            "timeline": [["2026-01-01", "ok"], ["2026-02-01", "left"], ["2026-05-01", "ok"]],
            "at": {
                "2026-04-30": {"allowed": false, "code": "left", "since": "2026-02-01", "until": "2026-05-01", "then": "ok"},
                "2026-12-31": {"allowed": true, "code": "ok", "since": "2026-05-01", "until": null, "then": null}
            }
        },
        {
            "why": "a block outranks a suspension, which comes back after it",
            "spans": [
                ["ok", "2020-01-01", null],
                ["suspended", "2026-02-01", "2026-04-01"],
                ["blocked", "2026-02-15", "2026-03-01"],
                ["unpaid", "2026-03-15", "2026-03-20"]
            ],
            "timeline": [
                ["2026-01-01", "ok"],
                ["2026-02-01", "suspended"],
                ["2026-02-15", "blocked"],
                ["2026-03-01", "suspended"],
                ["2026-03-15", "unpaid"],
                ["2026-03-20", "suspended"],
                ["2026-04-01", "ok"]
            ],
            "at": {
                "2026-03-14": {"allowed": false, "code": "suspended", "since": "2026-03-01", "until": "2026-03-15", "then": "unpaid"}
            }
        },
        {
            "why": "a household person who goes",
            "spans": [["ok", "2025-01-01", "2026-04-01"], ["household_ended", "2026-04-01", null]],
            "timeline": [["2026-01-01", "ok"], ["2026-04-01", "household_ended"]],
            "at": {
                "2026-04-01": {"allowed": false, "code": "household_ended", "since": "2026-04-01", "until": null, "then": null}
            }
        }
    ],
    "with_pass": [
        {"code": "suspended", "allowed": true, "becomes": "pass"},
        {"code": "unpaid", "allowed": true, "becomes": "pass"},
        {"code": "blocked", "allowed": false, "becomes": "blocked"},
        {"code": "not_member", "allowed": false, "becomes": "not_member"},
        {"code": "alert", "allowed": true, "becomes": "alert"}
    ],
    "local_day": [
        {"moment": "2026-01-31T22:59:59Z", "zone": "Europe/Paris", "day": "2026-01-31"},
        {"moment": "2026-01-31T23:00:00Z", "zone": "Europe/Paris", "day": "2026-02-01"},
        {"moment": "2026-07-01T21:59:59Z", "zone": "Europe/Paris", "day": "2026-07-01"},
        {"moment": "2026-07-01T22:00:00Z", "zone": "Europe/Paris", "day": "2026-07-02"},
        {"moment": "2026-03-01T04:59:59Z", "zone": "America/New_York", "day": "2026-02-28"}
    ]
};
