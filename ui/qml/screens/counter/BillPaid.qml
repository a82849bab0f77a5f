import QtQuick
import controls
import drawings
import theme

MessagePage {
    id: page

    required property string service
    required property string parcel
    required property var total

    readonly property var said: stage.services[service] ?? ({ name: "" })

    sign: "done"
    complete: true
    scene: Scenes.paid
    headline: qsTr("Paid. Thank you")
    explained: said.name

    asks: FactList {
        facts: [
            { name: qsTr("Number"), value: "\u2066" + page.parcel + "\u2069" },
            { name: qsTr("Paid"), value: page.total ? Amounts.amount(page.total, page.stage.language, Theme.digits) : "" }
        ].filter(fact => fact.value !== "" && fact.value !== "\u2066\u2069")
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
