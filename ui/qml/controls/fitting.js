.pragma library

const WITHOUT_SPACES = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff]/
/** Whose words nobody can tell apart without a dictionary. */
const OF_ONE_PIECE = /[\u0e00-\u0eff]/
const IDEOGRAPH = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/
// A line never ends with what opens, and never begins with what closes.
const OPENING = /[\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b\u201c\u2018\s]/
const CLOSING = /[\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\u201d\u2019\u2026%.,:;!?)\s]/

/** The page that an item is in, if it is in one. */
function page(item) {
    for (let at = item; at; at = at.parent) {
        if (at.pageFit !== undefined)
            return at
    }
    return null
}

/** The fit of the page that an item is in: 1, or less where its words would not fit otherwise. */
function of(item) {
    return page(item)?.pageFit ?? 1
}

/** `text` with a mark of no width wherever a line may end that is no space. */
function opened(text) {
    const hyphened = text.replace(/-(?=\S)/g, "-\u200b")
    if (!IDEOGRAPH.test(hyphened))
        return hyphened
    let marked = ""
    for (let at = 0; at < hyphened.length; at++) {
        const here = hyphened[at], next = hyphened[at + 1]
        marked += here
        if (next && (IDEOGRAPH.test(here) || IDEOGRAPH.test(next)) && !OPENING.test(here) && !CLOSING.test(next))
            marked += "\u200b"
    }
    return marked
}

/** The narrowest width at which `text` takes no more lines than it does in `width`: no word is left alone. */
function balanced(text, width, size, metrics) {
    if (width <= 0 || text.includes("\n") || OF_ONE_PIECE.test(text) || metrics.advanceWidth(text) * size / 100 <= width)
        return width
    // Odd parts are what stands between two words: a space, or nothing behind a hyphen.
    const parts = opened(text).split(/([ \u200b])/)
    const wide = parts.map(part => part === "\u200b" ? 0 : metrics.advanceWidth(part) * size / 100)
    const lines = room => {
        let count = 1
        let taken = wide[0]
        for (let at = 2; at < parts.length; at += 2) {
            if (taken + wide[at - 1] + wide[at] > room) {
                count += 1
                taken = wide[at]
            } else {
                taken += wide[at - 1] + wide[at]
            }
        }
        return count
    }
    const wanted = lines(width)
    let least = width / wanted * 0.8
    let most = width
    while (most - least > 4) {
        const middle = (least + most) / 2
        if (lines(middle) <= wanted)
            most = middle
        else
            least = middle
    }
    // Letters that are drawn a little apart from where they were measured must not make one more line.
    return Math.min(width, 1.01 * most + 2)
}

/** How wide the widest word of `text` is at 100 pixels. */
function widest(text, metrics) {
    let wide = 0
    for (const word of text.split(/[^\S\u00a0]+|[\u2013\u2014\/]|-(?![0-9])/)) {
        if (!WITHOUT_SPACES.test(word))
            wide = Math.max(wide, metrics.advanceWidth(word))
    }
    return wide
}

/** How wide that is at `size`, with room to spare: large letters are drawn a little wider than they are measured. */
function drawn(wide, size) {
    return (1.03 * wide + 8) * size / 100
}

/** `wanted`, or what is needed for a word so wide (at 100 pixels) to fit into `width`, but at least `least`. */
function size(widest, width, wanted, least) {
    if (width <= 0)
        return wanted
    const needed = drawn(widest, wanted)
    return needed <= width ? wanted : Math.max(Math.min(least, wanted), wanted * width / needed)
}
