.pragma library

/** The fit of the page that an item lies in: 1, or less where its words would not fit otherwise. */
function of(item) {
    for (let at = item; at; at = at.parent) {
        if (at.pageFit !== undefined)
            return at.pageFit
    }
    return 1
}

const WITHOUT_SPACES = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff]/

/** `wanted`, or what is needed for the widest word of `text` to fit into `width`, but at least `least`. */
function size(text, width, wanted, least, metrics) {
    if (width <= 0)
        return wanted
    let widest = 0
    for (const word of text.split(/[\s\-\u2013\u2014\/]+/)) {
        if (!WITHOUT_SPACES.test(word))
            widest = Math.max(widest, metrics.advanceWidth(word))
    }
    const needed = (widest + 8) * wanted / 100
    return needed <= width ? wanted : Math.max(Math.min(least, wanted), wanted * width / needed)
}
