.pragma library

const ARROWS = [Qt.Key_Left, Qt.Key_Right, Qt.Key_Up, Qt.Key_Down]

function isArrow(key) {
    return ARROWS.includes(key)
}

/** Every control below `root` that can take the keys now, in the order they are drawn. */
function controls(root) {
    if (!root.visible || !root.enabled)
        return []
    const own = root.activeFocusOnTab ? [root] : []
    return own.concat(...Array.from(root.children, controls))
}

/** Moves the keys to the nearest control in the direction of an arrow; to the first one if there is none.
    Whether they went anywhere. */
function move(from, root, key) {
    const all = controls(root)
    if (!all.includes(from)) {
        all[0]?.forceActiveFocus(Qt.TabFocusReason)
        return all.length > 0
    }
    const across = key === Qt.Key_Left || key === Qt.Key_Right
    const sign = key === Qt.Key_Right || key === Qt.Key_Down ? 1 : -1
    const here = middle(from, root)
    let best = null
    let least = Infinity
    for (const one of all) {
        const there = middle(one, root)
        const along = sign * (across ? there.x - here.x : there.y - here.y)
        const aside = Math.abs(across ? there.y - here.y : there.x - here.x)
        const overlaps = across ? aside < (one.height + from.height) / 2 : aside < (one.width + from.width) / 2
        const far = along + 3 * (overlaps ? aside / 10 : aside)
        if (one !== from && along > 1 && far < least) {
            least = far
            best = one
        }
    }
    best?.forceActiveFocus(Qt.TabFocusReason)
    return best !== null
}

/** The control below a point of `root`; null where there is none that can be used. */
function at(root, x, y) {
    return controls(root).reverse().find(one => one.contains(one.mapFromItem(root, x, y))) ?? null
}

function middle(item, root) {
    return item.mapToItem(root, item.width / 2, item.height / 2)
}

/** Whether a key answers a screen or leaves it, where a control or the screen takes it so. */
function acts(key) {
    return [Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space, Qt.Key_Escape].includes(key)
}

/** Whether an item is in another, or is it. */
function within(item, outer) {
    for (let at = item; at; at = at.parent) {
        if (at === outer)
            return true
    }
    return false
}

/** The control that gives the answer which is meant; null where the screen itself keeps the keys. */
function main(page) {
    return page.typing ? null : controls(page).find(one => one.main === true && one.grave !== true) ?? null
}

/** Gives the keys to a control, if it can take them; `seen`: with the ring that shows it. */
function give(control, seen) {
    if (control?.visible && control.enabled)
        control.forceActiveFocus(seen ? Qt.TabFocusReason : Qt.OtherFocusReason)
}
