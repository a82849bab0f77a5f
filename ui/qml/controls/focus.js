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

/** Moves the keys to the nearest control in the direction of an arrow; to the first one if there is none. */
function move(from, root, key) {
    const all = controls(root)
    if (!all.includes(from)) {
        all[0]?.forceActiveFocus(Qt.TabFocusReason)
        return
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
}

function middle(item, root) {
    return item.mapToItem(root, item.width / 2, item.height / 2)
}

/** Gives the keys to the first control of a screen. */
function first(root) {
    controls(root)[0]?.forceActiveFocus(Qt.TabFocusReason)
}

/** Gives the keys to the control that is to be pressed, unseen until a key is used; to none where none is meant. */
function main(root) {
    controls(root).find(one => one.main === true)?.forceActiveFocus(Qt.OtherFocusReason)
}
