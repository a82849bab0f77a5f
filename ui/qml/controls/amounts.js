.pragma library

const SIGNS = { EUR: "\u20ac", USD: "$", GBP: "\u00a3", PLN: "z\u0142", JPY: "\u00a5" }

/** `4,50 €`, or `€4.50` in English, as the language writes its decimals, kept together and from left to right in any text.
    `price`: {minor, currency, decimals}; `own`: the digits to write, from 0 to 9, empty for 0 to 9 themselves. */
function amount(price, language, own) {
    const minus = price.minor < 0 ? "\u2212" : ""
    const digits = String(Math.abs(price.minor)).padStart(price.decimals + 1, "0")
    const whole = grouped(digits.slice(0, digits.length - price.decimals), language)
    const part = price.decimals > 0 ? point(language, own) + digits.slice(digits.length - price.decimals) : ""
    const sign = SIGNS[price.currency] ?? price.currency, before = language === "en" && sign !== price.currency
    return "\u2066" + minus + (before ? sign : "") + written(whole + part, own) + (before ? "" : "\u00a0" + sign) + "\u2069"
}

/** `19 %` or `5,5 %`, of hundredths of a percent; `own` as above. */
function percent(rate, language, own) {
    const whole = Math.floor(rate / 100), part = String(rate % 100).padStart(2, "0").replace(/0+$/, "")
    return "\u2066" + written(whole + (part ? point(language, own) + part : ""), own) + (language === "en" ? "" : "\u00a0") + "%\u2069"
}

function written(figures, own) {
    return own ? figures.replace(/[0-9]/g, digit => own[digit]) : figures
}

function point(language, own) {
    if (own)
        return "\u066b"
    return ["en", "ar", "he", "zh", "ja", "ko", "th"].includes(language.split("-")[0]) ? "." : ","
}

function grouped(digits, language) {
    return digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, "\u202f") : digits
}
