import QtQuick
import theme

/** A screen about one door: its number above all, where it is, what to do, and the picture. */
Page {
    id: page

    required property string label
    required property var place
    /** The door has just been opened. */
    property bool opens: false
    /** Closing the door is all that is left to do: the place below the words shows how. */
    property bool closes: false
    /** What is inside stays there. */
    property bool holds: false
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

    // A reminder about the same door only gives this page new values: the keys stay where somebody has put them.
    steady: true
    sameWhile: "label"
    typing: true
    spoken: headline
    showsLeast: beside ? leastNumber + where.implicitHeight + 5 * Theme.unit : 30 * Theme.unit
    showsMost: Theme.landscape ? page.height : 98 * Theme.unit

    shows: Item {
        implicitHeight: 98 * Theme.unit

        Item {
            id: words
            visible: page.beside
            x: page.x0(0, width) - (page.LayoutMirroring.enabled ? page.width - parent.width : 0)
            width: parent.width - picture.width - 4 * Theme.unit
            height: parent.height

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                spacing: 3 * Theme.unit

                DoorNumber {
                    width: parent.width
                    label: page.label
                    tallest: Math.max(0.9 * page.leastNumber, Math.min(56 * Theme.unit,
                        0.9 * (words.height - where.implicitHeight - parent.spacing)))
                }
                PlaceWords { id: where; width: parent.width; place: page.place }
            }
        }
        Column {
            id: parcel
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            spacing: 2 * Theme.unit

            Phrase {
                width: parent.width
                visible: Theme.landscape && text !== ""
                text: page.detail
                size: Theme.note * 1.07
                tone: Theme.quiet
                horizontalAlignment: Text.AlignHCenter
            }
            Tag {
                width: parent.width
                visible: Theme.landscape && text !== ""
                text: page.code
            }
        }
        CabinetPicture {
            id: picture
            x: page.beside && !page.LayoutMirroring.enabled ? parent.width - width : 0
            width: page.beside ? Math.min(parent.height * aspect + 2 * aside + 2 * Theme.unit, 0.58 * parent.width)
                               : parent.width
            height: parent.height - (parcel.height > 0 ? parcel.height + 2 * Theme.unit : 0)
            cabinet: page.stage.cabinet
            marked: [page.label]
            open: page.stage.doorsOpen
            swings: page.opens
        }
    }
    asks: Column {
        spacing: 3 * Theme.unit

        Row {
            id: topRow
            width: parent.width
            spacing: 5 * Theme.unit

            DoorNumber {
                id: number
                visible: !page.beside
                label: page.label
                width: Math.min(0.46 * parent.width, natural)
                tallest: (!Theme.landscape ? 33 : page.notice ? 22 : page.acts ? 25 : 32) * Theme.unit * page.pageFit
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - (number.visible ? number.width + topRow.spacing : 0)
                spacing: 1.5 * Theme.unit

                Phrase {
                    width: parent.width
                    text: page.headline.replace(/ (\S{1,3})$/, "\u00a0$1")
                    size: page.beside ? Theme.title : Theme.question
                    strong: true
                    spread: 1.05
                    Accessible.role: Accessible.Heading
                    Accessible.name: page.headline
                }
                PlaceWords { visible: !page.beside; width: parent.width; place: page.place }
            }
        }
        Phrase {
            width: parent.width
            // Where there is little height, what is urgent takes the place of what has been said.
            visible: text !== "" && !(Theme.landscape && page.notice)
            text: page.instruction
            size: page.beside ? Theme.body * 1.1 : Theme.body
        }
        Phrase {
            width: parent.width
            visible: !Theme.landscape && text !== ""
            text: page.detail
            size: Theme.note * 1.07
            tone: Theme.quiet
        }
        Tag { width: parent.width; visible: !Theme.landscape && text !== ""; text: page.code }
        Notice { width: parent.width; kind: page.noticeKind; text: page.notice; sub: page.noticeSub }
    }

    ClosingFigure {
        readonly property real above: (page.asks?.parent?.y ?? 0) + page.asksHeight + page.between
        visible: page.closes && height > 28 * Theme.unit
        x: page.asks?.parent?.x ?? 0
        y: above
        width: page.asks?.parent?.width ?? 0
        height: page.floor - above
        hinge: picture.hingeOf(page.label)
        holds: page.holds
        atRight: page.LayoutMirroring.enabled
    }
}
