import QtQuick
import theme
import drawings

/** A screen that says how it went: a sign, what happened, and what to do. */
Page {
    id: page

    property string sign: "info"
    /** What the sign shows, where it is not what its kind shows. */
    property string signPath
    /** What happened or is to be done, one of `Scenes`: it stands instead of the sign, with a door's number. */
    property list<var> scene: []
    property string number
    /** A picture that is made of more than a drawing; it is in its place. */
    property Component picture: null
    /** Where what is drawn really is, seen from the screen; "" where nobody has to know. */
    property string towards
    /** What reassures, before all else. */
    property string calm
    /** All of it is done: seen from afar by the colour. */
    property bool complete: false
    /** A colour that fills the upper part, and what is written on it. */
    property color field: !complete ? "transparent" : Theme.contrast ? Theme.paper : Theme.night ? Qt.darker(Theme.done, 2.6) : Theme.done
    property color fieldInk: complete && !Theme.dark ? Theme.signInk : Theme.ink
    property string headline
    property string explained

    spoken: headline
    showsLeast: words.implicitHeight + 2 * Theme.unit
    showsMost: page.height

    shows: Item {
        id: upper

        readonly property real spare: height - words.implicitHeight - 4 * Theme.unit
        readonly property bool pictured: page.scene.length > 0 || page.picture !== null
        /** In a wide window the picture is beside the words where nothing else does. */
        readonly property bool beside: page.halves && page.picture !== null && page.asksHeight + page.actsHeight === 0
        readonly property real drawn: pictured && spare >= 16 * Theme.unit
            ? Math.min((page.picture ? Theme.landscape ? 64 : 96 : page.field.a > 0 ? 84 : Theme.landscape ? 46 : 56) * Theme.unit, spare) : 0

        Rectangle {
            objectName: "field"
            x: Theme.landscape && page.LayoutMirroring.enabled ? -5 * Theme.unit : -Theme.margin
            y: -2 * Theme.unit
            width: Theme.landscape ? parent.width + Theme.margin + 5 * Theme.unit : parent.width + 2 * Theme.margin
            height: Theme.landscape ? page.height : parent.height + 2 * Theme.unit
            visible: page.field.a > 0
            color: page.field
        }
        implicitHeight: words.implicitHeight + 6 * Theme.unit

        Column {
            id: words
            anchors { left: parent.left; right: parent.right }
            // In a wide window it begins as high as what is beside it.
            y: page.field.a > 0 ? (Theme.landscape ? 2 : 6) * Theme.unit
               : upper.pictured ? (Theme.landscape ? 0 : Math.max(0, Math.min(8 * Theme.unit, (upper.spare - upper.drawn) * 0.5)))
               : Theme.landscape && page.asksHeight ? 0
               : Math.max(0, Math.min(36 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: (upper.pictured ? 3 : 6) * Theme.unit

            Rectangle {
                anchors.left: parent.left
                visible: page.calm !== ""
                width: Math.min(parent.width, calm.natural + 6 * Theme.unit)
                height: calm.implicitHeight + 3 * Theme.unit
                radius: Math.min(height / 2, 4 * Theme.unit)
                color: Theme.card
                border.width: 1.5 * Theme.hairline
                border.color: Theme.done

                Phrase {
                    id: calm
                    anchors { left: parent.left; right: parent.right; margins: 3 * Theme.unit; verticalCenter: parent.verticalCenter }
                    text: page.calm
                    size: Theme.body * 0.95
                    strong: true
                    tone: Theme.done
                    horizontalAlignment: Text.AlignHCenter
                }
            }
            Badge {
                visible: !upper.pictured
                anchors.left: parent.left
                kind: page.sign
                implicitWidth: (Theme.landscape ? 18 : 24) * Theme.unit

                Binding on path { when: page.signPath !== ""; value: page.signPath }
            }
            Headline { width: parent.width; text: page.headline; sub: page.explained; tone: page.fieldInk; quietTone: page.field.a > 0 ? page.fieldInk : Theme.quiet }
        }
        Loader {
            x: upper.beside ? page.besideX(false) - page.besideX(true) : 0
            y: upper.beside ? 0 : words.y + words.implicitHeight + 4 * Theme.unit
            width: parent.width
            height: upper.beside ? upper.height - 2 * Theme.unit : Math.min(upper.drawn, upper.height - y)
            active: page.picture !== null && height > 8 * Theme.unit
            sourceComponent: page.picture
        }
        Drawing {
            anchors { left: parent.left; right: parent.right }
            y: words.y + words.implicitHeight + 4 * Theme.unit
            height: Math.min(upper.drawn, upper.height - y)
            visible: page.scene.length > 0 && height > 8 * Theme.unit
            framed: page.field.a === 0
            wide: framed ? 480 : 250
            parts: page.scene
            number: page.number
            towards: page.towards
            flipped: page.LayoutMirroring.enabled
        }
    }
}
