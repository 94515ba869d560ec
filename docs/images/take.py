"""Takes the pictures of the till in the README, on a demo co-op that runs.

    setup/run                                  # in another window
    .coop/venv-3.11/bin/python docs/images/take.py http://localhost:8069

writes till_refused_*.png and till_alert_*.png beside this file, in English and French.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "setup"), str(HERE.parents[1] / "tests" / "bench")]

from live import Browser, Client  # noqa: E402

DATABASE = "coop"
PRODUCTS = ("3900000000086", "3900000000130")
CARDS = {"refused": "0420000006008", "alert": "0420000005018"}
PAY = ".pay-order-button"
SCAN = """(async () => {
    for (const key of [...%r, "Enter"]) {
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }
    await new Promise((done) => setTimeout(done, 700));
})()"""
OPEN = "document.querySelector('.login-overlay .btn-light, .modal .btn-primary')"


def main(address):
    """Take each picture in each language."""
    cashier = Client(address, DATABASE, "cashier@coop.example", "cashier")
    manager = Client(address, DATABASE, "manager@coop.example", "manager")
    [till] = manager.call("pos.config", "search", [("name", "=", "Till 1")])
    [user] = manager.call("res.users", "search", [("login", "=", "cashier@coop.example")])
    for lang in ("fr_FR", "en_US"):
        cashier.call("res.users", "write", [user], {"lang": lang})
        for name, card in CARDS.items():
            take(address, cashier, till, card, HERE / f"till_{name}_{lang[:2]}.png")


def take(address, cashier, till, card, path):
    """Open the till, sell to the owner of a card, and write what the screen shows."""
    with Browser() as browser:
        browser.command(
            "Emulation.setDeviceMetricsOverride",
            width=1180,
            height=700,
            deviceScaleFactor=1,
            mobile=False,
        )
        browser.sign_in(cashier)
        browser.open(f"{address}/pos/ui/{till}")
        browser.wait(f"({OPEN}?.click(), document.querySelector('.product-list') && !{OPEN})")
        for barcode in (*PRODUCTS, card):
            browser.run(SCAN % barcode)
        browser.wait("document.querySelector('.coop-panel')")
        if "refused" in path.name:
            browser.run(f"document.querySelector('{PAY}').click()")
            browser.wait("document.querySelector('.paymentmethod')")
            browser.run("document.querySelector('.paymentmethod').click()")
            browser.wait("document.querySelector('.coop-refusal')")
        browser.run("new Promise((done) => setTimeout(done, 1500))")
        browser.picture(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
