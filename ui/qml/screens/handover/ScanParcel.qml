import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property int delivered
    required property int expected
    required property string notice
    required property string label
    required property string text
    required property string carrier
    required property bool can_undo
    required property int tasks
    required property bool camera
    required property string hint
    required property bool paused

    showsLeast: head.implicitHeight + 22 * Theme.unit
    showsMost: Theme.landscape ? height : 100 * Theme.unit

    ScanWords {
        id: help
        hint: page.hint
    }

    shows: Item {
        implicitHeight: 100 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 3 * Theme.unit
            text: page.paused ? qsTr("No more parcels for now")
                : page.delivered > 0 ? qsTr("Scan the next parcel") : qsTr("Scan the first parcel")
            sub: page.paused ? qsTr("We're saving battery. Please keep the other parcels with you.")
                : help.words ? help.words
                : page.camera ? qsTr("Hold its label up to the camera or the scanner.")
                              : qsTr("Hold its label up to the scanner.")
        }
        Item {
            id: below
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }

            CameraFrame {
                anchors.fill: parent
                visible: page.camera && !page.paused
                active: visible
                scene: Scenes.filmingLabel
            }
            Drawing {
                anchors.fill: parent
                visible: !page.camera || page.paused
                parts: page.paused ? Scenes.keepFor : Scenes.labelling
                flipped: page.LayoutMirroring.enabled
            }
        }
    }
    asks: Column {
        spacing: 4 * Theme.unit

        Notice {
            width: parent.width
            kind: Match.of(page.notice, {
                delivered: "done",
                "none undone not_delivered closing": "info",
                "unknown_label unreadable too_long misread already_in door_broken": "wait"
            })
            text: Match.of(page.notice, {
                delivered: qsTr("Delivered in door %1.").arg(page.label),
                unknown_label: page.carrier ? qsTr("This %1 parcel isn't expected here.").arg(page.carrier)
                                            : qsTr("This parcel isn't expected here."),
                unreadable: qsTr("We can't read this label."),
                too_long: qsTr("This code is too long for a label."),
                misread: qsTr("Please scan the label again."),
                already_in: page.label ? qsTr("This parcel is already in door %1.").arg(page.label)
                                       : qsTr("This parcel is already delivered."),
                undone: qsTr("Taken back out of door %1.").arg(page.label),
                not_delivered: qsTr("Not delivered."),
                closing: qsTr("This locker closes soon."),
                door_broken: qsTr("Door %1 doesn't open.").arg(page.label),
                none: ""
            })
            sub: Match.of(page.notice, {
                unknown_label: qsTr("Is there another label on it? If not, keep the parcel."),
                unreadable: qsTr("Hold the label flat, or type it."),
                too_long: qsTr("Scan the other code on the label, or type its number."),
                misread: qsTr("That number has a typo. If it repeats, this parcel isn't expected here."),
                already_in: qsTr("Please scan the next one."),
                undone: qsTr("We don't count it as delivered."),
                not_delivered: qsTr("Keep the parcel and scan the next one."),
                closing: qsTr("Keep the parcel. Nobody could collect it in time."),
                door_broken: qsTr("We'll repair it. Please scan the next one."),
                "none delivered": ""
            })
            code: page.text
        }
        Row {
            width: parent.width
            spacing: 2 * Theme.unit

            Tally {
                width: (parent.width - parent.spacing) / 2
                count: page.delivered
                words: qsTr("delivered", "how many parcels", page.delivered)
                tone: Theme.done
            }
            Tally {
                width: (parent.width - parent.spacing) / 2
                count: page.expected
                words: qsTr("still to come", "how many parcels", page.expected)
            }
        }
    }
    acts: Choices {
        uprightColumns: 2
        landscapeColumns: 2
        stripColumns: 4

        PushButton {
            visible: !page.paused
            lead: Icons.keyboard
            text: qsTr("Type a label")
            onClicked: page.answered("type", "")
        }
        PushButton {
            visible: page.can_undo
            lead: Icons.undo
            text: qsTr("Undo the last")
            onClicked: page.answered("undo", "")
        }
        PushButton {
            visible: page.tasks > 0
            lead: Icons.list
            text: qsTr("%n tasks here", "", page.tasks)
            onClicked: page.answered("tasks", "")
        }
        PushButton {
            main: true
            labelSize: Theme.button
            lead: Icons.tick
            text: qsTr("I am done")
            onClicked: page.answered("done", "")
        }
    }
}
