// The exported value is pure JSON: the Python tests read it too.
// A line is [quantity, price, discount in per cent, whether it takes back an earlier line,
// whether the product's own price is below zero].
// prettier-ignore
export default {
    "cases": [
        {"sale": true, "lines": [[1, 5, 0, false, false]], "why": "goods"},
        {"sale": true, "lines": [[0.35, 12.4, 0, false, false]], "why": "a weight"},
        {"sale": true, "lines": [[1, 0, 0, false, false]], "why": "a gift leaves the shop"},
        {"sale": true, "lines": [[1, 5, 100, false, false]], "why": "given away"},
        {"sale": true, "lines": [[1, 5, 150, false, false]], "why": "given away with money"},
        {"sale": true, "lines": [[-1, -5, 0, false, false]], "why": "minus one at minus five takes five"},
        {"sale": true, "lines": [[-1, 5, 200, false, false]], "why": "a return at minus 100 % takes five"},
        {"sale": true, "lines": [[-1, -5, 0, true, false]], "why": "money for a return that is none"},
        {"sale": true, "lines": [[-1, 5, 200, true, false]], "why": "money for a return"},
        {"sale": true, "lines": [[-1, 8, 0, true, false], [1, 3, 0, false, false]], "why": "an exchange"},
        {"sale": true, "lines": [[-1, 8, 0, true, false], [-1, -3, 0, false, false]], "why": "an exchange in signs"},
        {"sale": true, "lines": [[-1, 2, 0, true, false], [-1, -9, 0, true, false]], "why": "more taken than given"},
        {"sale": true, "lines": [[1, -0.2, 0, false, true], [1, 3, 0, false, false]], "why": "bottles and goods"},
        {"sale": true, "lines": [[1, 50, 0, false, false]], "why": "a gift card is goods"},
        {"sale": true, "lines": [[1, 2, 0, false, false], [-1, 8, 0, true, false]], "why": "a tip after a return"},
        {"sale": true, "lines": [[1, -5, 0, false, false]], "why": "goods and money go out"},
        {"sale": true, "lines": [[2, -0.01, 0, false, false]], "why": "goods for less than nothing"},
        {"sale": true, "lines": [[1, -5, 0, true, false]], "why": "goods go out as a return"},
        {"sale": true, "lines": [[1, 2, 0, false, true]], "why": "an empty bottle is sold"},
        {"sale": true, "lines": [[-1, -0.2, 0, false, true]], "why": "a bottle goes out for its money"},
        {"sale": true, "lines": [[1, 0, 0, false, true]], "why": "a bottle at a price of nothing leaves"},
        {"sale": false, "lines": [], "why": "nothing"},
        {"sale": false, "lines": [[-1, -5, 100, false, false]], "why": "signs and a whole discount"},
        {"sale": false, "lines": [[-1, 5, 0, true, false]], "why": "a return"},
        {"sale": false, "lines": [[-1, 5, 0, false, false]], "why": "a return without its receipt"},
        {"sale": false, "lines": [[-1, 5, 50, true, false]], "why": "a return of what was cheaper"},
        {"sale": false, "lines": [[-1, 20, 0, true, false], [-1, -5, 0, true, false]], "why": "with its reward"},
        {"sale": false, "lines": [[1, -0.2, 0, false, true]], "why": "empty bottles"},
        {"sale": false, "lines": [[-1, 0, 0, true, false]], "why": "a gift comes back"},
        {"sale": false, "lines": [[0, 5, 0, false, false]], "why": "none of it"},
        {"sale": false, "lines": [[-1, 3, 0, true, false], [-1, -3, 0, true, false]], "why": "nothing is paid"}
    ]
};
