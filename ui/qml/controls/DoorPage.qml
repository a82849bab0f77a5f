import QtQuick
import theme
import drawings
import "match.js" as Match

/** A screen about one door: its number above all, which way it is, what to do, as a drawing and in words. */
Page {
    id: page

    required property string label
    required property var place
    /** The door has just been opened. */
    property bool opens: false
    /** What there is to do, one of `Scenes`. */
    property list<var> scene: []
    /** What is done between opening and closing: "take", "put", "look", or "" where no steps are shown. */
    property string way
    /** The step that is to be done now, from 1. */
    property int step: 0
    /** It asks something: the question stands first, and the place of the door is known. */
    property bool asking: false
    property string headline
    property string instruction
    property string detail
    /** The parcel's label. */
    property string code
    property string noticeKind: "wait"
    property string notice
    property string noticeSub

    readonly property bool tall: picture.aspect < 1.15
    readonly property bool beside: !Theme.landscape && tall
    readonly property real leastNumber: 24 * Theme.unit
    readonly property real leastDrawing: 24 * Theme.unit
    /** Which way the door is from the screen, as `Pointer` has it. */
    readonly property real towards: place.side === "behind" ? -1 : picture.towards(label)

    // A reminder about the same door only gives this page new values: the keys stay where somebody has put them.
    steady: true
    sameWhile: "label"
    typing: true
    spoken: headline
    showsLeast: head.height + leastNumber + 3 * Theme.unit + where.implicitHeight
    showsMost: Theme.landscape ? page.height : 168 * Theme.unit

    shows: Item {
        id: upper
        implicitHeight: 168 * Theme.unit

        readonly property real spare: height - head.height - where.height - (where.visible ? 3 * Theme.unit : 0)
        /** In an upright window the drawing takes what the rest leaves; where that is too little there is none. */
        readonly property real drawn: Theme.landscape || page.scene.length === 0 ? 0
            : Math.min(50 * Theme.unit, spare - 46 * Theme.unit) >= page.leastDrawing
            ? Math.min(50 * Theme.unit, spare - 46 * Theme.unit) : 0
        readonly property real block: Math.max(0, spare - (drawn > 0 ? drawn + 4 * Theme.unit : 0))

        Column {
            id: head
            width: parent.width
            spacing: 4 * Theme.unit
            bottomPadding: (steps.visible || question.visible ? 4 : 0) * Theme.unit

            Steps {
                id: steps
                width: parent.width
                visible: page.way !== ""
                steps: page.way === "" ? [] : [
                    qsTr("Open"),
                    Match.of(page.way, { take: qsTr("Take"), put: qsTr("Put in"), look: qsTr("Look inside") }),
                    qsTr("Close")
                ]
                now: page.step
            }
            Phrase {
                id: question
                width: parent.width
                visible: page.asking
                text: held(page.headline)
                size: Theme.title
                strong: true
                spread: 1.05
                font.letterSpacing: -0.01 * Theme.title
                Accessible.role: Accessible.Heading
                Accessible.name: page.headline
            }
        }
        // Number and arrow beside the picture, or above it where the cabinet is wide.
        Item {
            id: block
            y: head.height
            width: parent.width
            height: upper.block

            readonly property bool stacked: page.tall
            readonly property real numberWide: stacked ? (width - picture.width - 5 * Theme.unit) : 0.56 * width
            readonly property real numberHigh: stacked ? Math.min(40 * Theme.unit, 0.66 * height)
                                                       : Math.min(30 * Theme.unit, 0.46 * height)
            readonly property real start: page.LayoutMirroring.enabled ? width - numberWide : 0

            DoorNumber {
                id: number
                x: block.start
                y: block.stacked ? Math.max(0, (block.height - block.numberHigh - pointer.height - 2 * Theme.unit) / 2) : 0
                width: block.numberWide
                height: block.numberHigh
                label: page.label
                tallest: Math.max(0.9 * page.leastNumber, 1.15 * block.numberHigh)
            }
            Pointer {
                id: pointer
                x: block.stacked ? (page.LayoutMirroring.enabled ? block.width - width : 0)
                                 : page.LayoutMirroring.enabled ? 0 : block.width - width
                y: block.stacked ? number.y + block.numberHigh + 2 * Theme.unit : 0
                width: block.stacked ? Math.min(block.numberWide, 34 * Theme.unit) : 0.4 * block.width
                height: block.stacked ? Math.max(0, Math.min(22 * Theme.unit, block.height - block.numberHigh - 2 * Theme.unit))
                                      : block.numberHigh
                visible: height > 8 * Theme.unit
                angle: page.towards
            }
            CabinetPicture {
                id: picture
                x: block.stacked && !page.LayoutMirroring.enabled ? parent.width - width : 0
                y: block.stacked ? 0 : block.numberHigh + 3 * Theme.unit
                width: block.stacked ? Math.min(parent.height * aspect + 2 * aside + 2 * Theme.unit, 0.52 * parent.width)
                                     : parent.width
                height: parent.height - y
                visible: height > 12 * Theme.unit
                cabinet: page.stage.cabinet
                marked: [page.label]
                open: page.stage.doorsOpen
                swings: page.opens
            }
        }
        PlaceWords {
            id: where
            y: head.height + block.height + 3 * Theme.unit
            width: parent.width
            place: page.place
            large: !page.asking
        }
        Drawing {
            id: drawing
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: upper.drawn
            visible: height > 0
            parts: page.scene
            number: page.label
            flipped: picture.hingeOf(page.label) === "right"
        }
    }
    asks: Column {
        id: words
        spacing: 2.5 * Theme.unit

        /** What is left for a drawing where the window is wide. */
        readonly property real spare: page.floor - page.actsHeight - (page.actsHeight ? page.between : 0) - 4 * Theme.unit
            - told.implicitHeight

        Drawing {
            width: parent.width
            height: Math.min(46 * Theme.unit, words.spare - words.spacing)
            visible: page.halves && page.scene.length > 0 && words.spare - words.spacing >= 18 * Theme.unit
            parts: page.scene
            number: page.label
            flipped: picture.hingeOf(page.label) === "right"
        }
        Column {
            id: told
            width: parent.width
            spacing: 2.5 * Theme.unit

            Phrase {
                width: parent.width
                visible: !page.asking && text !== ""
                text: held(page.headline)
                size: Theme.question
                strong: true
                spread: 1.05
                Accessible.role: Accessible.Heading
                Accessible.name: page.headline
            }
            Phrase {
                width: parent.width
                // Where there is little height, what is urgent takes the place of what has been said.
                visible: text !== "" && !(Theme.landscape && page.notice)
                text: page.instruction
            }
            Phrase {
                width: parent.width
                text: page.detail
                size: Theme.note * 1.07
                tone: Theme.quiet
            }
            Tag { width: parent.width; text: page.code }
            Notice { width: parent.width; kind: page.noticeKind; text: page.notice; sub: page.noticeSub }
        }
    }
}
