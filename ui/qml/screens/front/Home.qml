pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property var open_doors
    required property bool can_scan
    required property bool deposits
    required property var by_operator
    required property var verbs
    required property bool finds

    readonly property Pages pages: Pages {
        all: page.open_doors
        size: Theme.landscape ? 2 : 3
    }

    atHome: true
    /** Doors are open, and there is much else to come for: only the first line of each button. */
    readonly property bool tight: Theme.landscape && open_doors.length > 0 && verbs.length > 0
    /** What these services are called, one after the other. */
    function namesOf(digests: var): string {
        return digests.map(digest => stage.services[digest]?.name ?? "").filter(name => name !== "").join(" · ")
    }
    /** Languages that have a button of their own here; where they are more, the last one shows all. */
    readonly property var languages: stage.languages.length > 4 ? stage.languages.slice(0, 3) : stage.languages
    ownLanguages: roomForLanguages
    readonly property bool roomForLanguages: stage.languages.length > 1 && open_doors.length === 0 && !Theme.reach
        && !(Theme.landscape && verbs.length > 2)

    showsLeast: head.implicitHeight + brand.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 130 * Theme.unit

    shows: Item {
        implicitHeight: 130 * Theme.unit

        Brand {
            id: brand
            anchors { top: parent.top; left: parent.left; right: parent.right }
            name: page.stage.brandName
            logo: page.stage.brandLogo
            picture: page.stage.brandPicture
            room: parent.height - head.implicitHeight - 34 * Theme.unit
        }
        Headline {
            id: head
            anchors { top: brand.bottom; left: parent.left; right: parent.right }
            topPadding: brand.visible ? 3 * Theme.unit : Theme.landscape ? 0 : 4 * Theme.unit
            text: !page.can_scan ? qsTr("Type the code from your message")
                : Match.of(page.stage.readsAt, {
                    "": qsTr("Hold your code up to the scanner"),
                    left: qsTr("Hold your code up, left of the screen"),
                    right: qsTr("Hold your code up, right of the screen"),
                    above: qsTr("Hold your code up, above the screen"),
                    below: qsTr("Hold your code below the screen")
                })
            sub: page.can_scan ? qsTr("No phone to hand? Type the digits from your message.")
                               : qsTr("Touch “Pick up” to begin.")
        }
        Item {
            id: below
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            readonly property bool shown: height >= 20 * Theme.unit

            // Only what is shown is made: the other would be painted in vain before each first frame.
            Loader {
                active: below.shown && page.open_doors.length === 0
                width: parent.width
                height: Math.min(parent.height, 76 * Theme.unit)
                sourceComponent: Drawing {
                    parts: page.can_scan ? Scenes.reading(page.stage.readsAt) : Scenes.typing
                    towards: page.can_scan ? page.stage.readsAt : ""
                }
            }
            Loader {
                active: below.shown && page.open_doors.length > 0
                anchors.fill: parent
                sourceComponent: CabinetPicture {
                    cabinet: page.stage.cabinet
                    marked: page.open_doors.map(door => door.split("/")[0])
                    open: page.stage.doorsOpen
                }
            }
        }
    }
    asks: Notice {
        kind: "wait"
        text: page.deposits ? "" : qsTr("No drop-off right now.")
        // Where doors are open there is no room for both.
        sub: Theme.landscape && page.open_doors.length > 0 ? ""
           : qsTr("We're saving battery. You can pick up parcels as always.")
    }
    acts: Column {
        spacing: Theme.gap

        Choices {
            width: parent.width
            stripColumns: 3
            landscapeColumns: page.tight && page.verbs.length > 2 ? 2 : 1

            Repeater {
                model: page.pages.shown

                PushButton {
                    required property string modelData
                    lead: Icons.door
                    leadTone: Theme.wait
                    readonly property bool operators: page.by_operator.includes(modelData)
                    text: operators ? qsTr("Door %1 is open").arg(modelData.split("/")[0])
                                    : qsTr("Door %1 is still open").arg(modelData.split("/")[0])
                    sub: page.tight ? "" : operators ? qsTr("Opened by the operator") : qsTr("Touch here to continue")
                    sign: Icons.forward
                    onClicked: page.answered("picked", modelData)
                }
            }
            PushButton {
                visible: page.pages.many
                text: qsTr("More open doors")
                sign: Icons.forward
                onClicked: page.pages.turn()
            }
            PushButton {
                main: true
                tall: !Theme.landscape || (page.open_doors.length === 0 && page.verbs.length === 0)
                labelSize: Theme.question
                text: qsTr("Pick up")
                sub: page.can_scan && !page.tight ? qsTr("Scan your code or type it") : ""
                lead: Theme.landscape && page.open_doors.length > 0 ? "" : Icons.parcel
                sign: Icons.forward
                onClicked: page.answered("pick_up", "")
            }
        }
        Choices {
            width: parent.width
            visible: page.verbs.length > 0
            stripColumns: 4
            uprightColumns: page.verbs.length > 1 ? 2 : 1
            landscapeColumns: page.verbs.length > 1 ? 2 : 1

            Repeater {
                model: page.verbs

                PushButton {
                    required property var modelData
                    readonly property string verb: modelData.verb
                    lead: Match.of(verb, {
                        bring: Icons.lower,
                        store: Icons.bag,
                        borrow: Icons.lend,
                        pay: Icons.card
                    })
                    text: Match.of(verb, {
                        //: Put something into the machine: a return, a parcel to send, something for somebody.
                        bring: qsTr("Drop off"),
                        //: Rent a locker.
                        store: qsTr("Store"),
                        borrow: qsTr("Borrow"),
                        pay: qsTr("Pay")
                    })
                    sub: page.verbs.length > 1 || Theme.reach ? "" : page.namesOf(modelData.services)
                    Accessible.description: page.namesOf(modelData.services)
                    onClicked: page.answered(verb, "")
                }
            }
        }
        PushButton {
            width: parent.width
            bare: true
            lead: Icons.badge
            text: page.deposits ? qsTr("Courier or staff") : qsTr("Staff")
            sub: !page.deposits || (Theme.landscape && (page.open_doors.length > 0 || page.verbs.length > 0)) ? ""
               : page.can_scan ? qsTr("Scan your badge or type your code") : qsTr("Type your staff code")
            sign: Icons.forward
            onClicked: page.answered("staff", "")
        }
        Grid {
            id: tongues
            width: parent.width
            visible: page.roomForLanguages
            spacing: Theme.gap
            readonly property int places: page.languages.length + (page.languages.length < page.stage.languages.length ? 1 : 0)
            columns: Math.max(1, page.narrow ? Math.min(2, places) : places)
            readonly property real cell: (width - (columns - 1) * spacing) / columns
            readonly property real tallest: Math.max(...Array.from(children, one => one.implicitHeight))

            Repeater {
                model: page.roomForLanguages ? page.languages : []

                PushButton {
                    required property var modelData
                    /** A language's name is said in that language. */
                    readonly property string spokenIn: modelData.code
                    readonly property bool chosen: modelData.code === page.stage.language
                    width: tongues.cell
                    height: tongues.tallest
                    quiet: true
                    centred: true
                    pad: 0.8 * Theme.unit
                    lead: chosen && !Theme.landscape ? Icons.tick : ""
                    text: modelData.name
                    checkable: true
                    checked: chosen
                    Accessible.role: Accessible.RadioButton
                    onClicked: page.stage.setLanguage(modelData.code)
                }
            }
            PushButton {
                width: tongues.cell
                height: tongues.tallest
                visible: page.languages.length < page.stage.languages.length
                quiet: true
                centred: true
                lead: Icons.globe
                text: qsTr("More")
                onClicked: page.stage.openOverlay("Languages")
            }
        }
    }
}
