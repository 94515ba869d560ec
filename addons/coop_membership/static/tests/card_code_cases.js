// The exported value is pure JSON: the Python tests read it too.
// prettier-ignore
export default {
    "cases": [
        {"scanned": "0420000000013", "code": "0420000000013", "why": "as printed"},
        {"scanned": "0420000000013\n", "code": "0420000000013", "why": "the scanner appends Enter"},
        {"scanned": "0420000000013\r\n", "code": "0420000000013", "why": "and a carriage return"},
        {"scanned": "\t 0420000000013 ", "code": "0420000000013", "why": "spaces around it"},
        {"scanned": "\u001d0420000000013", "code": "0420000000013", "why": "a control character"},
        {"scanned": "420000000013", "code": "0420000000013", "why": "UPC read, or a lost zero"},
        {"scanned": "420000000014", "code": "420000000014", "why": "no check digit: another code"},
        {"scanned": "àéàààààààààà'", "code": "0200000000004", "why": "US scanner, French keys"},
        {"scanned": "LOUVE-0042", "code": "LOUVE-0042", "why": "any existing barcode"},
        {"scanned": "12345670", "code": "12345670", "why": "an EAN-8 stays an EAN-8"},
        {"scanned": "4006381333931", "code": "4006381333931", "why": "any EAN-13"},
        {"scanned": "", "code": "", "why": "nothing"}
    ]
};
