import { expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { BarcodeParser } from "@barcodes/js/barcode_parser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";

definePosModels();

function makeReader() {
    const parser = { parse_barcode: (code) => ({ type: "product", code, base_code: code }) };
    const said = [];
    const notification = { add: (text) => said.push(text) };
    return { reader: new BarcodeReader(parser, { notification }), said };
}

test("a code of the list is a card before anything else", async () => {
    const { reader } = makeReader();
    const seen = [];
    reader.register({ product: (parsed) => seen.push(`product ${parsed.code}`) });
    reader.coopScan = async (code) => code === "0420000000013" && seen.push("card") > 0;
    await reader.scan("0420000000013");
    await reader.scan("5901234123457");
    expect(seen).toEqual(["card", "product 5901234123457"]);
});

test("a card scanned at the login screen stays the employee's", async () => {
    const { reader } = makeReader();
    const seen = [];
    reader.register({ product: () => seen.push("employee") }, true);
    reader.coopScan = async () => seen.push("card") > 0;
    await reader.scan("0420000000013");
    expect(seen).toEqual(["employee"]);
});

test("a code that is nothing is said to be an unknown card, when persons are checked", () => {
    allowTranslations();
    const { reader, said } = makeReader();
    reader.showNotFoundNotification({ code: "x" });
    expect(said).toHaveLength(1);
    reader.coopUnknown = () => said.push("unknown card");
    reader.showNotFoundNotification({ code: "x" });
    expect(said[1]).toBe("unknown card");
});

test("how barcodes are read is kept for a start without network", async () => {
    const rules = [{ sequence: 2 }, { sequence: 1 }];
    const served = {
        read: async (_model, [id]) => [{ id, name: "Cards" }],
        searchRead: async () => rules,
    };
    const failing = (error) => ({ read: () => Promise.reject(error) });
    const lost = failing(new ConnectionLostError("/web/dataset/call_kw"));
    await expect(BarcodeParser.fetchNomenclature(lost, 7)).rejects.toThrow(ConnectionLostError);
    const found = await BarcodeParser.fetchNomenclature(served, 7);
    expect(found.rules.map((rule) => rule.sequence)).toEqual([1, 2]);
    expect(await BarcodeParser.fetchNomenclature(lost, 7)).toEqual(found);
    await expect(BarcodeParser.fetchNomenclature(lost, 8)).rejects.toThrow(ConnectionLostError);
    const refused = failing(new Error("no access"));
    await expect(BarcodeParser.fetchNomenclature(refused, 7)).rejects.toThrow("no access");
});
