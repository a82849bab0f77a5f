.pragma library

/** Whether two plain values say the same. */
function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other)
}
