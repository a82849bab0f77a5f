import QtQuick
import controls
import drawings
import theme

MessagePage {
    id: page

    required property string service
    required property var repaid
    required property var kept
    required property int seconds

    readonly property var said: page.stage.services[service] ?? ({ name: "" })

    function written(price: var): string {
        return Amounts.amount(price, stage.language, Theme.digits)
    }

    sign: "done"
    scene: Scenes.shut
    complete: true
    headline: qsTr("Thank you")
    explained: repaid ? qsTr("Safely back. We return %1 of your deposit. With a card this takes a few days.").arg(written(repaid))
             : kept ? qsTr("Safely back. Your deposit pays for the time beyond what was agreed.") : qsTr("Safely back in the locker.")

    asks: Column {
        spacing: 3 * Theme.unit

        FactList {
            visible: page.kept !== null
            width: parent.width
            facts: page.kept ? [{ name: qsTr("Kept for extra time"), value: page.written(page.kept), wrong: false }] : []
        }
        GoesHome {
            width: parent.width
            seconds: page.seconds
        }
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("ok", "")
        }
    }
}
