import { _t } from "@web/core/l10n/translation";

/** Every state has a word and an icon of its own: never colour alone. */
const LOOKS = {
    expected: { icon: "fa-question-circle-o", tone: "none" },
    present: { icon: "fa-check", tone: "here" },
    late: { icon: "fa-clock-o", tone: "here" },
    absent: { icon: "fa-times", tone: "away" },
    excused: { icon: "fa-envelope-o", tone: "away" },
    half_excused: { icon: "fa-star-half-o", tone: "away" },
    bereavement: { icon: "fa-envelope-o", tone: "away" },
    replaced: { icon: "fa-exchange", tone: "here" },
    waiting: { icon: "fa-minus", tone: "none" },
};

/** @returns {{word: string, icon: string, tone: string}} */
export function look(state) {
    const words = {
        expected: _t("Not marked yet"),
        present: _t("Present"),
        late: _t("Late"),
        absent: _t("Absent"),
        excused: _t("Excused"),
        half_excused: _t("Half excused"),
        // The reason of an excuse is nobody's business here.
        bereavement: _t("Excused"),
        replaced: _t("Replaced"),
        waiting: _t("Does not come today"),
    };
    return { word: words[state] || state, ...(LOOKS[state] || LOOKS.expected) };
}
