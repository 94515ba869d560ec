/**
 * The form under which a card code is stored and looked up: the JavaScript mirror of
 * rules/card_code.py, tested against the same cases (static/tests/card_code_cases.js).
 */

/** The characters of the digit keys of a French keyboard, for scanners that type in US layout. */
const AZERTY = "&é\"'(-è_çà";

function hasCheckDigit(code) {
    const body = [...code.slice(0, -1)].reverse();
    const sum = body.reduce((total, digit, i) => total + digit * (i % 2 ? 1 : 3), 0);
    return (10 - (sum % 10)) % 10 === Number(code.at(-1));
}

/**
 * @param {string} scanned what the scanner typed
 * @returns {string} spaces and Enter dropped, lost leading zeros and UPC reads restored to EAN-13
 */
export function normaliseCardCode(scanned) {
    let code = scanned.replace(/[\s\p{C}]/gu, "");
    if (code.length >= 8 && [...code].every((char) => AZERTY.includes(char))) {
        code = [...code].map((char) => (AZERTY.indexOf(char) + 1) % 10).join("");
    }
    if (/^[0-9]{9,12}$/.test(code) && hasCheckDigit(code)) {
        return code.padStart(13, "0");
    }
    return code;
}
