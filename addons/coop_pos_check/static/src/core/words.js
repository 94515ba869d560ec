import { _t } from "@web/core/l10n/translation";

/** A day in words, in the reader's language. @param {string} day ISO day */
export function longDay(day, lang = document.documentElement.lang || "en") {
    return new Intl.DateTimeFormat(lang.replace("_", "-"), {
        dateStyle: "long",
        timeZone: "UTC",
    }).format(new Date(`${day}T00:00:00Z`));
}

/** The day before. @param {string} day ISO day */
export function dayBefore(day) {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - 1);
    return date.toISOString().slice(0, 10);
}

/**
 * From when and until when an answer holds, as sentences.
 *
 * @param {{allowed: boolean, since: string, until: string|null, thenTitle: string}} answer
 * @returns {string[]}
 */
export function datesInWords(answer, lang) {
    const lines = [];
    if (!answer.allowed && answer.since) {
        lines.push(_t("Since %(day)s.", { day: longDay(answer.since, lang) }));
    }
    if (answer.until) {
        const day = longDay(dayBefore(answer.until), lang);
        lines.push(
            answer.thenTitle
                ? _t("Until %(day)s, then: %(then)s.", { day, then: answer.thenTitle })
                : _t("Until %(day)s.", { day })
        );
    }
    return lines;
}

/** How old the list is, in words. @param {number|null} minutes */
export function ageInWords(minutes) {
    if (minutes === null) {
        return _t("The list of persons is not here yet");
    }
    if (minutes < 2) {
        return _t("List of persons: up to the minute");
    }
    if (minutes < 120) {
        return _t("List of persons: %(minutes)s minutes old", { minutes });
    }
    return _t("List of persons: %(hours)s hours old", { hours: Math.floor(minutes / 60) });
}
