.pragma library

/** What a table holds for a value: `Match.of(word, { good: qsTr("Good"), "poor silent": qsTr("Not good") })`.
    A key names one value, or several with spaces between; `""` stands for none. A function is called for what it gives.
    A value without an entry is an error of the screen: there is no fallback that could say something wrong. */
function of(value, table) {
    const has = Object.prototype.hasOwnProperty.call(table, value)
    const key = has || value === "" ? value : Object.keys(table).find(keys => keys.split(" ").includes(value))
    if (key === undefined || !(key in table))
        throw new Error(`there is no entry for "${value}"`)
    return typeof table[key] === "function" ? table[key]() : table[key]
}
