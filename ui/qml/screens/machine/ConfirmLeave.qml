import QtQuick
import theme
import controls

MessagePage {
    id: page

    required property string how
    required property var open_doors
    required property var parked

    sign: open_doors.length > 0 ? "wait" : "info"
    headline: Match.of(how, { restart: qsTr("Restart the machine?"), shut_down: qsTr("Shut the machine down?") })
    explained: Match.of(how, {
        restart: qsTr("The machine is back within a minute. Until then nobody can use it."),
        shut_down: qsTr("The machine stays off until somebody switches it on here.")
    })
    asks: Column {
        spacing: 2 * Theme.unit

        Notice {
            width: parent.width
            kind: "wait"
            text: page.open_doors.length > 0 ? qsTr("Still open: %1").arg(page.open_doors.join(", ")) : ""
            sub: page.parked.length > 0 ? qsTr("A visitor used these doors last: %1. Their contents will be unconfirmed.").arg(page.parked.join(", "))
                                        : qsTr("Close these doors first if you can.")
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            centred: true
            text: qsTr("Go back")
            onClicked: page.answered("back", "")
        }
        PushButton {
            main: true
            grave: true
            centred: true
            text: Match.of(page.how, { restart: qsTr("Restart"), shut_down: qsTr("Shut down") })
            onClicked: page.answered("ok", "")
        }
    }
}
