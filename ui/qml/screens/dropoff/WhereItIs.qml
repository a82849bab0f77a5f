import QtQuick
import controls
import drawings

MessagePage {
    id: page

    required property string parcel
    required property string label
    required property string time

    sign: label === "" ? "info" : "done"
    scene: label === "" ? Scenes.later : Scenes.shut
    headline: label === "" ? qsTr("Already taken out") : qsTr("Safe in door %1").arg(label)
    explained: label === "" ? qsTr("On its way, or with whoever it is for.") : qsTr("Still here: nobody has taken it out.")

    asks: FactList {
        facts: [
            { name: qsTr("Number"), value: "\u2066" + page.parcel + "\u2069" },
            { name: page.label === "" ? qsTr("Taken out") : qsTr("Since"), value: "\u2066" + page.time + "\u2069" }
        ]
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
