.pragma library

// Relative luminance and contrast as WCAG 2.2 defines them.

function channel(value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4)
}

function luminance(colour) {
    return 0.2126 * channel(colour.r) + 0.7152 * channel(colour.g) + 0.0722 * channel(colour.b)
}

function contrast(one, other) {
    const a = luminance(one)
    const b = luminance(other)
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** White or nearly black, whichever can be read on `ground`; black where neither can. */
function readableOn(ground) {
    const white = Qt.color("#FFFFFF")
    const dark = Qt.color("#0B0E11")
    return [white, dark].find(one => contrast(one, ground) >= 4.5) ?? Qt.color("#000000")
}

/** `colour`, moved towards black or white until it stands out from `ground` by `least`. */
function standingOut(colour, ground, least) {
    const towards = luminance(ground) > 0.18 ? 0 : 1
    for (let step = 0; step <= 20; step++) {
        const part = step / 20
        const mixed = Qt.rgba(colour.r + (towards - colour.r) * part, colour.g + (towards - colour.g) * part,
                              colour.b + (towards - colour.b) * part, 1)
        if (contrast(mixed, ground) >= least)
            return mixed
    }
    return towards ? Qt.color("#FFFFFF") : Qt.color("#000000")
}

/** Between two colours: 0 is the first, 1 the other. */
function mix(one, other, part) {
    return Qt.rgba(one.r + (other.r - one.r) * part, one.g + (other.g - one.g) * part,
                   one.b + (other.b - one.b) * part, 1)
}
